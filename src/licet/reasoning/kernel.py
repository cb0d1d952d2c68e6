"""Exact questions put to flat diagrams: what can it be, and what can still change it.

A node is a variable and one child per cell; node 0 is "no", node 1 is "yes". Under what is known, a diagram is reduced
once: variables with a single cell left are passed over, nodes whose children are all alike vanish, equal nodes become
one. A rule is then certain exactly if its reduced node is 0 or 1, and depends exactly on the variables that are left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
BEYOND = 1 << 30
"""The level of the two ends of a diagram: below every variable."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """The stored form: one row per node, the children of all nodes in one array."""

    var: Ints
    offset: Ints
    children: Ints

    def __len__(self) -> int:
        return len(self.var)


class Roots(NamedTuple):
    """Where a rule begins, and where the axioms begin that touch its facts (1: none do)."""

    rule: int
    axioms: int


class Diagram:
    """All rules of one day. `sizes[v]` is the number of cells of variable v; v is also its level."""

    def __init__(self, nodes: Nodes, sizes: Sequence[int]) -> None:
        self.nodes, self.sizes = nodes, list(sizes)
        self.var: list[int] = nodes.var.tolist()
        self.flat: list[int] = nodes.children.tolist()
        self.start: list[int] = nodes.offset.tolist()
        self.full = [(1 << size) - 1 for size in sizes]

    def child(self, node: int, cell: int) -> int:
        return self.flat[self.start[node] + cell]


def cells_of(mask: int) -> tuple[int, ...]:
    cells = []
    while mask:
        low = mask & -mask
        cells.append(low.bit_length() - 1)
        mask ^= low
    return tuple(cells)


class View:
    """The diagram under what is known: a set of cells for some variables, all cells for the others.

    `var`, `children` and `support` describe the reduced nodes; a reduced node's children stand in the order of `cells`.
    """

    def __init__(self, diagram: Diagram, known: Mapping[int, int]) -> None:
        self.diagram = diagram
        self.known = {v: mask for v, mask in known.items() if mask != diagram.full[v]}
        self.cells: list[Sequence[int]] = [range(size) for size in diagram.sizes]
        for v, mask in self.known.items():
            self.cells[v] = cells_of(mask)
        self.var: list[int] = [BEYOND, BEYOND]
        self.children: list[tuple[int, ...]] = [(), ()]
        self.support: list[int] = [0, 0]  # as bit masks over variables
        self._reduced: dict[int, int] = {0: 0, 1: 1}
        self._unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self._both: dict[tuple[int, int], int] = {}
        self._pairs: dict[tuple[int, int, bool], bool] = {}
        self._not: dict[int, int] = {}
        self._frees: dict[tuple[int, int], bool] = {}
        self._splits: dict[tuple[int, int, int, int], bool] = {}

    def reduce(self, node: int) -> int:
        known = self._reduced.get(node)
        if known is not None:
            return known
        diagram, reduced = self.diagram, self._reduced
        v, start = diagram.var[node], diagram.start[node]
        flat, children = diagram.flat, []
        for cell in self.cells[v]:
            child = flat[start + cell]
            found = reduced.get(child)
            children.append(self.reduce(child) if found is None else found)
        result = self._node(v, tuple(children))
        reduced[node] = result
        return result

    def _node(self, v: int, children: tuple[int, ...]) -> int:
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (v, children)
        node = self._unique.get(key)
        if node is None:
            node = len(self.var)
            self._unique[key] = node
            below = 1 << v
            for child in children:
                below |= self.support[child]
            self.var.append(v)
            self.children.append(children)
            self.support.append(below)
        return node

    # --- what can it be ---------------------------------------------------------------------------

    def can_be(self, roots: Roots, wanted: bool) -> bool:
        """Some completion that respects the axioms gives this answer."""
        return self.meets(self.reduce(roots.rule), self.reduce(roots.axioms), wanted)

    def meets(self, rule: int, axioms: int, wanted: bool) -> bool:
        """Of reduced nodes: some completion leads the rule to `wanted` and the axioms to yes."""
        if axioms < 2 or rule < 2:
            return axioms != 0 and (rule > 1 or rule == wanted)
        key = (rule, axioms, wanted)
        known = self._pairs.get(key)
        if known is None:
            known = any(self.meets(a, b, wanted) for a, b in self._step(rule, axioms))
            self._pairs[key] = known
        return known

    def _step(self, a: int, b: int) -> Iterator[tuple[int, int]]:
        va, vb = self.var[a], self.var[b]
        v = min(va, vb)
        for i in range(len(self.cells[v])):
            yield (self.children[a][i] if va == v else a, self.children[b][i] if vb == v else b)

    # --- what can still change it -----------------------------------------------------------------

    def relevant(self, roots: Roots) -> tuple[int, ...]:
        """Variables that can still decide: two consistent completions differ in it alone, and in the answer.

        Where an axiom ties facts so tightly that no single one can change alone, all that are left count.
        """
        rule, axioms = self.reduce(roots.rule), self.reduce(roots.axioms)
        everything, tied = self.support[rule], self.support[axioms]
        if axioms and not everything & tied:
            return cells_of(everything)
        if not (self.meets(rule, axioms, True) and self.meets(rule, axioms, False)):
            return ()
        found = self.support[self.conjunction(rule, axioms)] & everything & ~tied
        found |= self._pivots(rule, axioms, everything & tied)
        dropped = everything & ~found
        if all(self._free(axioms, v) for v in cells_of(dropped & tied)) or self._settles(rule, axioms, found):
            return cells_of(found)
        return cells_of(everything)

    def conjunction(self, a: int, b: int) -> int:
        """The reduced node of both together."""
        if a < 2 or b < 2:
            return 0 if a == 0 or b == 0 else max(a, b)
        if a == b:
            return a
        key = (a, b) if a < b else (b, a)
        known = self._both.get(key)
        if known is None:
            v = min(self.var[a], self.var[b])
            known = self._node(v, tuple([self.conjunction(x, y) for x, y in self._step(a, b)]))
            self._both[key] = known
        return known

    def negation(self, node: int) -> int:
        if node < 2:
            return 1 - node
        known = self._not.get(node)
        if known is None:
            known = self._node(self.var[node], tuple([self.negation(child) for child in self.children[node]]))
            self._not[node] = known
            self._not[known] = node
        return known

    def _pivots(self, rule: int, axioms: int, wanted: int) -> int:
        """Those of the wanted variables that change some completion's answer alone, the axioms holding on."""
        seen: set[tuple[int, int]] = set()
        stack = [(rule, axioms)]
        found = 0
        while stack:
            pair = stack.pop()
            a, b = pair
            if pair in seen or b == 0 or not self.support[a] & wanted & ~found:
                continue
            seen.add(pair)
            steps = list(self._step(a, b))
            v = 1 << min(self.var[a], self.var[b])
            if v & wanted & ~found and self._apart(steps):
                found |= v
            stack.extend(steps)
        return found

    def _free(self, axioms: int, v: int) -> bool:
        """Some cell of the variable never breaks the axioms: whoever respects them may move it there.

        Where each variable left out is free, any two consistent completions that agree on the others are joined by
        such moves, none of which changes the answer: the others settle it.
        """
        key = (axioms, v)
        known = self._frees.get(key)
        if known is None:
            known = any(self._implies(axioms, self._at(axioms, v, i, {})) for i in range(len(self.cells[v])))
            self._frees[key] = known
        return known

    def _at(self, node: int, v: int, i: int, memo: dict[int, int]) -> int:
        if self.var[node] >= v:
            return self.children[node][i] if self.var[node] == v else node
        if node not in memo:
            below = tuple([self._at(child, v, i, memo) for child in self.children[node]])
            memo[node] = self._node(self.var[node], below)
        return memo[node]

    def _implies(self, a: int, b: int) -> bool:
        return self.conjunction(a, b) == a

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
        state = (a, b, c, d)
        if max(a, b) == 1 and c == 0 and d == 1:
            return True
        known = self._splits.get(state)
        if known is None:
            v = min(self.var[n] for n in state)
            known = False
            for i in range(len(self.cells[v])):
                w, x, y, z = (self.children[n][i] if self.var[n] == v else n for n in state)
                if self._split(w, x, y, z):
                    known = True
                    break
            self._splits[state] = known
        return known

    def _settles(self, rule: int, axioms: int, variables: int) -> bool:
        """Knowing these variables alone would always give the answer: no two consistent completions that agree on
        them differ in it."""
        seen: set[tuple[int, int, int, int]] = set()
        stack = [(rule, axioms, rule, axioms)]
        while stack:
            state = stack.pop()
            a, b, c, d = state
            if state in seen or not (self.meets(a, b, True) and self.meets(c, d, False)):
                continue
            v = min(self.var[n] for n in state)
            if v == BEYOND:
                return False
            seen.add(state)
            here = range(len(self.cells[v]))
            for i in here:
                for j in (i,) if variables >> v & 1 else here:
                    one = [self.children[n][i] if self.var[n] == v else n for n in (a, b)]
                    two = [self.children[n][j] if self.var[n] == v else n for n in (c, d)]
                    stack.append((one[0], one[1], two[0], two[1]))
        return True
