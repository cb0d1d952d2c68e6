"""Exact questions put to flat diagrams: what can it be, and what can still change it.

A node is a variable and one child per cell; node 0 is "no", node 1 is "yes". Under what is known, a diagram is reduced:
variables with a single cell left are passed over, nodes whose children are all alike vanish, equal nodes become one. A
rule is then certain exactly if its reduced node is 0 or 1, and depends exactly on the variables that are left.

Reduced nodes of all documents stand in one table beside the stored ones, and what was once found of a node is kept:
two documents that differ elsewhere share it. The children of a reduced node stand in the order of the cells left, so
nodes are only ever put together within one view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
BEYOND = 1 << 30
"""The level of the two ends of a diagram: below every variable."""
CROWDED = 1_500_000
"""Reduced nodes and findings kept before they are let go: those of some fifty documents under every regime, 340 MB."""


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


Key = tuple[int, tuple[int, ...]]


class Diagram:
    """All rules of one day, and what was found of them. `sizes[v]` is the number of cells of variable v; v is also its level.

    `var`, `children` and `support` (variables below, as a bit mask) describe the nodes, stored and reduced.
    """

    def __init__(self, nodes: Nodes, sizes: Sequence[int]) -> None:
        self.sizes = list(sizes)
        self.full = [(1 << size) - 1 for size in sizes]
        self.every: list[Sequence[int]] = [range(size) for size in sizes]
        self.var: list[int] = [BEYOND, BEYOND, *nodes.var.tolist()[2:]]
        flat, starts = nodes.children.tolist(), nodes.offset.tolist()
        ends = [*starts[1:], len(flat)]
        self.children: list[tuple[int, ...]] = [tuple(flat[a:b]) for a, b in zip(starts, ends, strict=True)]
        self.support: list[int] = [0, 0]
        for v, below in zip(self.var[2:], self.children[2:], strict=True):
            self.support.append(self._below(v, below))
        self.stored = len(self.var)
        self.places = [0, *accumulate(self.sizes)]
        self._cells: dict[int, int] = {}
        self.forget()

    def forget(self) -> None:
        """Let the reduced nodes go, and what was found of any. No view made before may be used after."""
        for rows in (self.var, self.children, self.support):
            del rows[self.stored :]
        self._unique: dict[Key, int] = {
            key: node for node, key in enumerate(zip(self.var, self.children, strict=True)) if node > 1
        }
        self._both: dict[tuple[int, int], int] = {}
        self._not: dict[int, int] = {}
        self._pairs: dict[tuple[int, int, bool], bool] = {}
        self.together: dict[frozenset[tuple[int, int]], bool] = {}
        """By nodes and the ends they are to lead to: whether they can (`Joint`)."""
        self.reduced: dict[tuple[int, int], int] = {}
        """By stored node and what was known of its variables (`View.reduce`)."""

    @property
    def crowded(self) -> bool:
        return len(self.var) - self.stored + len(self._both) + len(self._pairs) + len(self.reduced) > CROWDED

    def cells_below(self, node: int) -> int:
        """The cells of every variable below a stored node, each at its place among the cells of all variables."""
        found = self._cells.get(node)
        if found is None:
            below = cells_of(self.support[node])
            found = self._cells[node] = sum(self.full[v] << self.places[v] for v in below)
        return found

    def _below(self, v: int, children: tuple[int, ...]) -> int:
        below = 1 << v
        for child in children:
            below |= self.support[child]
        return below

    def node(self, v: int, children: tuple[int, ...]) -> int:
        """The node of that variable with these children: made if there is none, passed over if they are alike."""
        first = children[0]
        if children.count(first) == len(children):
            return first
        key = (v, children)
        found = self._unique.get(key)
        if found is None:
            found = self._unique[key] = len(self.var)
            self.var.append(v)
            self.children.append(children)
            self.support.append(self._below(v, children))
        return found

    # --- nodes put together -------------------------------------------------------------------------

    def meets(self, rule: int, axioms: int, wanted: bool) -> bool:
        """Some completion leads the rule to `wanted` and the axioms to yes."""
        if axioms < 2 or rule < 2:
            return axioms != 0 and (rule > 1 or rule == wanted)
        if not self.support[rule] & self.support[axioms]:
            return True
        key = (rule, axioms, wanted)
        known = self._pairs.get(key)
        if known is None:
            known = False
            for a, b in self.steps(rule, axioms):
                if self.meets(a, b, wanted):
                    known = True
                    break
            self._pairs[key] = known
        return known

    def steps(self, a: int, b: int) -> list[tuple[int, int]]:
        """Both nodes one variable on, cell by cell."""
        va, vb = self.var[a], self.var[b]
        if va == vb:
            return list(zip(self.children[a], self.children[b], strict=True))
        if va < vb:
            return [(child, b) for child in self.children[a]]
        return [(a, child) for child in self.children[b]]

    def conjunction(self, a: int, b: int) -> int:
        """The node of both together."""
        if a < 2 or b < 2:
            return 0 if a == 0 or b == 0 else max(a, b)
        if a == b:
            return a
        key = (a, b) if a < b else (b, a)
        known = self._both.get(key)
        if known is None:
            v = min(self.var[a], self.var[b])
            known = self.node(v, tuple([self.conjunction(x, y) for x, y in self.steps(a, b)]))
            self._both[key] = known
        return known

    def negation(self, node: int) -> int:
        if node < 2:
            return 1 - node
        known = self._not.get(node)
        if known is None:
            known = self.node(self.var[node], tuple([self.negation(child) for child in self.children[node]]))
            self._not[node] = known
            self._not[known] = node
        return known


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
        self.known = {v: mask for v, mask in known.items() if mask != diagram.full[v]}
        self.cells = list(diagram.every)
        self.bits = self.packed = 0
        for v, mask in self.known.items():
            self.cells[v] = cells_of(mask)
            self.bits |= 1 << v
            self.packed |= mask << diagram.places[v]
        self._reduced: dict[int, int] = {}

    def reduce(self, node: int) -> int:
        """The node under what is known. Another view that knows the same of its variables has found it already."""
        diagram = self.diagram
        if not diagram.support[node] & self.bits:
            return node
        found = self._reduced.get(node)
        if found is None:
            key = (node, self.packed & diagram.cells_below(node))
            found = diagram.reduced.get(key)
            if found is None:
                found = diagram.reduced[key] = self._walk(node)
            self._reduced[node] = found
        return found

    def _walk(self, node: int) -> int:
        diagram = self.diagram
        if not diagram.support[node] & self.bits:
            return node
        known = self._reduced.get(node)
        if known is None:
            v, below = diagram.var[node], diagram.children[node]
            cells = self.cells[v]
            if len(cells) == 1:
                known = self._walk(below[cells[0]])
            else:
                known = diagram.node(v, tuple([self._walk(below[cell]) for cell in cells]))
            self._reduced[node] = known
        return known

    def can_be(self, roots: Roots, wanted: bool) -> bool:
        """Some completion that respects the axioms gives this answer."""
        return self.diagram.meets(self.reduce(roots.rule), self.reduce(roots.axioms), wanted)
