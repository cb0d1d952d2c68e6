"""What is wrong with a table, in the reader's language.

The libraries say it in English; the worker keeps what they said. Each sentence they have for a table stands here, with its
parts named, and is found again in what was said.
"""

from __future__ import annotations

import re
from functools import cache

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _t

SENTENCES = (
    _t("The column holds %(kind)s; %(fact)s takes true/false, or text."),
    _t("The column holds %(kind)s; %(fact)s takes numbers, or text."),
    _t("The column holds %(kind)s; %(fact)s takes dates, or text."),
    _t("The column holds %(kind)s; %(fact)s takes text."),
    _t("The column holds %(kind)s; it takes dates, or text like 2026-11-21."),
    _t("A list has to hold text, not %(kind)s."),
    _t("This is not a number; leave an unknown cell empty."),
    _t("%(said)s is neither true nor false; leave an unknown cell empty."),
    _t("%(said)s is not a number."),
    _t("%(said)s is not a date. Write it as 2026-11-21."),
    _t("%(fact)s is a yes/no fact: write true or false, not %(said)s."),
    _t("%(fact)s is a number: write it as one, not %(said)s."),
    _t("%(said)s is not a country code (ISO 3166-1 alpha-2). Valid: %(valid)s."),
    _t("%(said)s is not an option of %(fact)s. Valid: %(valid)s."),
    _t("%(said)s is not a term of judgement. Valid: %(valid)s."),
    _t("%(said)s is not a column of this table, so it cannot be kept. Valid: %(valid)s."),
    _t(
        "%(said)s is not a fact of this law. Valid: %(valid)s. A column that is no fact can be kept (--keep)."
    ),
    _t("No column names a fact. A column is named like %(name)s."),
    _t("Two columns have this name; a fact has one column."),
    _t("Only what the authority has found settles a term of judgement."),
    _t("It cannot be read: %(reason)s."),
    _t("It is no sound %(form)s file: %(reason)s"),
    _t("The table has more than %(rows)s rows. Split it, or use “licet evaluate” at the console."),
    _t("The work broke off and there are no answers. Tell the administrator."),
)
ROW = re.compile(r"(?P<column>.+), row (?P<row>\d+)")


def told(fault: str) -> str:
    """What was said in English, in the language of the page; as it is where no sentence fits."""
    for sentence in SENTENCES:
        found = _pattern(sentence).fullmatch(fault)
        if found:
            parts = found.groupdict()
            where, nearest = parts.pop("_where"), parts.pop("_nearest")
            if parts.get("rows"):
                parts["rows"] = number_format(parts["rows"], force_grouping=True)
            reason = _(sentence) % parts if parts else _(sentence)
            return _placed(where, reason) + (
                _(" Did you mean %(name)s?") % {"name": nearest} if nearest else ""
            )
    return fault


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """The sentence with its parts as groups, behind the column and before the nearest name."""
    words = re.split(r"%\((\w+)\)s", sentence)
    parts = [f"(?P<{word}>.+?)" if n % 2 else re.escape(word) for n, word in enumerate(words)]
    around = r"(?:(?P<_where>.+?): )?", r"(?: Did you mean (?P<_nearest>.+)\?)?"
    return re.compile("".join(parts).join(around), re.DOTALL)


def _placed(where: str | None, reason: str) -> str:
    if not where:
        return reason
    row = ROW.fullmatch(where)
    place = _("%(column)s, row %(row)s") % row.groupdict() if row else where
    return _("%(where)s: %(reason)s") % {"where": place, "reason": reason}
