"""Would the answer stand with less knowledge? The question behind every minimal explanation."""

from __future__ import annotations

from collections.abc import Sequence

from licet.reasoning.kernel import Diagram, Roots, cells_of


class Trial:
    """Whether an answer stays excluded under less knowledge; stops at the first completion that gives it."""

    def __init__(self, diagram: Diagram, known: Sequence[tuple[int, int]]) -> None:
        self.diagram = diagram
        self.cells = {v: cells_of(mask) for v, mask in known}
        self.bits = sum(1 << v for v, _ in known)
        self._memo: dict[tuple[int, int], bool] = {}

    def can_be(self, roots: Roots, wanted: bool) -> bool:
        return self._search(roots.rule, roots.axioms, wanted)

    def _search(self, rule: int, axioms: int, wanted: bool) -> bool:
        diagram = self.diagram
        if axioms == 0 or (rule < 2 and rule != wanted):
            return False
        if not (diagram.support[rule] | diagram.support[axioms]) & self.bits:
            return diagram.meets(rule, axioms, wanted)
        known = self._memo.get((rule, axioms))
        if known is None:
            steps = diagram.steps(rule, axioms)
            v = min(diagram.var[rule], diagram.var[axioms])
            known = any(self._search(*steps[cell], wanted) for cell in self.cells.get(v, range(len(steps))))
            self._memo[rule, axioms] = known
        return known
