"""What can still change an answer: exactly the variables in which two consistent completions differ alone."""

from __future__ import annotations

from collections.abc import Sequence

from licet.reasoning.kernel import BEYOND, Diagram, cells_of


class Relevance:
    """Of the nodes of one diagram; what was once found is kept."""

    def __init__(self, diagram: Diagram) -> None:
        self.diagram = diagram
        self._found: dict[tuple[int, int], tuple[int, ...]] = {}
        self._frees: dict[tuple[int, int], bool] = {}
        self._splits: dict[tuple[int, int, int, int], bool] = {}

    def forget(self) -> None:
        for kept in (self._found, self._frees, self._splits):
            kept.clear()

    def of(self, rule: int, axioms: int) -> tuple[int, ...]:
        """Variables that can still decide: two consistent completions differ in it alone, and in the answer.

        Where an axiom ties facts so tightly that no single one can change alone, all that are left count.
        """
        key = (rule, axioms)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = cells_of(self._relevant(rule, axioms))
        return known

    def _relevant(self, rule: int, axioms: int) -> int:
        diagram = self.diagram
        everything, tied = diagram.support[rule], diagram.support[axioms]
        if axioms and not everything & tied:
            return everything
        if not (diagram.meets(rule, axioms, True) and diagram.meets(rule, axioms, False)):
            return 0
        found = self._pivots(rule, axioms, everything)
        dropped = everything & ~found
        if all(self._free(axioms, v) for v in cells_of(dropped & tied)) or self._settles(rule, axioms, found):
            return found
        return everything

    # --- two completions that differ in one variable ------------------------------------------------

    def _pivots(self, rule: int, axioms: int, wanted: int) -> int:
        """Those of the wanted variables that change some completion's answer alone, the axioms holding on."""
        diagram = self.diagram
        seen: set[tuple[int, int]] = set()
        stack = [(rule, axioms)]
        found = 0
        while stack:
            pair = stack.pop()
            a, b = pair
            if pair in seen or b == 0 or not diagram.support[a] & wanted & ~found:
                continue
            seen.add(pair)
            steps = diagram.steps(a, b)
            v = 1 << min(diagram.var[a], diagram.var[b])
            if v & wanted & ~found and self._apart(steps):
                found |= v
            stack.extend(steps)
        return found

    def _apart(self, steps: Sequence[tuple[int, int]]) -> bool:
        return any(
            self._split(*one, *other)
            for i, one in enumerate(steps)
            for j, other in enumerate(steps)
            if i != j
        )

    def _split(self, a: int, b: int, c: int, d: int) -> bool:
        """Some completion leads a to yes and c to no, with b and d (the axioms on either side) at yes."""
        if b == 0 or d == 0 or a == 0 or c == 1 or a == c:
            return False
        if b == d and (a == 1 or c == 0):  # one side is settled, the other has the same axioms
            return self.diagram.meets(c, d, False) if a == 1 else self.diagram.meets(a, b, True)
        state = (a, b, c, d)
        if max(a, b) == 1 and c == 0 and d == 1:
            return True
        known = self._splits.get(state)
        if known is None:
            known = False
            for w, x, y, z in self._four(state):
                if self._split(w, x, y, z):
                    known = True
                    break
            self._splits[state] = known
        return known

    def _four(self, state: tuple[int, int, int, int]) -> list[tuple[int, ...]]:
        """Four nodes one variable on, cell by cell."""
        var, children = self.diagram.var, self.diagram.children
        v = min([var[n] for n in state])
        width = next(len(children[n]) for n in state if var[n] == v)
        return list(zip(*(children[n] if var[n] == v else (n,) * width for n in state), strict=True))

    # --- do the others settle it? -------------------------------------------------------------------

    def _free(self, axioms: int, v: int) -> bool:
        """Some cell of the variable never breaks the axioms: whoever respects them may move it there.

        Where each variable left out is free, any two consistent completions that agree on the others are joined by
        such moves, none of which changes the answer: the others settle it.
        """
        key = (axioms, v)
        known = self._frees.get(key)
        if known is None:
            known = self._frees[key] = self._found_free(axioms, v)
        return known

    def always_free(self, axioms: int, v: int) -> bool:
        """As `_free`, whatever else is known and whichever cells of it are left: at most one can break the axioms."""
        cells = range(self.diagram.sizes[v])
        return sum(not self._implies(axioms, self._at(axioms, v, i, {})) for i in cells) < 2

    def _found_free(self, axioms: int, v: int) -> bool:
        cells = self._width(axioms, v)
        return any(self._implies(axioms, self._at(axioms, v, i, {})) for i in range(cells))

    def _width(self, node: int, v: int) -> int:
        """How many cells the variable has left; it lies below the node."""
        diagram = self.diagram
        while diagram.var[node] != v:
            node = next(child for child in diagram.children[node] if diagram.support[child] >> v & 1)
        return len(diagram.children[node])

    def _at(self, node: int, v: int, i: int, memo: dict[int, int]) -> int:
        diagram = self.diagram
        if diagram.var[node] >= v:
            return diagram.children[node][i] if diagram.var[node] == v else node
        if node not in memo:
            below = tuple([self._at(child, v, i, memo) for child in diagram.children[node]])
            memo[node] = diagram.node(diagram.var[node], below)
        return memo[node]

    def _implies(self, a: int, b: int) -> bool:
        return self.diagram.conjunction(a, b) == a

    def _settles(self, rule: int, axioms: int, variables: int) -> bool:
        """Knowing these variables alone would always give the answer: no two consistent completions that agree on
        them differ in it."""
        diagram = self.diagram
        seen: set[tuple[int, ...]] = set()
        stack: list[tuple[int, ...]] = [(rule, axioms, rule, axioms)]
        while stack:
            state = stack.pop()
            a, b, c, d = state
            if state in seen or not (diagram.meets(a, b, True) and diagram.meets(c, d, False)):
                continue
            v = min(diagram.var[n] for n in state)
            if v == BEYOND:
                return False
            seen.add(state)
            steps = self._four((a, b, c, d))
            if variables >> v & 1:
                stack.extend(steps)
            else:
                stack.extend((w, x, y, z) for w, x, _, _ in steps for _, _, y, z in steps)
        return True
