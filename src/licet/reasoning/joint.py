"""Can several things hold together? An exact search over diagrams that share facts of the same objects.

Two legs of one chain speak of the same item; two frames may show the same party. Each goal is a reduced node of one
bound view and the end it must lead to; all must do so under one completion. The search gives up at a budget, and then
nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from licet.reasoning.kernel import Roots
from licet.reasoning.views import Bound, ObjectFact

BUDGET = 20_000
MANY = 3
FEW_STEPS = 400
"""Above so many goals of one view, that many steps are tried before the goals are put together into one."""
LARGEST = 200_000
"""Reduced nodes one question may add."""


class Goal(NamedTuple):
    place: int  # index of the bound view
    node: int
    wanted: int  # 0 or 1


class Exhausted(Exception):
    """The budget is spent."""


class Joint:
    """Joint questions to a fixed set of bound views."""

    def __init__(self, views: Sequence[Bound], budget: int = BUDGET) -> None:
        self.views, self.budget = views, budget
        self.diagram = views[0].world.diagram
        self._last: dict[ObjectFact, int] = {}
        for bound in views:
            for v, key in enumerate(bound.keys):
                self._last[key] = max(v, self._last.get(key, v))
        self._memo: dict[object, bool] = {}
        self.steps, self.most = 0, budget

    def goals(self, place: int, roots: Roots, wanted: int) -> list[Goal]:
        view = self.views[place].view
        return [Goal(place, view.reduce(roots.axioms), 1), Goal(place, view.reduce(roots.rule), wanted)]

    def possible(self, goals: Iterable[Goal]) -> bool:
        """Some completion satisfies every goal. True also when the budget is spent: nothing is then excluded."""
        asked = list(goals)
        if len(self.views) == 1 and self.views[0].plain and len(asked) == 2:
            (_, axioms, _), (_, rule, wanted) = asked
            return self.diagram.meets(rule, axioms, bool(wanted))
        if len(self.views) == 1 and self.views[0].plain:
            return self._kept(asked)
        return self._sought(asked)

    def _kept(self, asked: list[Goal]) -> bool:
        """Of one view whose variables are all of different facts: the nodes alone decide, so another document finds it too."""
        key = frozenset((goal.node, goal.wanted) for goal in asked)
        found = self.diagram.together.get(key)
        if found is None:
            found = self.diagram.together[key] = self._sought(asked)
        return found

    def _sought(self, asked: list[Goal]) -> bool:
        if len(asked) > MANY * len({goal.place for goal in asked}):
            try:  # a completion is mostly found in a few steps, long before all is put together
                return self._within(FEW_STEPS, frozenset(asked))
            except Exhausted:
                pass
        try:
            return self._within(self.budget, self._merged(asked))
        except Exhausted:
            return True

    def _within(self, steps: int, goals: frozenset[Goal]) -> bool:
        self.steps, self.most = 0, steps
        return self._search(goals, {})

    def _merged(self, goals: Iterable[Goal]) -> frozenset[Goal]:
        """One goal for each view: all that is wanted of it at once."""
        nodes: dict[int, int] = {}
        diagram = self.diagram
        most = len(diagram.var) + LARGEST
        for place, node, wanted in goals:
            asked = node if wanted else diagram.negation(node)
            nodes[place] = diagram.conjunction(nodes.get(place, 1), asked)
            if nodes[place] == 0:
                break  # the goals come with the most telling first
            if len(diagram.var) > most:
                raise Exhausted
        return frozenset(Goal(place, node, 1) for place, node in nodes.items())

    def _search(self, goals: frozenset[Goal], chosen: dict[ObjectFact, int]) -> bool:
        left = self._advance(goals, chosen)
        if left is None:
            return False
        if len(left) < 2 and all(self.views[goal.place].plain for goal in left):
            return True  # a reduced node that is no end can lead to either
        place, v = min(((g.place, self.diagram.var[g.node]) for g in left), key=lambda pv: pv[1])
        bound = self.views[place]
        kept = {key: cell for key, cell in chosen.items() if self._last[key] >= v}
        memo_key = (left, frozenset(kept.items()))
        known = self._memo.get(memo_key)
        if known is None:
            self.steps += 1
            if self.steps > self.most:
                raise Exhausted
            key = bound.keys[v]
            known = any(self._search(left, {**kept, key: i}) for i in range(len(bound.view.cells[v])))
            self._memo[memo_key] = known
        return known

    def _advance(self, goals: Iterable[Goal], chosen: dict[ObjectFact, int]) -> frozenset[Goal] | None:
        """The goals still open under what was chosen; None when one has failed."""
        left: set[Goal] = set()
        for place, start, wanted in goals:
            node, keys = start, self.views[place].keys
            while node > 1 and (cell := chosen.get(keys[self.diagram.var[node]])) is not None:
                node = self.diagram.children[node][cell]
            if node > 1:
                if (place, node, 1 - wanted) in left:
                    return None
                left.add(Goal(place, node, wanted))
            elif node != wanted:
                return None
        return frozenset(left)
