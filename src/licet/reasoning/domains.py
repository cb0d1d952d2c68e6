"""Facts as finite domains: the cells a rule can tell apart, and what a statement says about them.

What is known of a fact is a set of cells, kept as a bit mask: "Austria or Norway" is two cells, or one where
no rule tells the two apart. Nothing known is every cell.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from licet.law.model import Fact, FactType

ELSEWHERE = "*"
"""Stands in a country domain for every country that no rule names."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The cells of one fact. Values: the members of each cell; bounds: the cut points of a number or date."""

    fact: str
    type: FactType
    cells: tuple[tuple[str, ...], ...] = ()
    bounds: tuple[float, ...] = ()

    @property
    def size(self) -> int:
        return 2 * len(self.bounds) + 1 if self.ordered else max(1, len(self.cells))

    @property
    def full(self) -> int:
        return (1 << self.size) - 1

    @property
    def ordered(self) -> bool:
        return self.type in (FactType.NUMBER, FactType.DATE)

    def cell_of(self, value: str) -> int:
        """The cell of a choice's option, of a country code, or of `no` / `yes`."""
        for index, members in enumerate(self.cells):
            if value in members:
                return index
        return next((i for i, members in enumerate(self.cells) if ELSEWHERE in members), 0)

    def mask_of(self, values: Iterable[str]) -> int:
        mask = 0
        for value in values:
            mask |= 1 << self.cell_of(value)
        return mask

    def mask_between(self, low: float | None, high: float | None) -> int:
        """Cells that meet the closed range; an open end reaches to infinity."""
        first = 0 if low is None else self._position(low)
        last = self.size - 1 if high is None else self._position(high)
        return 0 if first > last else ((1 << (last + 1)) - 1) & ~((1 << first) - 1)

    def mask_compare(self, op: str, bound: float) -> int:
        at = self._position(bound)
        below, here = (1 << at) - 1, 1 << at
        above = self.full & ~below & ~here
        return {">": above, ">=": above | here, "<": below, "<=": below | here}[op]

    def _position(self, value: float) -> int:
        # cells alternate: below the first bound, the first bound itself, between the first and second, …
        index = bisect_left(self.bounds, value)
        exact = index < len(self.bounds) and self.bounds[index] == value
        return 2 * index + (1 if exact else 0)


def number_of(value: float | date) -> float:
    """Dates are compared as day numbers."""
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def boolean_domain(fact: str) -> Domain:
    return Domain(fact, FactType.BOOLEAN, (("no",), ("yes",)))


def choice_domain(fact: Fact, sets: Sequence[frozenset[str]]) -> Domain:
    """Options that no rule tells apart share a cell."""
    values = [option.value for option in fact.options]
    return Domain(fact.id, FactType.CHOICE, _partition(values, sets))


def country_domain(fact: str, sets: Sequence[frozenset[str]]) -> Domain:
    """Membership signatures over every group and country list in use, and the rest of the world."""
    named = sorted(set().union(*sets)) if sets else []
    return Domain(fact, FactType.COUNTRY, _partition([*named, ELSEWHERE], sets))


def ordered_domain(fact: Fact, bounds: Iterable[float]) -> Domain:
    return Domain(fact.id, fact.type, bounds=tuple(sorted(set(bounds))))


def _partition(values: Sequence[str], sets: Sequence[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    cells: dict[tuple[bool, ...], list[str]] = {}
    for value in values:
        cells.setdefault(tuple(value in s for s in sets), []).append(value)
    return tuple(tuple(members) for members in cells.values())
