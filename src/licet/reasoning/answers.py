"""The answer of a rule: for one binding, for a leg, for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from licet.reasoning.kernel import Roots
from licet.reasoning.store import RuleRoots
from licet.reasoning.views import Bound, ObjectFact

WHY = (("trust.", "law_unverified"), ("judgement.", "judgement"), ("outside.", "outside_corpus"))


class Result(StrEnum):
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """Something that can still change an answer: `key` as a lawyer writes it, `scope` the object it is asked of."""

    key: str
    fact: str
    scope: str

    @property
    def is_fact(self) -> bool:
        return not self.fact.startswith(("trust.", "judgement.", "outside."))


@dataclass(frozen=True, slots=True)
class Answer:
    result: Result
    missing: tuple[Missing, ...] = ()
    unverified: tuple[str, ...] = ()
    """Unverified bodies a firm answer rests on, or an open one waits for."""

    @property
    def refer(self) -> bool:
        """Open, and no fact the exporter could state would help."""
        return self.result == Result.UNKNOWN and not any(m.is_fact for m in self.missing)

    @property
    def unknown_because(self) -> list[str]:
        if self.result != Result.UNKNOWN:
            return []
        kinds = ["facts"] if any(m.is_fact for m in self.missing) else []
        return kinds + [why for start, why in WHY if any(m.fact.startswith(start) for m in self.missing)]

    @property
    def firm(self) -> bool:
        return self.result in (Result.TRUE, Result.FALSE)


FALSE = Answer(Result.FALSE)


@dataclass(slots=True)
class Asker:
    """Answers for one bound view; `blanked` facts make an answer they can still change contradictory."""

    bound: Bound
    blanked: set[ObjectFact] = field(default_factory=set)
    _memo: dict[str, Answer] = field(default_factory=dict)

    def ask(self, rule_id: str) -> Answer:
        """A rule that is not in force on the day does not hold."""
        if rule_id not in self._memo:
            roots = self.bound.world.period.rules.get(rule_id)
            self._memo[rule_id] = FALSE if roots is None else self._exact(roots)
        return self._memo[rule_id]

    def _exact(self, roots: RuleRoots) -> Answer:
        view = self.bound.view
        yes, no = view.possible(roots.plain.yes), view.possible(roots.plain.no)
        if yes and no:
            relevant = view.relevant(roots.plain)
            keys = {self.bound.keys[v] for v in relevant}
            result = Result.CONTRADICTORY if keys & self.blanked else Result.UNKNOWN
            return Answer(result, self.name(relevant), self._trust(relevant))
        if not yes and not no:
            return Answer(Result.CONTRADICTORY)
        return Answer(Result.TRUE if yes else Result.FALSE, (), self._rests(roots.starred))

    def _rests(self, starred: Roots) -> tuple[str, ...]:
        return self._trust(self.bound.view.relevant(starred))

    def _trust(self, variables: Iterable[int]) -> tuple[str, ...]:
        facts = {self.bound.var(v).fact for v in variables}
        return tuple(sorted(f.removeprefix("trust.") for f in facts if f.startswith("trust.")))

    def name(self, variables: Iterable[int]) -> tuple[Missing, ...]:
        return tuple(sorted({self._named(v) for v in variables}))

    def _named(self, v: int) -> Missing:
        var = self.bound.var(v)
        return Missing(var.key, var.fact, self.bound.binding.objects[var.frame])


def any_of(answers: Sequence[Answer], possible_none: bool = True) -> Answer:
    """At least one holds. `possible_none`: the exact search found a completion in which none does."""
    if len(answers) == 1:
        return answers[0]
    holds = [a for a in answers if a.result == Result.TRUE]
    if holds:
        return Answer(Result.TRUE, (), _common(holds))
    open_ones = [a for a in answers if not a.firm]
    if not open_ones:
        return Answer(Result.FALSE, (), _merged(a.unverified for a in answers))
    if not possible_none:
        return Answer(Result.TRUE)
    return _open(open_ones)


def agreed(answers: Sequence[Answer]) -> Answer:
    """Firm only if all say the same: for a rule that denies what another binding may affirm."""
    results = {a.result for a in answers}
    if len(results) == 1 and answers[0].firm:
        return Answer(answers[0].result, (), _merged(a.unverified for a in answers))
    open_ones = [a for a in answers if not a.firm]
    return _open(open_ones) if open_ones else Answer(Result.UNKNOWN, _BINDINGS)


_BINDINGS = (Missing("judgement.which_relation", "judgement.which_relation", ""),)


def _open(answers: Sequence[Answer]) -> Answer:
    clash = any(a.result == Result.CONTRADICTORY for a in answers)
    missing = tuple(sorted({m for a in answers for m in a.missing}))
    return Answer(
        Result.CONTRADICTORY if clash else Result.UNKNOWN, missing, _merged(a.unverified for a in answers)
    )


def _merged(ids: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({id for part in ids for id in part}))


def _common(answers: Sequence[Answer]) -> tuple[str, ...]:
    """A yes rests on nothing unverified as soon as one of its grounds rests on nothing unverified."""
    return min((a.unverified for a in answers), key=len)
