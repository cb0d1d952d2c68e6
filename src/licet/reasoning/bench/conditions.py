"""Turning one condition of the law: what would follow if just this one were otherwise?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from licet.law.checks import led_to
from licet.law.model import Constant, Corpus, Edition, Expr, Judgement, Outside, Ref, Rule
from licet.law.mutants import Steps, parts_of, with_parts
from licet.law.written import written
from licet.reasoning.bench.sides import ALWAYS, Side
from licet.reasoning.bench.space import FLIP, FLIPS, Cases, Space
from licet.reasoning.expressions import Var
from licet.reasoning.mutation import needs_of

Turned = Mapping[str, tuple[Cases, Cases]]
"""Of each measure where it holds if a condition is met, and if it is not."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One place in one rule where a fact is asked. `exception` is -1 for the body."""

    rule: str
    exception: int
    path: Steps
    expr: Expr

    def row(self, corpus: Corpus) -> dict[str, object]:
        """What it is and where it stands."""
        rule = corpus.rules[self.rule]
        [edition] = rule.editions
        return {
            "rule": self.rule,
            "title": dict(rule.title),
            "condition": written(self.expr),
            "exception": edition.exceptions[self.exception].id if self.exception >= 0 else None,
            "mark": edition.mark.value,
            "citation": asdict(edition.citation),
        }

    def turned(self, rule: Rule) -> Rule:
        """The rule with the term in place of this condition."""
        [edition] = rule.editions
        return replace(rule, editions=(self._edition(edition),))

    def _edition(self, edition: Edition) -> Edition:
        if self.exception < 0:
            return replace(edition, when=_put(edition.when, self.path))
        exceptions = list(edition.exceptions)
        old = exceptions[self.exception]
        exceptions[self.exception] = replace(old, when=_put(old.when, self.path))
        return replace(edition, exceptions=tuple(exceptions))


def _put(expr: Expr, path: Steps) -> Expr:
    if not path:
        return Judgement(FLIP)
    parts = list(parts_of(expr))
    parts[path[0]] = _put(parts[path[0]], path[1:])
    return with_parts(expr, tuple(parts))


def conditions_of(corpus: Corpus, rules: Iterable[str]) -> Iterator[Condition]:
    """Every condition of these rules that asks something: neither reference nor constant, nor what no fact can settle."""
    for id in rules:
        for edition in corpus.rules[id].editions:
            yield from _of(id, -1, (), edition.when)
            for n, exception in enumerate(edition.exceptions):
                yield from _of(id, n, (), exception.when)


def _of(rule: str, exception: int, path: Steps, expr: Expr) -> Iterator[Condition]:
    parts = parts_of(expr)
    for n, part in enumerate(parts):
        yield from _of(rule, exception, (*path, n), part)
    if not parts and not isinstance(expr, Ref | Constant | Judgement | Outside):
        yield Condition(rule, exception, path, expr)


class Turner:
    """Turns the conditions of one side, one after the other; what was turned is kept, for it is looked at again."""

    def __init__(self, space: Space, side: Side, measures: Iterable[str]) -> None:
        self.space, self.side, self.measures = space, side, tuple(measures)
        self.needs: Mapping[str, frozenset[str]] = needs_of(side.corpus)
        self._turned: dict[Condition, Turned] = {}

    @property
    def conditions(self) -> list[Condition]:
        reached = led_to(self.measures, self.side.corpus.rules)
        needed = frozenset().union(*(self.needs[id] for id in self.measures)) & reached
        return list(conditions_of(self.side.corpus, sorted(needed)))

    def near(self, condition: Condition, among: Cases) -> dict[str, Cases]:
        """For each measure those of the cases to which it could come if the condition were otherwise."""
        space = self.space
        found = {
            measure: space.any_of(space.perhaps_among(held, among) for held in pair)
            for measure, pair in self.turned(condition).items()
        }
        return {measure: cases for measure, cases in found.items() if cases != space.bdd.false}

    def surely(self, condition: Condition, measures: Iterable[str], among: Cases) -> Cases:
        """Those of the cases to which one of the measures would surely come."""
        space, turned = self.space, self.turned(condition)
        pairs = (turned[measure] for measure in measures if measure in turned)
        return among & space.any_of(space.surely(held) for pair in pairs for held in pair)

    def reached(self, condition: Condition, case: Mapping[Var, int]) -> dict[str, bool]:
        """The measures that could come to a case, and whether surely to every case with these facts."""
        space, found = self.space, dict[str, bool]()
        cases = space.under(space.possible, case)
        for measure, pair in self.turned(condition).items():
            left = [space.under(held, case) for held in pair]
            if any(held & cases != space.bdd.false for held in left):
                found[measure] = any(cases & ~space.surely(held) == space.bdd.false for held in left)
        return found

    def turned(self, condition: Condition) -> Turned:
        """Each measure that leans on the condition: where it holds if that is met, and if it is not."""
        if condition not in self._turned:
            with self.space.builder.apart():
                self._turned[condition] = dict(self._turn(condition))
        return self._turned[condition]

    def _turn(self, condition: Condition) -> Iterator[tuple[str, tuple[Cases, Cases]]]:
        corpus, space = self.side.corpus, self.space
        changed = {**corpus.rules, condition.rule: condition.turned(corpus.rules[condition.rule])}
        leaning = frozenset(id for id, needed in self.needs.items() if condition.rule in needed)
        grounder = space.grounder(self.side).changed(replace(corpus, rules=changed), ALWAYS, leaning)
        for measure in self.measures:
            if measure in leaning:
                held = space.holds(self.side, measure, grounder)
                met, unmet = (
                    space.bdd.let({space.builder.bits[var][0]: value for var in FLIPS}, held)
                    for value in (True, False)
                )
                yield measure, (met, unmet)
