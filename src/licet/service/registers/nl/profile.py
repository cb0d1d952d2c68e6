"""From the file to its lines: every row is read or rejected with its reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from licet.service.base.imports import Progress, Rejected, no_progress
from licet.service.registers.tables import Row, read_table

from .cells import CellFault, read_codes, read_number, read_temporary, read_value, refuse_garbled
from .dates import Calendar, Cell, DateFault, Term, read_cell
from .places import Route, read_route

HEADER = (
    "Datum afgifte",
    "nummer",
    "SG-Post",
    "Omschrijving goederen",
    "Opgegeven eindgebruik",
    "D/T",
    "Land van eindbestemming",
    "Land van herkomst",
    "Waarde(€)",
    "Datum verval",
)
_ISSUED, _EXPIRES = 0, 9
EVERY = 200


@dataclass(frozen=True, slots=True)
class Line:
    line: int
    digest: str
    raw: tuple[tuple[str, str], ...]  # column and text, in the order of the file
    number: str
    term: Term
    codes: tuple[str, ...]
    goods: str
    end_use: str
    temporary: bool
    destination: Route
    origin: Route
    value_eur: int


@dataclass(frozen=True, slots=True)
class Reading:
    rows: int
    lines: list[Line]
    rejected: list[Rejected]


def read(content: bytes, progress: Progress = no_progress) -> Reading:
    """Raises `FileRefused` when the file as a whole cannot be used."""
    rows = read_table(content, HEADER)
    calendar = Calendar(_dates(rows, _ISSUED), _dates(rows, _EXPIRES))
    seen: dict[str, int] = {}
    lines: list[Line] = []
    rejected: list[Rejected] = []
    for index, row in enumerate(rows):
        try:
            lines.append(_line(row, index, calendar, seen))
        except (CellFault, DateFault) as fault:
            rejected.append(Rejected(line=row.line, reason=str(fault)))
        if index % EVERY == 0:
            progress(index, len(rows))
    progress(len(rows), len(rows))
    return Reading(len(rows), lines, rejected)


def _line(row: Row, index: int, calendar: Calendar, seen: dict[str, int]) -> Line:
    if len(row.cells) != len(HEADER):
        values = {"found": len(row.cells), "expected": len(HEADER)}
        raise CellFault(_("The row has %(found)s cells, not %(expected)s.") % values)
    refuse_garbled(row.cells)
    _i, number, codes, goods, end_use, kind, destination, origin, value, _e = row.cells
    for column in (_ISSUED, _EXPIRES):
        read_cell(row.cells[column])  # says what is wrong with the cell itself
    line = Line(
        line=row.line,
        digest=_digest(row.cells),
        raw=tuple(zip(HEADER, row.cells, strict=True)),
        number=read_number(number),
        term=calendar.term(index),
        codes=tuple(read_codes(codes)),
        goods=" ".join(goods.split()),
        end_use=" ".join(end_use.split()),
        temporary=read_temporary(kind),
        destination=read_route(destination),
        origin=read_route(origin),
        value_eur=read_value(value),
    )
    _refuse_repeated(line, seen)
    return line


def _refuse_repeated(line: Line, seen: dict[str, int]) -> None:
    """One licence number stands once in a register; a second line under it is a slip in one of them."""
    if (earlier := seen.setdefault(line.number, line.line)) != line.line:
        values = {"number": line.number, "earlier": earlier}
        raise CellFault(_("Number %(number)s stands on line %(earlier)s already.") % values)


def _dates(rows: Sequence[Row], column: int) -> list[Cell | None]:
    return [_readable(row, column) for row in rows]


def _readable(row: Row, column: int) -> Cell | None:
    try:
        return read_cell(row.cells[column]) if len(row.cells) == len(HEADER) else None
    except DateFault:
        return None


def _digest(cells: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()
