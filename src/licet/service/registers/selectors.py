"""Browse register lines. They are public: everybody who has signed in sees all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from .models import PlaceRole, RegisterCode, RegisterImport, RegisterLine, RegisterPlace

GROUPS = "groups"  # chosen instead of a country: lines whose destination is a group of countries


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asks for; empty means all."""

    year: str = ""
    code: str = ""
    destination: str = ""
    text: str = ""


def lines(filters: Filters) -> QuerySet[RegisterLine]:
    """Current lines, newest first; a line that a later file replaced is left out."""
    found = RegisterLine.objects.filter(superseded_by=None)
    if filters.year:
        found = found.filter(issued_on__year=int(filters.year))
    if filters.code:
        found = found.filter(
            pk__in=RegisterCode.objects.filter(code__istartswith=bare(filters.code)).values("line")
        )
    if filters.destination:
        found = found.filter(pk__in=_bound_for(filters.destination).values("line"))
    if filters.text:
        wanted = filters.text
        found = found.filter(
            Q(goods__icontains=wanted) | Q(end_use__icontains=wanted) | Q(number__icontains=wanted)
        )
    return found.defer("raw").prefetch_related("codes", "places").order_by("-issued_on", "-number")


def _bound_for(destination: str) -> QuerySet[RegisterPlace]:
    places = RegisterPlace.objects.filter(role=PlaceRole.DESTINATION)
    return places.filter(is_group=True) if destination == GROUPS else places.filter(country=destination)


def bare(code: str) -> str:
    """`5A002.a.1` and `5A002a1` are one code; registers print it without dots."""
    return "".join(code.split()).replace(".", "")


class Choices:
    """What can be filtered by: every year from the first line to the last, and the destinations that occur."""

    @cached_property
    def years(self) -> list[int]:
        days = RegisterLine.objects.filter(superseded_by=None).values_list("issued_on", flat=True)
        first, last = days.order_by("issued_on").first(), days.order_by("-issued_on").first()
        return list(range(last.year, first.year - 1, -1)) if first and last else []

    @cached_property
    def destinations(self) -> list[str]:
        found = RegisterPlace.objects.filter(role=PlaceRole.DESTINATION).exclude(country="")
        return sorted(found.order_by().values_list("country", flat=True).distinct())


def imports() -> QuerySet[RegisterImport]:
    return RegisterImport.objects.all()
