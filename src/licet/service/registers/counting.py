"""How many lines there are of each year and each destination. Lines are counted, never places: see `Counted`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear

from .models import PlaceRole, RegisterPlace
from .selectors import Filters, chosen, remembered


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    definitive: int
    temporary: int

    @property
    def total(self) -> int:
        return self.definitive + self.temporary


@dataclass(frozen=True, slots=True)
class Counted:
    """A line that names several countries of destination counts once under each of them, so `destinations` may add up to
    more than `total`; `several` says for how many lines. `elsewhere` lines name a group of countries, or none that the
    gazetteer knows, and stand under no country."""

    total: int
    years: tuple[Year, ...]
    destinations: tuple[tuple[str, int], ...]
    """Country code and lines, most lines first."""
    several: int
    elsewhere: int


def counted(filters: Filters) -> Counted:
    return remembered(f"counted {filters}", lambda: _counted(filters))


def _counted(filters: Filters) -> Counted:
    years = _years(filters)
    per_line = _destinations_per_line(filters)
    total = sum(year.total for year in years)
    return Counted(
        total=total,
        years=years,
        destinations=_destinations(filters),
        several=sum(lines for countries, lines in per_line.items() if countries > 1),
        elsewhere=total - sum(per_line.values()),
    )


def _years(filters: Filters) -> tuple[Year, ...]:
    rows = (
        chosen(filters)
        .order_by()
        .annotate(year=ExtractYear("issued_on"))
        .values("year")
        .annotate(all=Count("pk"), temporary=Count("pk", filter=Q(temporary=True)))
        .order_by("year")
    )
    return tuple(Year(row["year"], row["all"] - row["temporary"], row["temporary"]) for row in rows)


def _places(filters: Filters) -> QuerySet[RegisterPlace]:
    places = RegisterPlace.objects.filter(role=PlaceRole.DESTINATION).exclude(country="").order_by()
    if filters == Filters():
        return places.filter(line__superseded_by=None)
    return places.filter(line__in=chosen(filters).order_by().values("pk"))


def _destinations(filters: Filters) -> tuple[tuple[str, int], ...]:
    rows = _places(filters).values("country").annotate(lines=Count("line", distinct=True))
    return tuple(sorted(((row["country"], row["lines"]) for row in rows), key=lambda row: (-row[1], row[0])))


def _destinations_per_line(filters: Filters) -> dict[int, int]:
    """How many lines name one country, how many two, and so on."""
    per_line = _places(filters).values("line").annotate(countries=Count("country", distinct=True))
    found: dict[int, int] = {}
    for countries in per_line.values_list("countries", flat=True):
        found[countries] = found.get(countries, 0) + 1
    return found
