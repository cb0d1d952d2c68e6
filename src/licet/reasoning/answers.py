"""The answer of a rule: for one binding, for a leg, for a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from licet.reasoning.expressions import Var
from licet.reasoning.store import RuleRoots
from licet.reasoning.views import Bound, ObjectFact

WHY = (("trust.", "law_unverified"), ("judgement.", "judgement"), ("outside.", "outside_corpus"))
REASONS = ("facts", *(why for _start, why in WHY))


class Result(StrEnum):
    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"
    CONTRADICTORY = "contradictory"


class Missing(NamedTuple):
    """Something that can still change an answer: `key` as a lawyer writes it, `scope` the object it is asked of."""

    key: str
    fact: str
    scope: str

    @property
    def is_fact(self) -> bool:
        return what(self.fact) == "facts"


@lru_cache(maxsize=4096)
def what(fact: str) -> str:
    """Why something is open that turns on this: the first word of `unknown_because` for facts."""
    return next((why for start, why in WHY if fact.startswith(start)), "facts")


class Missed(tuple[Missing, ...]):
    """Everything that can still change an answer, in order. One such list serves many answers, and what is told of it with it."""

    @cached_property
    def whats(self) -> frozenset[str]:
        return frozenset(what(missing.fact) for missing in self)

    @cached_property
    def all(self) -> frozenset[Missing]:
        return frozenset(self)

    @cached_property
    def rows(self) -> tuple[dict[str, str | None], ...]:
        """As an indication tells it: an atom is nobody's, however many frames it is open in. Not to be altered."""
        shown = {m if m.is_fact else Missing(m.key, m.fact, "") for m in self}
        return tuple(map(_row, sorted(shown)))


@lru_cache(maxsize=65_536)
def _row(missing: Missing) -> dict[str, str | None]:
    """One for all the lists it stands in."""
    return {
        "key": missing.key,
        "fact": missing.fact,
        "scope": missing.scope if missing.is_fact else None,
    }


NOTHING_MISSED = Missed()


@dataclass(frozen=True, slots=True)
class Answer:
    result: Result
    missing: Missed = NOTHING_MISSED
    unverified: tuple[str, ...] = ()
    """Unverified bodies a firm answer rests on, or an open one waits for."""

    @property
    def refer(self) -> bool:
        """Open, and no fact the exporter could state would help."""
        return self.result == Result.UNKNOWN and "facts" not in self.missing.whats

    @property
    def unknown_because(self) -> list[str]:
        if self.result != Result.UNKNOWN:
            return []
        return [why for why in REASONS if why in self.missing.whats]

    @property
    def firm(self) -> bool:
        return self.result in (Result.TRUE, Result.FALSE)


FALSE = Answer(Result.FALSE)


class Found(NamedTuple):
    """What was found of a rule without a diagram: can it hold, can it fail, what can still change it, and what a firm answer
    rests on."""

    can_hold: bool
    can_fail: bool
    open: Sequence[Var]
    rests: Sequence[Var]


class Large(Protocol):
    """Answers the rules that are too large for a diagram."""

    def ask(self, rule_id: str) -> Found: ...


@dataclass(slots=True)
class Asker:
    """Answers for one bound view; `blanked` facts make an answer they can still change contradictory."""

    bound: Bound
    blanked: set[ObjectFact] = field(default_factory=set)
    large: Large | None = None
    _results: dict[str, Result] = field(default_factory=dict)
    _answers: dict[str, Answer] = field(default_factory=dict)
    _places: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def result(self, rule_id: str) -> Result:
        """The result alone. A rule that is not in force on the day does not hold."""
        if rule_id not in self._results:
            roots = self.bound.world.period.rules.get(rule_id)
            self._results[rule_id] = self.ask(rule_id).result if roots is None else self._result(roots)
        return self._results[rule_id]

    def _result(self, roots: RuleRoots) -> Result:
        view = self.bound.view
        rule, axioms = view.reduce(roots.plain.rule), view.reduce(roots.plain.axioms)
        yes, no = view.diagram.meets(rule, axioms, True), view.diagram.meets(rule, axioms, False)
        if yes and no:
            clash = self.blanked and any(
                self.bound.keys[v] in self.blanked for v in self.bound.relevant(roots.plain)
            )
            return Result.CONTRADICTORY if clash else Result.UNKNOWN
        if not yes and not no:
            return Result.CONTRADICTORY
        return Result.TRUE if yes else Result.FALSE

    def _without(self, rule_id: str) -> Answer:
        """Not in force, so it does not hold; or too large for a diagram."""
        world = self.bound.world
        if rule_id not in world.period.too_large or self.large is None:
            return FALSE
        found = self.large.ask(rule_id)
        met = [world.index[var] for var in found.open if var in world.index]
        if found.can_hold and found.can_fail:
            clash = any(self.bound.keys[v] in self.blanked for v in met)
            return Answer(Result.CONTRADICTORY if clash else Result.UNKNOWN, self.name(met), self._trust(met))
        if not found.can_hold and not found.can_fail:
            return Answer(Result.CONTRADICTORY)
        rests = [world.index[var] for var in found.rests if var in world.index]
        return Answer(Result.TRUE if found.can_hold else Result.FALSE, NOTHING_MISSED, self._trust(rests))

    def ask(self, rule_id: str) -> Answer:
        """The result with what is missing and what it rests on."""
        found = self._answers.get(rule_id)
        if found is None:
            roots = self.bound.world.period.rules.get(rule_id)
            found = self._without(rule_id) if roots is None else self._kept(rule_id, roots)
            self._answers[rule_id] = found
        return found

    def _kept(self, rule_id: str, roots: RuleRoots) -> Answer:
        """What nodes answer where nothing is contradictory; another document whose objects are called alike finds it too."""
        if self.blanked:
            return self._answer(self.result(rule_id), roots)
        kept, key = self.bound.world.answers, (self.bound.shape, *self.place(rule_id))
        found: Answer | None = kept.get(key)
        if found is None:
            found = kept[key] = self._answer(self.result(rule_id), roots)
            self.bound.world.listed += 1
        return found

    def place(self, rule_id: str) -> tuple[int, ...]:
        """The reduced nodes of a rule: of the rule as it is, and as it would be if every unverified body could be anything."""
        found = self._places.get(rule_id)
        if found is None:
            roots = self.bound.world.period.rules.get(rule_id)
            reduce = self.bound.view.reduce
            found = tuple(map(reduce, (*roots.plain, *roots.starred))) if roots else ()
            self._places[rule_id] = found
        return found

    def _answer(self, result: Result, roots: RuleRoots) -> Answer:
        if result in (Result.TRUE, Result.FALSE):
            return Answer(result, NOTHING_MISSED, self._trust(self.bound.relevant(roots.starred)))
        relevant = self.bound.relevant(roots.plain)
        return Answer(result, self.name(relevant), self._trust(relevant))

    def _trust(self, variables: Iterable[int]) -> tuple[str, ...]:
        trusted = self.bound.world.trusted
        return tuple(sorted({trusted[v] for v in variables if v in trusted}))

    def name(self, variables: Sequence[int]) -> Missed:
        """Documents whose objects are called alike share what was named."""
        kept, key = self.bound.world.named, (self.bound.shape, tuple(variables))
        found = kept.get(key)
        if found is None:
            found = kept[key] = Missed(sorted({self.named(v) for v in variables}))
            self.bound.world.listed += len(found)
        return found

    def named(self, v: int) -> Missing:
        names: dict[int, Missing] = self.bound.world.names.setdefault(self.bound.shape, {})
        found = names.get(v)
        if found is None:
            var = self.bound.var(v)
            found = names[v] = Missing(var.key, var.fact, self.bound.binding.objects[var.frame])
        return found


def any_of(answers: Sequence[Answer], possible_none: bool = True) -> Answer:
    """At least one holds. `possible_none`: the exact search found a completion in which none does."""
    if len(answers) == 1 and possible_none:
        return answers[0]
    holds = [a for a in answers if a.result == Result.TRUE]
    if holds:
        return Answer(Result.TRUE, NOTHING_MISSED, _common(holds))
    open_ones = [a for a in answers if not a.firm]
    if not open_ones:
        return Answer(Result.FALSE, NOTHING_MISSED, _merged(a.unverified for a in answers))
    if not possible_none:
        return Answer(Result.TRUE)
    return _open(open_ones)


def agreed(answers: Sequence[Answer]) -> Answer:
    """Firm only if all say the same: for a rule that denies what another binding may affirm."""
    results = {a.result for a in answers}
    if len(results) == 1 and answers[0].firm:
        return Answer(answers[0].result, NOTHING_MISSED, _merged(a.unverified for a in answers))
    open_ones = [a for a in answers if not a.firm]
    return _open(open_ones) if open_ones else Answer(Result.UNKNOWN, _BINDINGS)


_BINDINGS = Missed([Missing("judgement.which_relation", "judgement.which_relation", "")])


def _open(answers: Sequence[Answer]) -> Answer:
    clash = any(a.result == Result.CONTRADICTORY for a in answers)
    missing = Missed(sorted({m for a in answers for m in a.missing}))
    return Answer(
        Result.CONTRADICTORY if clash else Result.UNKNOWN, missing, _merged(a.unverified for a in answers)
    )


def _merged(ids: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({id for part in ids for id in part}))


def _common(answers: Sequence[Answer]) -> tuple[str, ...]:
    """A yes rests on nothing unverified as soon as one of its grounds rests on nothing unverified."""
    return min((a.unverified for a in answers), key=len)
