"""Register lines as a CSV file that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
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


class _Echo:
    def write(self, text: str) -> str:
        return text


def csv_of(lines: QuerySet[RegisterLine]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield str(writer.writerow(HEAD))
    for line in lines.iterator(chunk_size=500):
        yield str(writer.writerow([safe(cell) for cell in _cells(line)]))


def safe(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(cell, str) and cell.lstrip().startswith(("=", "+", "-", "@")):
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
