"""Diagrams as a list of operations on bit planes: 64 rows to a word, one plane for each node that is still needed.

A node can hold on a row if, for one of its cells that is possible there, the child can. So a node is an "or" of "and"s
of two planes: that of the child, and that of a *literal* (a variable, and a set of its cells, one of which is
possible). Some cell is possible on every row, so a child that implies all of its siblings needs no literal. Planes of
nodes that nothing above asks for any more are used again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.reasoning.kernel import Diagram

Plane = NDArray[np.uint64]
Bits = NDArray[np.uint8]
"""As a plane, eight rows to a byte, and no longer than there are rows."""
Literal = tuple[int, int]
"""A variable, and a mask of its cells."""

NO, YES = ("no", 0), ("yes", 0)
ALL_SET = np.uint64(0xFFFFFFFFFFFFFFFF)
WORDS = 4096
"""Words of a plane: 262,144 rows. Fewer, and calling numpy costs more than its work."""
ROWS = 64 * WORDS
COMPARISONS = 50
"""Pairs of nodes compared, for each node, in the search for children that need no literal."""

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """`into` = a and b, or a or b; `into` = a where there is no b."""

    act: str
    into: Place
    a: Place
    b: Place


class Program:
    """Some nodes of one diagram, made ready to be evaluated over many rows.

    `literals` are the planes it has to be given, in their order; `run` answers with one plane for each root.
    """

    def __init__(self, diagram: Diagram, roots: Sequence[int]) -> None:
        self._diagram = diagram
        self._implications: dict[tuple[int, int], bool] = {}
        self.literals: list[Literal] = []
        self.steps: list[Step] = []
        self._places: dict[int, Place] = {0: NO, 1: YES}
        self._literal_places: dict[Literal, Place] = {}
        self._uses = self._counted(roots)
        self.nodes = len(self._uses)
        self._comparisons = COMPARISONS * self.nodes
        self._free: list[Place] = []
        self._planes = 0
        for root in roots:
            self._node(root)
        self._roots = [self._places[root] for root in roots]
        del self._diagram, self._implications, self._places, self._uses
        self._ready: dict[int, list[tuple[Any, Plane, Plane, Plane]]] = {}
        self._inputs = list(np.zeros((len(self.literals), WORDS), np.uint64))
        self._buffers = list(np.zeros((self._planes, WORDS), np.uint64))
        self._others = {
            NO: np.zeros(WORDS, np.uint64),
            YES: np.full(WORDS, ALL_SET),
            ("scratch", 0): np.zeros(WORDS, np.uint64),
        }

    # --- from nodes to steps ------------------------------------------------------------------------

    def _counted(self, roots: Sequence[int]) -> dict[int, int]:
        """How often each node is asked for; a root is asked for once more, so that its plane stays."""
        uses: dict[int, int] = {}
        stack = [root for root in roots if root > 1]
        for root in roots:
            uses[root] = uses.get(root, 0) + 1
        seen: set[int] = set()
        while stack:
            node = stack.pop()
            if node in seen:
                continue
            seen.add(node)
            for child in set(self._diagram.children[node]) - {0, 1}:
                uses[child] = uses.get(child, 0) + 1
                stack.append(child)
        uses.pop(0, None)
        uses.pop(1, None)
        return uses

    def _node(self, node: int) -> Place:
        found = self._places.get(node)
        if found is not None:
            return found
        parts = self._parts(node)
        for _, child in parts:
            self._node(child)
        places = [(literal, self._places[child]) for literal, child in parts]
        if len(places) == 1 and places[0][1] == YES:
            into = places[0][0]  # the literal itself
        else:
            into = self._plane()
            self._write(into, places)
        for _, child in parts:
            self._used(child)
        self._places[node] = into
        return into

    def _parts(self, node: int) -> list[tuple[Place, int]]:
        """Each child that can hold, with the literal of the cells that lead to it; deepest first."""
        masks: dict[int, int] = {}
        for cell, child in enumerate(self._diagram.children[node]):
            masks[child] = masks.get(child, 0) | 1 << cell
        v, least = self._diagram.var[node], self._least(list(masks))
        ordered = sorted(masks.keys() - {0}, key=lambda child: -self._diagram.var[child])
        return [(YES if child == least else self._literal((v, masks[child])), child) for child in ordered]

    def _least(self, children: Sequence[int]) -> int:
        """The child that implies all others; 0 where none is known to."""
        for child in children:
            if all(self._implies(child, other) for other in children):
                return child
        return 0

    def _implies(self, a: int, b: int) -> bool:
        """Whether b holds wherever a does. False, too, once enough was compared."""
        if a == b or a == 0 or b == 1:
            return True
        if a == 1 or b == 0 or self._comparisons == 0:
            return False
        known = self._implications.get((a, b))
        if known is None:
            self._comparisons -= 1
            known = all(self._implies(x, y) for x, y in self._diagram.steps(a, b))
            if self._comparisons or known:
                self._implications[a, b] = known
        return known

    def _literal(self, literal: Literal) -> Place:
        found = self._literal_places.get(literal)
        if found is None:
            found = self._literal_places[literal] = ("literal", len(self.literals))
            self.literals.append(literal)
        return found

    def _write(self, into: Place, parts: Sequence[tuple[Place, Place]]) -> None:
        """First what needs two planes put together, so that the rest is added to it."""
        several = [pair for pair in parts if YES not in pair]
        alone = [child if literal == YES else literal for literal, child in parts if YES in (literal, child)]
        for number, (literal, child) in enumerate(several):
            at = ("scratch", 0) if number else into
            self.steps.append(Step("and", at, literal, child))
            if number:
                self.steps.append(Step("or", into, into, at))
        if not several:
            self.steps.append(Step("or", into, alone[0], alone[-1]))
            alone = alone[2:]
        self.steps += [Step("or", into, into, other) for other in alone]

    def _plane(self) -> Place:
        if self._free:
            return self._free.pop()
        self._planes += 1
        return "plane", self._planes - 1

    def _used(self, child: int) -> None:
        if child > 1:
            self._uses[child] -= 1
            if self._uses[child] == 0 and self._places[child][0] == "plane":
                self._free.append(self._places[child])

    # --- over rows ----------------------------------------------------------------------------------

    def run(self, literals: Mapping[Literal, Bits]) -> list[Plane]:
        """The planes of the roots. They are written over by the next run.

        `literals` holds for each literal a bit a row, of at most ROWS rows: one of the cells is possible there.
        """
        for literal, plane in zip(self.literals, self._inputs, strict=True):
            bits = literals[literal]
            plane.view(np.uint8)[: len(bits)] = bits
        rows = max((8 * len(bits) for bits in literals.values()), default=ROWS)
        for act, a, b, into in self._acts(rows):
            act(a, b, into)
        return [self._array(root) for root in self._roots]

    def _acts(self, rows: int) -> list[tuple[Any, Plane, Plane, Plane]]:
        """The steps as numpy's functions and their planes, cut to a width that a few rows need."""
        words = min(WORDS, 1 << max(0, (rows + 63) // 64 - 1).bit_length())
        if words not in self._ready:
            acts = {"and": np.bitwise_and, "or": np.bitwise_or}
            self._ready[words] = [
                (acts[s.act], self._array(s.a)[:words], self._array(s.b)[:words], self._array(s.into)[:words])
                for s in self.steps
            ]
        return self._ready[words]

    def _array(self, place: Place) -> Plane:
        kind, number = place
        if kind == "plane":
            return self._buffers[number]
        return self._inputs[number] if kind == "literal" else self._others[place]
