"""Browse register lines. They are public: everybody sees all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import PlaceRole, RegisterCode, RegisterImport, RegisterLine, RegisterPlace

T = TypeVar("T")
A_DAY = 24 * 3600

DEFINITIVE, TEMPORARY = "definitive", "temporary"
GROUPS = "groups"  # chosen instead of a country: lines whose destination is a group of countries


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asks for; empty means all."""

    year: str = ""
    code: str = ""
    destination: str = ""
    text: str = ""
    register: str = ""
    kind: str = ""


MANY = 1000


def lines(filters: Filters, total: int = 0) -> QuerySet[RegisterLine]:
    """Current lines, newest first, with what a table shows of each. `total`: how many fit, where that is known.

    Where many fit, one goes from the newest on and asks of each line; to gather them all and sort them took half a second.
    """
    found = chosen(filters, one_by_one=total > MANY).defer("raw").prefetch_related("codes", "places")
    return found.order_by("-issued_on", "-number")


def chosen(filters: Filters, *, one_by_one: bool = False) -> QuerySet[RegisterLine]:
    """Current lines that fit; one that a later file replaced is left out. The same lines either way they are looked for."""
    found = RegisterLine.objects.filter(superseded_by=None)
    if filters.register:
        found = found.filter(profile=filters.register)
    if filters.year:
        found = found.filter(issued_on__year=int(filters.year))
    if filters.kind:
        found = found.filter(temporary=filters.kind == TEMPORARY)
    if filters.code:
        codes = RegisterCode.objects.filter(code__istartswith=bare(filters.code))
        found = found.filter(_has(codes, one_by_one))
    if filters.destination:
        found = found.filter(_has(_bound_for(filters.destination), one_by_one))
    return found.filter(_holds(filters.text)) if filters.text else found


def _has(parts: QuerySet[Any], one_by_one: bool) -> Q:
    """One of the line's codes or places is among `parts`."""
    return Q(Exists(parts.filter(line=OuterRef("pk")))) if one_by_one else Q(pk__in=parts.values("line"))


def _holds(wanted: str) -> Q:
    return Q(goods__icontains=wanted) | Q(end_use__icontains=wanted) | Q(number__icontains=wanted)


def _bound_for(destination: str) -> QuerySet[RegisterPlace]:
    places = RegisterPlace.objects.filter(role=PlaceRole.DESTINATION)
    return places.filter(is_group=True) if destination == GROUPS else places.filter(country=destination)


def bare(code: str) -> str:
    """`5A002.a.1` and `5A002a1` are one code; registers print it without dots."""
    return "".join(code.split()).replace(".", "")


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be filtered by: the registers, every year from the first line to the last, the destinations."""

    registers: tuple[str, ...]
    years: tuple[int, ...]
    destinations: tuple[str, ...]


def choices() -> Choices:
    return remembered("choices", _choices)


def _choices() -> Choices:
    days = RegisterLine.objects.filter(superseded_by=None).values_list("issued_on", flat=True)
    first, last = days.order_by("issued_on").first(), days.order_by("-issued_on").first()
    places = RegisterPlace.objects.filter(role=PlaceRole.DESTINATION).exclude(country="").order_by()
    return Choices(
        registers=tuple(
            RegisterImport.objects.order_by("profile").values_list("profile", flat=True).distinct()
        ),
        years=tuple(range(last.year, first.year - 1, -1)) if first and last else (),
        destinations=tuple(sorted(places.values_list("country", flat=True).distinct())),
    )


def remembered(what: str, count: Callable[[], T]) -> T:
    """`count()`, counted once for what was imported so far: lines change with an import and never otherwise."""
    newest = RegisterImport.objects.values_list("pk", flat=True).first()
    key = f"registers:{newest}:{sha256(what.encode()).hexdigest()}"
    found: T | None = cache.get(key)
    if found is None:
        found = count()
        cache.set(key, found, A_DAY)
    return found


def imports() -> QuerySet[RegisterImport]:
    return RegisterImport.objects.all()
