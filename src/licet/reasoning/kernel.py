"""Exact questions put to flat diagrams: can it be true, what can still change it, can these hold together.

A node is a variable and one child per cell; node 0 is "no", node 1 is "yes"; children come before their parents.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Nodes:
    """The stored form: one row per node, the children of all nodes in one array."""

    var: Ints
    offset: Ints
    children: Ints

    def __len__(self) -> int:
        return len(self.var)


class Roots(NamedTuple):
    """Where a rule begins: may it be true, may it be false (axioms taken into account)."""

    yes: int
    no: int


class Diagram:
    """All rules of one day. `sizes[v]` is the number of cells of variable v; v is also its level."""

    def __init__(self, nodes: Nodes, sizes: Sequence[int]) -> None:
        self.nodes, self.sizes = nodes, sizes
        self.var: list[int] = nodes.var.tolist()
        flat: list[int] = nodes.children.tolist()
        starts: list[int] = nodes.offset.tolist()
        ends = [*starts[1:], len(flat)]
        self.children = [tuple(flat[a:b]) for a, b in zip(starts, ends, strict=True)]
        self.full = [(1 << size) - 1 for size in sizes]

    def under(self, known: Mapping[int, int]) -> View:
        return View(self, known)


def cells_of(mask: int) -> tuple[int, ...]:
    cells = []
    while mask:
        low = mask & -mask
        cells.append(low.bit_length() - 1)
        mask ^= low
    return tuple(cells)


class View:
    """The diagram under what is known: a set of cells for some variables, all cells for the others."""

    def __init__(self, diagram: Diagram, known: Mapping[int, int]) -> None:
        self.diagram = diagram
        self.var, self.children = diagram.var, diagram.children
        self.known = {v: mask for v, mask in known.items() if mask != diagram.full[v]}
        self.cells: list[Sequence[int]] = [range(size) for size in diagram.sizes]
        for v, mask in self.known.items():
            self.cells[v] = cells_of(mask)
        self._reach: dict[int, bool] = {0: False, 1: True}
        self._joint: dict[tuple[int, int], bool] = {}

    def possible(self, node: int) -> bool:
        """Some completion leads to yes."""
        known = self._reach.get(node)
        if known is None:
            children, possible = self.children[node], self.possible
            known = any(possible(children[cell]) for cell in self.cells[self.var[node]])
            self._reach[node] = known
        return known

    def possible_together(self, a: int, b: int) -> bool:
        """Some completion leads to yes in both."""
        if a == b or b == 1:
            return self.possible(a)
        if a == 1:
            return self.possible(b)
        if not (self.possible(a) and self.possible(b)):
            return False
        key = (a, b) if a < b else (b, a)
        known = self._joint.get(key)
        if known is None:
            known = any(self.possible_together(x, y) for x, y in self._step(a, b))
            self._joint[key] = known
        return known

    def _step(self, a: int, b: int) -> Iterable[tuple[int, int]]:
        va, vb = self.var[a], self.var[b]
        v = vb if va < 0 else va if vb < 0 else min(va, vb)
        for cell in self.cells[v]:
            yield (
                self.children[a][cell] if va == v else a,
                self.children[b][cell] if vb == v else b,
            )

    def relevant(self, roots: Roots) -> frozenset[int]:
        """Variables that can still decide: two consistent completions differ in it alone, and in the answer.

        Where an axiom ties facts so tightly that no single one can change alone, all that are left count.
        """
        if not (self.possible(roots.yes) and self.possible(roots.no)):
            return frozenset()
        found = self._pivots(roots)
        if found and self._settles(roots, found):
            return frozenset(found)
        return frozenset(found | self.support(roots.yes) & self.support(roots.no))

    def _pivots(self, roots: Roots) -> set[int]:
        found: set[int] = set()
        seen: set[tuple[int, int]] = set()
        stack = [(roots.yes, roots.no)]
        while stack:
            pair = stack.pop()
            if pair in seen or not (self.possible(pair[0]) and self.possible(pair[1])):
                continue
            seen.add(pair)
            if pair == (1, 1):
                continue
            v = min(self.var[n] for n in pair if self.var[n] >= 0)
            steps = list(self._step(*pair))
            if v not in found and self._differ(steps):
                found.add(v)
            stack.extend(steps)
        return found

    def _differ(self, steps: Sequence[tuple[int, int]]) -> bool:
        return any(
            self.possible_together(yes, no)
            for i, (yes, _) in enumerate(steps)
            for j, (_, no) in enumerate(steps)
            if i != j
        )

    def _settles(self, roots: Roots, variables: set[int]) -> bool:
        """Knowing these variables alone would always give the answer."""
        seen: set[tuple[int, int]] = set()
        stack = [(roots.yes, roots.no)]
        while stack:
            pair = stack.pop()
            if pair in seen or not (self.possible(pair[0]) and self.possible(pair[1])):
                continue
            if pair == (1, 1):
                return False
            seen.add(pair)
            stack.extend(self._step(*pair) if self._top(pair) in variables else self._loose(*pair))
        return True

    def _top(self, pair: tuple[int, int]) -> int:
        return min(self.var[n] for n in pair if self.var[n] >= 0)

    def _loose(self, a: int, b: int) -> Iterable[tuple[int, int]]:
        v = self._top((a, b))
        left = [self.children[a][cell] for cell in self.cells[v]] if self.var[a] == v else [a]
        right = [self.children[b][cell] for cell in self.cells[v]] if self.var[b] == v else [b]
        return ((x, y) for x in left for y in right)

    def support(self, node: int) -> set[int]:
        """Variables the restricted function depends on (nodes whose children are all alike are passed over)."""
        memo: dict[int, tuple[int, frozenset[int]]] = {}
        unique: dict[tuple[int, tuple[int, ...]], int] = {}
        return set(self._restrict(node, memo, unique)[1])

    def _restrict(
        self,
        node: int,
        memo: dict[int, tuple[int, frozenset[int]]],
        unique: dict[tuple[int, tuple[int, ...]], int],
    ) -> tuple[int, frozenset[int]]:
        if node < 2:
            return node, frozenset()
        if node not in memo:
            v = self.var[node]
            parts = [self._restrict(self.children[node][cell], memo, unique) for cell in self.cells[v]]
            ids = tuple(part[0] for part in parts)
            if len(set(ids)) == 1:
                memo[node] = parts[0]
            else:
                below = frozenset().union(*(part[1] for part in parts)) | {v}
                memo[node] = unique.setdefault((v, ids), len(unique) + 2), below
        return memo[node]
