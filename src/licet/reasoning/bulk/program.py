"""Diagrams as a list of operations on bit planes: 64 rows to a word, one plane for each node that is still needed.

A node can hold on a row if, for one of its cells that is possible there, the child can. So a node is an "or" of "and"s
of two planes: that of the child, and that of a *literal* (a variable, and a set of its cells, one of which is
possible). Planes of nodes that nothing above asks for any more are used again.
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
        self.literals: list[Literal] = []
        self.steps: list[Step] = []
        self._places: dict[int, Place] = {0: NO, 1: YES}
        self._literal_places: dict[Literal, Place] = {}
        self._uses = self._counted(roots)
        self._free: list[Place] = []
        self._planes = 0
        for root in roots:
            self._node(root)
        self._roots = [self._places[root] for root in roots]
        self._ready: dict[int, list[tuple[Any, Plane, Plane, Plane]]] = {}
        self._inputs = list(np.zeros((len(self.literals), WORDS), np.uint64))
        self._buffers = list(np.zeros((self._planes, WORDS), np.uint64))
        self._others = {
            NO: np.zeros(WORDS, np.uint64),
            YES: np.full(WORDS, ALL_SET),
            ("scratch", 0): np.zeros(WORDS, np.uint64),
        }

    @property
    def nodes(self) -> int:
        return len(self._uses)

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
            if child:
                masks[child] = masks.get(child, 0) | 1 << cell
        v = self._diagram.var[node]
        ordered = sorted(masks, key=lambda child: -self._diagram.var[child])
        return [(self._literal((v, masks[child])), child) for child in ordered]

    def _literal(self, literal: Literal) -> Place:
        found = self._literal_places.get(literal)
        if found is None:
            found = self._literal_places[literal] = ("literal", len(self.literals))
            self.literals.append(literal)
        return found

    def _write(self, into: Place, parts: Sequence[tuple[Place, Place]]) -> None:
        for number, (literal, child) in enumerate(parts):
            if number == 0:
                self._one(into, literal, child)
            elif child == YES:
                self.steps.append(Step("or", into, into, literal))
            else:
                self.steps.append(Step("and", ("scratch", 0), literal, child))
                self.steps.append(Step("or", into, into, ("scratch", 0)))

    def _one(self, into: Place, literal: Place, child: Place) -> None:
        self.steps.append(Step("and", into, literal, literal if child == YES else child))

    def _plane(self) -> Place:
        if self._free:
            return self._free.pop()
        self._planes += 1
        return "plane", self._planes - 1

    def _used(self, child: int) -> None:
        if child > 1:
            self._uses[child] -= 1
            if self._uses[child] == 0:
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
