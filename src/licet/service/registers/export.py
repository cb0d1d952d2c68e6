"""Register lines as a CSV file that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from django.db.models import QuerySet

from .models import PlaceRole, RegisterLine

HEAD = (
    "register",
    "line",
    "number",
    "issued_on",
    "expires_on",
    "codes",
    "goods",
    "end_use",
    "temporary",
    "destinations",
    "destination_countries",
    "via",
    "origins",
    "value_eur",
)

# The signs a formula begins with, in both widths; programs skip spaces, controls and invisible marks before them.
_FORMULA = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2028-\u202e\u2060\ufeff]*[=+\-@＝＋－＠]")


BOM = "\ufeff"


class _Echo:
    def write(self, text: str) -> str:
        return text


def csv_of(lines: QuerySet[RegisterLine]) -> Iterator[str]:
    """UTF-8 with its mark at the start: without it, spreadsheets take the file for something older and spoil every accent."""
    writer = csv.writer(_Echo())
    yield BOM + str(writer.writerow(HEAD))
    for line in lines.iterator(chunk_size=500):
        yield str(writer.writerow([safe(cell) for cell in _cells(line)]))


def safe(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return cell


def _cells(line: RegisterLine) -> list[object]:
    places = list(line.places.all())
    named = {role: [place for place in places if place.role == role] for role in PlaceRole.values}
    destinations = named[PlaceRole.DESTINATION]
    return [
        line.profile,
        line.line,
        line.number,
        line.issued_on.isoformat(),
        line.expires_on.isoformat(),
        "; ".join(code.code for code in line.codes.all()),
        line.goods,
        line.end_use,
        "yes" if line.temporary else "no",
        "; ".join(place.name for place in destinations),
        "; ".join(place.country for place in destinations if place.country),
        "; ".join(place.name for place in named[PlaceRole.VIA]),
        "; ".join(place.name for place in named[PlaceRole.ORIGIN]),
        line.value_eur,
    ]
