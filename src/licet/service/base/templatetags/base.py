"""Template tags and filters of every page: `{% load base %}`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django import template
from django.apps import apps
from django.core.paginator import Page
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from licet.service.base.countries import name_of

register = template.Library()

COLOURS = frozenset({"grey", "green", "teal", "blue", "purple", "magenta", "red", "orange", "yellow"})
# What acts are about, beside the models that bear a translated name of their own.
RECORDS = {
    "applications.application": _("Application"),
    "assessment.assessment": _("Assessment"),
    "assessment.policydeclaration": _("Policy declaration"),
    "bench.gaprecord": _("Gap on record"),
    "casework.case": _("Case"),
    "casework.question": _("Question"),
    "files.document": _("Document"),
    "guidance.version": _("Guidance"),
    "law_changes.sweep": _("Change of the law"),
    "letters.letter": _("Letter"),
    "letters.wording": _("Wording"),
    "lists.hit": _("List hit"),
    "lists.listgeneration": _("List generation"),
    "lists.screening": _("Comparison with lists"),
    "own_law.draft": _("Own law"),
    "people.invitation": _("Invitation"),
    "people.membership": _("Role of a person"),
    "people.organisation": _("Organisation"),
    "people.user": _("Person"),
    "records.event": _("Act"),
    "retention.destruction": _("Files to destroy"),
    "retention.schedule": _("Retention schedule"),
    "registers.registerimport": _("Import of a register"),
    "rulings.inquiry": _("Request for a ruling"),
    "rulings.ruling": _("Ruling"),
}
RESULT_COLOURS = {"true": "red", "false": "green", "unknown": "yellow", "contradictory": "purple"}


@register.filter
def day(value: date | datetime | None) -> str:
    """27 March 2027; nothing for no date."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return _first(date_format(value, "j F Y"))


def short_day(value: date | None) -> str:
    """27 Mar 2027, for a column of a table; nothing for no date. French months are written out: Mar is no word there."""
    in_french = (get_language() or "").startswith("fr")
    return day(value) if in_french or not value else date_format(value, "j M Y")


@register.filter
def day_and_time(value: datetime | None) -> str:
    """27 March 2027, 14:05 UTC."""
    if value is None or value == "":
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{_first(date_format(local, 'j F Y, H:i'))} {local.tzname() or ''}".strip()


def _first(written: str) -> str:
    """French counts the days of a month, but calls the first one first: 1er mars."""
    first = (get_language() or "").startswith("fr") and written.startswith("1 ")
    return f"1er{written[1:]}" if first else written


@register.filter
def country_name(code: str | None) -> str:
    return name_of(code or "")


@register.filter
def kind_of_record(label: str) -> str:
    """“Case” for `casework.case`; a label that no model bears any more is shown as it is."""
    try:
        return str(RECORDS.get(label) or capfirst(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label


@register.filter
def isolated(name: str) -> str:
    """A name that may run from right to left, kept from reordering the words beside it."""
    if any(unicodedata.bidirectional(char) in {"R", "AL"} for char in name):
        return f"\u2068{name}\u2069"
    return name


@register.simple_tag
def colon() -> str:
    """Between a name and what it says: French puts a space before it that does not break."""
    return "\u00a0:" if (get_language() or "").startswith("fr") else ":"


@register.simple_tag
def tag(text: object, colour: str = "") -> SafeString:
    """`{% tag "Open" "blue" %}`: a status in a coloured box; the colour never says anything the text does not."""
    extra = f" govuk-tag--{colour}" if colour in COLOURS else ""
    return format_html('<strong class="govuk-tag{}">{}</strong>', extra, text)


@register.simple_tag(takes_context=True)
def with_query(context: Context, **changes: Any) -> str:
    """This page's query string with some parameters changed; None removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(page: Page[Any]) -> Iterator[int | None]:
    """First, last and the neighbours; None where numbers are left out."""
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        yield number if isinstance(number, int) else None


@register.simple_tag
def component(name: str, **context: Any) -> SafeString:
    """`{% component "inset" text=… %}`: an include whose context is only what is named."""
    return SafeString(render_to_string(f"base/components/{name}.html", context))
