"""An invented register in the Dutch form: goods and numbers that no authority ever wrote down."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from licet.service.registers.nl.profile import HEADER

FIELDS = (
    "issued",
    "number",
    "codes",
    "goods",
    "end_use",
    "kind",
    "destination",
    "origin",
    "value",
    "expires",
)
_ORDINARY = {
    "issued": "14-01-2030",
    "codes": "9Z999a",
    "goods": "Glazen knikkers",
    "end_use": "Knikkeren",
    "kind": "D",
    "destination": "Japan",
    "origin": "Nederland",
    "value": "1,250",
    "expires": "31-01-2031",
}
_numbers = iter(range(10_000_001, 99_999_999))


def row(**cells: str) -> list[str]:
    """One ordinary row, with some cells changed."""
    filled = {"number": str(next(_numbers))} | _ORDINARY | cells
    return [filled[field] for field in FIELDS]


def register(rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()
