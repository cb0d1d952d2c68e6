"""The diagrams that answer rows whose facts exclude each other; `clashes` runs them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from licet.law.model import OUTCOMES, Corpus, Regime
from licet.reasoning.bulk.plan import NEVER, rules_of
from licet.reasoning.bulk.projection import NODE_LIMIT, Projection
from licet.reasoning.expressions import Var
from licet.reasoning.kernel import Diagram, Roots, cells_of
from licet.reasoning.outcomes import outcome_of
from licet.reasoning.relevance import Relevance
from licet.reasoning.store import Period


@dataclass(frozen=True, slots=True)
class Turn:
    """One rule and one fact that may be set aside. `alone`: the fact alone can still change the answer. `spoken_of`: the
    answer depends on it, kept only where the engine has to be asked what that means."""

    rule: str
    v: int
    alone: int
    spoken_of: int = 0


@dataclass(slots=True)
class LevelNodes:
    """Of one outcome: each of its measures holds and nothing graver does; then, that nothing as grave does."""

    code: str
    held: dict[str, int] = field(default_factory=dict)
    clear: int = 1


class ClashNodes:
    """Made once for a table and a period. `kept`: the variables of the columns. Raises TooMany at the node limit."""

    def __init__(
        self,
        corpus: Corpus,
        period: Period,
        regimes: Sequence[Regime],
        kept: Collection[int],
        *,
        entries: bool,
        node_limit: int = NODE_LIMIT,
    ) -> None:
        self.corpus, self.period = corpus, period
        ids = list(dict.fromkeys(id for regime in regimes for id in rules_of(regime, entries)))
        first = len(period.sizes)
        self.aside = {id: first + n for n, id in enumerate(ids)}
        """A variable for each rule, below all others: it is contradictory on the row, so it weighs nothing."""
        self.diagram = Diagram(period.nodes, [*period.sizes, *(2 for _ in ids)])
        self._relevance = Relevance(self.diagram)
        everything = range(len(self.diagram.sizes))
        self._whole = Projection(self.diagram, everything, node_limit)
        self._narrow = Projection(self.diagram, {*kept, *self.aside.values()}, node_limit)
        index = {var: v for v, var in enumerate(period.vars)}
        self.axioms = [
            (self._narrow.both(axiom.root, 1), [index[Var(axiom.frame, fact)] for fact in axiom.facts])
            for axiom in period.axioms
        ]
        self.linked = sorted(set(kept) & {v for _, facts in self.axioms for v in facts})
        self._without = {v: Projection(self.diagram, set(everything) - {v}, node_limit) for v in self.linked}
        self.rules = {id: self._pair(id) for id in ids}
        self.turns = [turn for id in ids for turn in self._turns(id)]
        self.levels = {regime.id: list(self._levels(regime)) for regime in regimes}
        del self._relevance, self._whole, self._narrow, self._without

    def _roots(self, rule_id: str) -> Roots:
        rule = self.period.rules.get(rule_id)
        return rule.plain if rule else NEVER

    def _holds(self, rule_id: str) -> int:
        """The rule holds, under the axioms that touch it."""
        roots = self._roots(rule_id)
        return self._whole.both(roots.rule, roots.axioms)

    def _fails(self, rule_id: str) -> int:
        roots = self._roots(rule_id)
        return self._whole.both(self.diagram.negation(roots.rule), roots.axioms)

    def _pair(self, rule_id: str) -> tuple[int, int]:
        return self._narrow.both(self._holds(rule_id), 1), self._narrow.both(self._fails(rule_id), 1)

    # --- which fact turns which rule ----------------------------------------------------------------

    def _turns(self, rule_id: str) -> Iterator[Turn]:
        roots = self._roots(rule_id)
        plain = self._told_by_pairs(roots)
        for v in self.linked:
            if self.diagram.support[roots.rule] >> v & 1:
                alone = self._differs(v, self._holds(rule_id), self._fails(rule_id))
                spoken_of = 0 if plain else self._differs(v, roots.rule, self.diagram.negation(roots.rule))
                yield Turn(rule_id, v, alone, spoken_of)

    def _told_by_pairs(self, roots: Roots) -> bool:
        """What two completions that differ in one fact say is all of relevance, whatever is known."""
        tied = self.diagram.support[roots.rule] & self.diagram.support[roots.axioms]
        return all(self._relevance.always_free(roots.axioms, v) for v in cells_of(tied))

    def _differs(self, v: int, one: int, other: int) -> int:
        """Some completion leads to the one, and to the other once this fact alone is changed."""
        without = self._without[v]
        return self._narrow.both(without.both(one, 1), without.both(other, 1))

    # --- outcomes -----------------------------------------------------------------------------------

    def _levels(self, regime: Regime) -> Iterator[LevelNodes]:
        """As `outcomes._one_by_one`: of the graver measures those weigh that are not contradictory."""
        clear = 1
        for code in OUTCOMES:
            here = [id for id in regime.measures if outcome_of(self.corpus.rules[id]) == code]
            if here:
                held = {id: self._narrow.both(self._holds(id), clear) for id in here}
                for id in here:
                    clear = self._whole.both(clear, self._fails_or_is_aside(id))
                yield LevelNodes(code, held, self._narrow.both(clear, 1))

    def _fails_or_is_aside(self, rule_id: str) -> int:
        aside = self.diagram.node(self.aside[rule_id], (0, 1))
        return self._whole.either(self._fails(rule_id), aside)
