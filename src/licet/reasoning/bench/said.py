"""What one side says of every case at once: yes, no, or left open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from licet.law.model import OUTCOMES
from licet.reasoning.bench.sides import Side
from licet.reasoning.bench.space import Cases, Space
from licet.reasoning.expressions import Var

PERMISSION = ("prohibited", "arms_regime", "individual_licence", "licence", "notify_and_wait")
"""Outcomes under which a transfer may not simply go ahead."""
YES, NO, OPEN = "true", "false", "unknown"


class Subject(NamedTuple):
    """What is compared: whether permission is needed, an outcome, a measure or an entry."""

    kind: str
    id: str


NEEDS_PERMISSION = Subject("permission", "permission")


@dataclass(frozen=True, slots=True)
class Said:
    """Where the answer is surely yes, and where it may be."""

    surely: Cases
    perhaps: Cases

    def where(self, result: str) -> Cases:
        if result == YES:
            return self.surely
        return ~self.perhaps if result == NO else self.perhaps & ~self.surely


def rules_of(side: Side, subject: Subject) -> tuple[str, ...]:
    """The rules of the side that answer the subject."""
    if subject.kind == "permission":
        return tuple(id for code in PERMISSION for id in side.with_outcome(code))
    if subject.kind == "outcome":
        return side.with_outcome(subject.id)
    return (subject.id,) if subject.id in (*side.measures, *side.regime.entries) else ()


def said(space: Space, held: Iterable[Cases]) -> Said:
    any_of = space.any_of(held)
    return Said(space.surely(any_of), space.perhaps(any_of))


def says(space: Space, side: Side, subject: Subject) -> Said:
    return said(space, (space.holds(side, rule) for rule in rules_of(side, subject)))


def subjects_of_regime(one: Side, other: Side) -> list[Subject]:
    """Of one regime at two times: each measure and entry."""
    measures = dict.fromkeys((*one.measures, *other.measures))
    entries = dict.fromkeys((*one.regime.entries, *other.regime.entries))
    return [*(Subject("measure", id) for id in measures), *(Subject("entry", id) for id in entries)]


def subjects_of_two(one: Side, other: Side) -> list[Subject]:
    """Of two regimes: whether permission is needed, and each outcome that both know."""
    shared = one.outcomes & other.outcomes
    return [NEEDS_PERMISSION, *(Subject("outcome", code) for code in OUTCOMES if code in shared)]


def holding(space: Space, side: Side, case: Mapping[Var, int]) -> list[str]:
    """Measures and entries that hold in every case with these facts."""
    rules = (*side.measures, *side.regime.entries)
    return [id for id in rules if space.all_of(case, space.surely(space.holds(side, id)))]


def never_known(space: Space, cases: Cases) -> Iterator[tuple[Var, str]]:
    """What no fact can settle, of what the set leans on."""
    bits = {bit: var for var in space.sizes for bit in space.builder.bits[var]}
    for bit in sorted(space.never_known & cases.support):
        yield bits[bit], bit
