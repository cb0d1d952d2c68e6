"""Would the answer stand with less knowledge? The question behind every minimal explanation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from licet.reasoning.kernel import BEYOND, Diagram, Roots, cells_of


class Trial:
    """Whether an answer stays excluded under less knowledge; stops at the first completion that gives it."""

    def __init__(self, diagram: Diagram, known: Mapping[int, int]) -> None:
        self.diagram = diagram
        self.cells: dict[int, Sequence[int]] = {v: cells_of(mask) for v, mask in known.items()}
        self._memo: dict[tuple[int, int], bool] = {}

    def can_be(self, roots: Roots, wanted: bool) -> bool:
        return self._search(roots.rule, roots.axioms, wanted)

    def _search(self, rule: int, axioms: int, wanted: bool) -> bool:
        if axioms == 0 or (rule < 2 and rule != wanted):
            return False
        if rule < 2 and axioms == 1:
            return True
        known = self._memo.get((rule, axioms))
        if known is None:
            known = any(self._search(a, b, wanted) for a, b in self._step(rule, axioms))
            self._memo[rule, axioms] = known
        return known

    def _step(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        diagram = self.diagram
        va = diagram.var[a] if a > 1 else BEYOND
        vb = diagram.var[b] if b > 1 else BEYOND
        v = min(va, vb)
        for cell in self.cells.get(v) or range(diagram.sizes[v]):
            yield diagram.child(a, cell) if va == v else a, diagram.child(b, cell) if vb == v else b
