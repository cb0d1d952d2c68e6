"""Can several things hold together? An exact search over diagrams that share facts of the same objects.

Two legs of one chain speak of the same item; two frames may show the same party. Each goal is a node of one bound
view; all must lead to yes under one completion. The search gives up at a budget, and then nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from licet.reasoning.views import Bound, ObjectFact

BUDGET = 20_000
Goal = tuple[int, int]  # index of the bound view, node


class Exhausted(Exception):
    """The budget is spent."""


class Joint:
    """Joint questions to a fixed set of bound views."""

    def __init__(self, views: Sequence[Bound], budget: int = BUDGET) -> None:
        self.views, self.budget = views, budget
        self._last: dict[ObjectFact, int] = {}
        for bound in views:
            for v, key in enumerate(bound.keys):
                self._last[key] = max(v, self._last.get(key, v))
        self._memo: dict[object, bool] = {}
        self.steps = 0

    def possible(self, goals: Iterable[Goal]) -> bool:
        """Some completion satisfies every goal. True also when the budget is spent: nothing is then excluded."""
        self.steps = 0
        try:
            return self._search(tuple(goals), {})
        except Exhausted:
            return True

    def _search(self, goals: tuple[Goal, ...], chosen: dict[ObjectFact, int]) -> bool:
        left = self._advance(goals, chosen)
        if left is None:
            return False
        if not left:
            return True
        b, node = min(left, key=lambda goal: self.views[goal[0]].view.var[goal[1]])
        bound = self.views[b]
        v = bound.view.var[node]
        kept = {key: cell for key, cell in chosen.items() if self._last[key] >= v}
        if len(left) == 1 and bound.plain and not kept:
            return True  # _advance has asked this view already
        memo_key = (left, frozenset(kept.items()))
        known = self._memo.get(memo_key)
        if known is None:
            self.steps += 1
            if self.steps > self.budget:
                raise Exhausted
            key = bound.keys[v]
            known = any(self._search(left, {**kept, key: cell}) for cell in bound.view.cells[v])
            self._memo[memo_key] = known
        return known

    def _advance(self, goals: Sequence[Goal], chosen: dict[ObjectFact, int]) -> tuple[Goal, ...] | None:
        """The goals still open under what was chosen; None when one has failed."""
        left: set[Goal] = set()
        for b, start in goals:
            bound, node = self.views[b], start
            while node > 1 and (cell := chosen.get(bound.keys[bound.view.var[node]])) is not None:
                node = bound.view.children[node][cell]
            if not bound.view.possible(node):
                return None
            if node != 1:
                left.add((b, node))
        return tuple(sorted(left))
