"""What the cells of a row hold: control codes, a value in whole euros, definitive or temporary."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

_BETWEEN_CODES = re.compile(r"[,;/+&\n]|\s+en\s+|\s+of\s+")
_CODE = re.compile(r"\d[A-E](\d{3}[a-z0-9.-]*)?|ML\d+[a-z0-9.]*", re.IGNORECASE)
_GROUPED = {
    ",": re.compile(r"\d{1,3}(,\d{3})+(\.(?P<cents>\d{2}|-))?"),
    ".": re.compile(r"\d{1,3}(\.\d{3})+(,(?P<cents>\d{2}|-))?"),
    " ": re.compile(r"\d{1,3}([ \u00a0\u202f']\d{3})+(,(?P<cents>\d{2}|-))?"),
}
_PLAIN = re.compile(r"\d+(?P<cents>)?(?:,-)?")

MOST_DIGITS = (
    15  # a thousand times the world's product: what is longer is no value, and no number to a database
)

MOST_CODE = 60


class CellFault(Exception):
    """The row is rejected; the text says why."""


def read_codes(text: str) -> list[str]:
    """The control-list codes of the cell, in its order, each once. An empty cell has none: some goods are unlisted."""
    codes: list[str] = []
    for part in _BETWEEN_CODES.split(text):
        codes += _parts(part.strip())
    if long := next((code for code in codes if len(code) > MOST_CODE), ""):
        raise CellFault(_("“%(text)s…” is not a control-list code.") % {"text": long[:40]})
    return list(dict.fromkeys(codes))


def _parts(text: str) -> list[str]:
    """`5A002 5D002` is two codes; a phrase that is no code stays one text."""
    words = re.sub(r"\s*-\s*", "-", text).split()
    if len(words) > 1 and not all(_CODE.fullmatch(word) for word in words):
        return [" ".join(words)]
    return words


def read_value(text: str) -> int:
    """Whole euros. `25,740` is twenty-five thousand; `25.740` could be that or a fraction, so it is rejected."""
    figure = re.sub(r"^(€|EUR)\s*", "", text.strip())
    if not figure:
        raise CellFault(_("The value is missing."))
    match = next((found for pattern in _patterns(figure) if (found := pattern.fullmatch(figure))), None)
    if match is None:
        raise CellFault(_("The value “%(text)s” is not an amount in whole euros.") % {"text": text.strip()})
    cents = match["cents"] or ""
    if cents.strip("0-"):
        raise CellFault(
            _("The value “%(text)s” has cents; this register states whole euros.") % {"text": text.strip()}
        )
    whole = figure[: match.start("cents") - 1] if cents else figure
    digits = re.sub(r"\D", "", whole)
    if len(digits) > MOST_DIGITS:
        raise CellFault(_("The value “%(text)s…” is larger than any licence.") % {"text": figure[:20]})
    return int(digits)


def _patterns(figure: str) -> list[re.Pattern[str]]:
    if re.fullmatch(r"\d{1,3}\.\d{3}", figure):
        raise CellFault(
            _("The value “%(text)s” can mean %(thousands)s or a fraction.")
            % {"text": figure, "thousands": figure.replace(".", "")}
        )
    return [_PLAIN, *_GROUPED.values()]


def read_temporary(text: str) -> bool:
    """D: definitive; T: temporary, the goods come back."""
    match text.strip().upper():
        case "D":
            return False
        case "T":
            return True
    raise CellFault(_("“%(text)s” is neither D (definitive) nor T (temporary).") % {"text": text.strip()})


def read_number(text: str) -> str:
    number = text.strip()
    if not number:
        raise CellFault(_("The licence number is missing."))
    if len(number) > 40 or len(number.split()) > 1:
        raise CellFault(_("“%(text)s” is not a licence number.") % {"text": number[:60]})
    return number


def refuse_garbled(cells: tuple[str, ...]) -> None:
    """Text that was decoded wrongly before it was saved: `IsraÃ«l`, or replacement characters."""
    for cell in cells:
        if "\ufffd" in cell or re.search(r"Ã[\u0080-\u00bf]|Â[\u0080-\u00bf]", cell):
            raise CellFault(
                _("The text “%(text)s” was damaged before it reached this file.")
                % {"text": cell.strip()[:60]}
            )
