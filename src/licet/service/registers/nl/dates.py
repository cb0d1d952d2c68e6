"""Which day a date cell means, when the file writes some days first and some months first.

A wrong day is worse than a rejected row. `05-11-2008` has two readings; one is taken only when evidence outside the cell
excludes the other and nothing speaks against it:

- *the row*: its other date, written with the same separator, has one reading only;
- *the order*: the file runs from the oldest licence to the newest, and only one reading lies between the nearest
  lines before and after whose date is beyond doubt;
- *the term*: a licence expires after it is issued. Registers hold slips here, so this counts only when the nearest
  lines before and after show the same form.

The nearest lines never settle a date alone, but what they show can contradict it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from django.utils.translation import gettext as _

from licet.service.base.templatetags.base import day as in_words

LONGEST_TERM_YEARS = 10
# Less than this share of lines in order, and the order of the lines says nothing.
ORDERLY = 0.95

_NUMERIC = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class Form(StrEnum):
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_FIRST = "year first"


class Basis(StrEnum):
    """Why a date is read as it is; the weaker of the two dates of a line counts."""

    WRITTEN = "written"  # there is one reading only
    ROW = "row"
    ORDER = "order"
    TERM = "term"


# The forms that each kind of evidence allows; none where it is silent.
Evidence = Mapping[Basis, "set[Form] | None"]


class DateFault(Exception):
    """The row is rejected; the text says why."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A date as written, and every day it can mean."""

    text: str
    separator: str
    readings: Mapping[Form, date]

    @property
    def days(self) -> frozenset[date]:
        return frozenset(self.readings.values())

    @property
    def sure(self) -> date | None:
        return next(iter(self.days)) if len(self.days) == 1 else None

    @property
    def form(self) -> Form | None:
        """The form the cell shows; none where both forms are possible, though they mean the same day."""
        return next(iter(self.readings)) if len(self.readings) == 1 else None


@dataclass(frozen=True, slots=True)
class Term:
    issued: date
    expires: date
    basis: Basis


def read_cell(text: str) -> Cell:
    """All readings of one cell; no reading is a fault."""
    stripped = text.strip()
    if match := _ISO.fullmatch(stripped):
        year, month, day = map(int, match.groups())
        readings = _real({Form.YEAR_FIRST: (year, month, day)})
        separator = "iso"
    elif match := _NUMERIC.fullmatch(stripped):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        readings = _real({Form.DAY_FIRST: (year, second, first), Form.MONTH_FIRST: (year, first, second)})
        separator = match[2]
    else:
        raise DateFault(
            _("“%(text)s” is not a date of the form 31-12-2004, 12/31/2004 or 2004-12-31.")
            % {"text": stripped}
        )
    if not readings:
        raise DateFault(_("There is no day “%(text)s”.") % {"text": stripped})
    return Cell(stripped, separator, readings)


def _real(candidates: Mapping[Form, tuple[int, int, int]]) -> dict[Form, date]:
    found: dict[Form, date] = {}
    for form, parts in candidates.items():
        try:
            found[form] = date(*parts)
        except ValueError:
            continue
    return found


class Calendar:
    """The dates of a whole file: each line is read in the light of the lines around it."""

    def __init__(self, issued: Sequence[Cell | None], expires: Sequence[Cell | None]) -> None:
        self._issued, self._expires = issued, expires
        sure = [cell.sure if cell else None for cell in issued]
        self._before, self._after = _nearest(sure), _nearest(sure[::-1])[::-1]
        self._orderly = _share_in_order([day for day in sure if day]) >= ORDERLY
        shown = [_shown_in(cells) for cells in zip(issued, expires, strict=True)]
        self._shown_before, self._shown_after = _nearest_forms(shown), _nearest_forms(shown[::-1])[::-1]

    def term(self, index: int) -> Term:
        """Both dates of a line, or `DateFault`."""
        issued, expires = self._issued[index], self._expires[index]
        if issued is None or expires is None:
            raise DateFault(_("A date is missing."))
        issued_on, basis, form = self._settle_issue(index, issued, expires)
        expires_on, expiry_basis = self._settle_expiry(index, expires, issued, issued_on, form)
        _check_term(issued_on, expires_on)
        return Term(issued_on, expires_on, basis if basis != Basis.WRITTEN else expiry_basis)

    def _settle_issue(self, index: int, cell: Cell, expires: Cell) -> tuple[date, Basis, Form | None]:
        if cell.sure:
            return cell.sure, Basis.WRITTEN, cell.form
        evidence: Evidence = {
            Basis.ROW: _shown_by(expires, cell),
            Basis.ORDER: self._in_order(index, cell),
            Basis.TERM: {form for form, day in cell.readings.items() if _any_after(expires.days, day)},
        }
        form, basis = _weigh(cell, evidence, self._shown_around(index, cell))
        return cell.readings[form], basis, form

    def _settle_expiry(
        self, index: int, cell: Cell, issued: Cell, issued_on: date, issue_form: Form | None
    ) -> tuple[date, Basis]:
        if cell.sure:
            return cell.sure, Basis.WRITTEN
        same = issue_form if issued.separator == cell.separator else None
        evidence: Evidence = {
            Basis.ROW: {same} if same else None,
            Basis.TERM: {form for form, day in cell.readings.items() if day > issued_on},
        }
        form, basis = _weigh(cell, evidence, self._shown_around(index, cell))
        return cell.readings[form], basis

    def _in_order(self, index: int, cell: Cell) -> set[Form] | None:
        """The readings that fit between the nearest sure lines; nothing where the lines themselves are out of order."""
        low, high = self._before[index] or date.min, self._after[index] or date.max
        if not self._orderly or low > high or (low, high) == (date.min, date.max):
            return None
        return {form for form, day in cell.readings.items() if low <= day <= high}

    def _shown_around(self, index: int, cell: Cell) -> Form | None:
        """The form that the lines before and after show alike under the same separator; at an end of the file one side is enough."""
        before = self._shown_before[index].get(cell.separator)
        after = self._shown_after[index].get(cell.separator)
        return before or after if before == after or None in (before, after) else None


def _shown_in(cells: Iterable[Cell | None]) -> dict[str, Form | None]:
    """The forms that a line shows, by separator; a line that shows two forms under one separator shows none."""
    shown: dict[str, Form | None] = {}
    for cell in cells:
        if cell and cell.form:
            same = shown.get(cell.separator, cell.form) == cell.form
            shown[cell.separator] = cell.form if same else None
    return shown


def _shown_by(other: Cell, cell: Cell) -> set[Form] | None:
    return {other.form} if other.form and other.separator == cell.separator else None


def _any_after(days: Iterable[date], issued: date) -> bool:
    return any(day > issued for day in days)


def _weigh(cell: Cell, evidence: Evidence, shown_around: Form | None) -> tuple[Form, Basis]:
    """The one form all evidence leaves, and the first evidence that alone leaves no other."""
    left = set(cell.readings)
    for allowed in evidence.values():
        left &= left if allowed is None else allowed
    if not left or (shown_around and not left & {shown_around}):
        raise DateFault(
            _two_days(
                cell, _("the row, the lines around it and the term of the licence contradict each other")
            )
        )
    for basis, allowed in evidence.items():
        if allowed and len(allowed) == 1 and (basis != Basis.TERM or shown_around in allowed):
            return next(iter(allowed)), basis
    raise DateFault(_two_days(cell, _("nothing in the file excludes one of them")))


def _two_days(cell: Cell, why: str) -> str:
    one, other = (in_words(each) for each in sorted(cell.days))
    values = {"text": cell.text, "one": one, "other": other, "why": why}
    return _("“%(text)s” can mean %(one)s or %(other)s, and %(why)s.") % values


def _check_term(issued: date, expires: date) -> None:
    if expires <= issued:
        text = _("It would expire on %(expires)s, not after it was issued on %(issued)s.")
    elif expires.year - issued.year > LONGEST_TERM_YEARS:
        text = _("It would run from %(issued)s to %(expires)s: no licence runs that long.")
    else:
        return
    raise DateFault(text % {"issued": in_words(issued), "expires": in_words(expires)})


def _nearest(days: Sequence[date | None]) -> list[date | None]:
    """For each line the last sure day above it."""
    found: list[date | None] = []
    last: date | None = None
    for day in days:
        found.append(last)
        last = day or last
    return found


def _nearest_forms(shown: Sequence[Mapping[str, Form | None]]) -> list[dict[str, Form]]:
    """For each line the form last shown above it, by separator."""
    found: list[dict[str, Form]] = []
    last: dict[str, Form] = {}
    for forms in shown:
        found.append(last)
        if clear := {separator: form for separator, form in forms.items() if form}:
            last = {**last, **clear}
    return found


def _share_in_order(days: Sequence[date]) -> float:
    pairs = list(pairwise(days))
    return sum(first <= second for first, second in pairs) / len(pairs) if pairs else 0.0
