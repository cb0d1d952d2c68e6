"""What one period's law answers of one table: the rules of each regime, its outcomes, and the program that finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from licet.law.model import OUTCOMES, Corpus, Regime
from licet.reasoning.bulk.answered import Answers
from licet.reasoning.bulk.columns import Column
from licet.reasoning.bulk.program import ALL_SET, WORDS, Bits, Literal, Plane, Program
from licet.reasoning.bulk.projection import NODE_LIMIT, Projection, TooMany
from licet.reasoning.kernel import Diagram, Roots
from licet.reasoning.outcomes import FAMILY_OUTCOME, NOTHING, outcome_of
from licet.reasoning.store import Level, Period

NEVER = Roots(0, 1)
"""A rule that is not in force on the day does not hold."""


def codes_of(corpus: Corpus, regime: Regime) -> list[str]:
    """The outcomes the regime can have on any day, gravest first."""
    codes = {outcome_of(corpus.rules[id]) for id in regime.measures} | {NOTHING, FAMILY_OUTCOME}
    return sorted(codes, key=OUTCOMES.index)


def outside_codes(corpus: Corpus, regime: Regime) -> set[str]:
    """On a day the regime's part of the corpus does not cover, each of its measures is possible, and none."""
    return {outcome_of(corpus.rules[id]) for id in regime.measures} | {NOTHING}


@dataclass(slots=True)
class _Part:
    """The nodes of one regime: two for each rule, and for each outcome that it is the gravest and that nothing as
    grave holds (several of the first kind: one for each measure)."""

    regime: str
    rules: dict[str, tuple[int, int]] = field(default_factory=dict)
    levels: list[tuple[str, list[int], int]] = field(default_factory=list)

    def nodes(self) -> Iterator[int]:
        for pair in self.rules.values():
            yield from pair
        for _, gravest, below in self.levels:
            yield from gravest
            yield below


class Plan:
    """`slow`: regimes whose diagrams are too large for this; all of their rows are answered one by one.

    `masks`: of each variable, the sets of cells that a row's column has to be held against.
    """

    def __init__(
        self,
        corpus: Corpus,
        period: Period,
        regimes: Sequence[Regime],
        columns: Iterable[Column],
        *,
        entries: bool,
        node_limit: int = NODE_LIMIT,
    ) -> None:
        self.corpus, self.period, self.regimes, self.entries = corpus, period, regimes, entries
        self.index = {var: v for v, var in enumerate(period.vars)}
        kept = {self.index[c.var] for c in columns if c.var in self.index}
        self._diagram = Diagram(period.nodes, period.sizes)
        self._projection = Projection(self._diagram, kept, node_limit)
        self._whole = Projection(self._diagram, range(len(period.vars)), node_limit)
        self._axioms = [self._projection.both(axiom.root, 1) for axiom in period.axioms]
        parts = [(regime, self._part(regime)) for regime in regimes]
        self._parts = [part for _, part in parts if part is not None]
        self.slow = [regime.id for regime, part in parts if part is None]
        self._program = Program(
            self._diagram, [*self._axioms, *(n for part in self._parts for n in part.nodes())]
        )
        self.masks: dict[int, list[int]] = {}
        for v, mask in self._program.literals:
            self.masks.setdefault(v, []).append(mask)
        del self._diagram, self._projection, self._whole

    @property
    def nodes(self) -> int:
        return self._program.nodes

    # --- the nodes of a regime ----------------------------------------------------------------------

    def _part(self, regime: Regime) -> _Part | None:
        """None where a rule has no diagram, or its diagrams grow too large here."""
        rules = rules_of(regime, self.entries)
        if any(id in self.period.too_large for id in rules):
            return None
        part = _Part(regime.id)
        self._projection.start()
        self._whole.start()
        try:
            for id in rules:
                roots = self._roots(id)
                part.rules[id] = self._projection.can(roots, True), self._projection.can(roots, False)
            part.levels = list(self._levels(regime))
        except TooMany:
            return None
        return part

    def _roots(self, rule_id: str) -> Roots:
        rule = self.period.rules.get(rule_id)
        return rule.plain if rule else NEVER

    def _levels(self, regime: Regime) -> Iterator[tuple[str, list[int], int]]:
        """As they were compiled, or else put together from the measures, which gives the same."""
        compiled = self.period.levels.get(regime.id, ())
        measures = [id for id in regime.measures if id in self.period.rules]
        if {level.code for level in compiled} == {outcome_of(self.corpus.rules[id]) for id in measures}:
            yield from self._compiled(compiled, measures)
            return
        clear = 1
        for code in OUTCOMES:
            here = [self._roots(id) for id in measures if outcome_of(self.corpus.rules[id]) == code]
            if here:
                gravest_of = [self._held(roots, clear) for roots in here]
                for roots in here:
                    clear = self._whole.both(clear, self._failed(roots))
                yield code, gravest_of, self._projection.both(clear, 1)

    def _compiled(
        self, levels: Sequence[Level], measures: Sequence[str]
    ) -> Iterator[tuple[str, list[int], int]]:
        for level in levels:
            gravest = [self._projection.can(level.gravest, True)]
            if level == levels[0]:  # above it there is nothing: its measures themselves
                here = [id for id in measures if outcome_of(self.corpus.rules[id]) == level.code]
                gravest = [self._projection.can(self._roots(id), True) for id in here]
            yield level.code, gravest, self._projection.can(level.as_grave, False)

    def _held(self, roots: Roots, clear: int) -> int:
        """The measure holds and nothing graver does."""
        return self._projection.both(roots.rule, self._whole.both(clear, roots.axioms))

    def _failed(self, roots: Roots) -> int:
        return self._whole.both(self._diagram.negation(roots.rule), roots.axioms)

    # --- over rows ----------------------------------------------------------------------------------

    def answers(self, literals: Mapping[Literal, Bits]) -> Answers:
        """Of every row, from the literals' bits. They are written over by the next call."""
        planes = iter(self._program.run(literals))
        sound = [next(planes) for _ in self._axioms]
        found = Answers(single=~np.bitwise_and.reduce(sound) if sound else np.zeros(WORDS, np.uint64))
        for part in self._parts:
            for id in part.rules:
                found.can[id], found.cannot[id] = next(planes), next(planes)
            levels = [
                (code, [next(planes) for _ in gravest], next(planes)) for code, gravest, _ in part.levels
            ]
            self._outcome(found, part.regime, levels)
        return found

    def _outcome(
        self, found: Answers, regime_id: str, levels: Sequence[tuple[str, list[Plane], Plane]]
    ) -> None:
        regime = self.corpus.regimes[regime_id]
        left = np.full_like(found.single, ALL_SET)  # nothing graver is certain
        possible = {code: np.zeros_like(left) for code in codes_of(self.corpus, regime)}
        for code, gravest, clear in levels:
            possible[code] = left & np.bitwise_or.reduce(gravest)
            left = left & clear
        possible[NOTHING] = left
        for id in regime.measures:  # a contradictory measure: the joint question is not put to diagrams
            found.single |= ~(found.can[id] | found.cannot[id])
        found.possible[regime_id] = with_unchecked(found, regime, possible)


def with_unchecked(found: Answers, regime: Regime, possible: dict[str, Plane]) -> dict[str, Plane]:
    """Where law outside the corpus may matter, it may require a licence, unless all that is possible is as grave."""
    grave = OUTCOMES.index(FAMILY_OUTCOME)
    relevant = np.zeros_like(found.single)
    for family in regime.families:
        relevant |= found.can[family.rule] | ~found.cannot[family.rule]
    for code, plane in possible.items():
        if OUTCOMES.index(code) > grave:
            possible[FAMILY_OUTCOME] = possible[FAMILY_OUTCOME] | (plane & relevant)
    return possible


def rules_of(regime: Regime, entries: bool) -> list[str]:
    families = [family.rule for family in regime.families]
    return list(dict.fromkeys([*regime.measures, *families, *(regime.entries if entries else ())]))
