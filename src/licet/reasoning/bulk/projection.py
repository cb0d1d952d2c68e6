"""A rule narrowed down to the columns of one table: can it hold, can it fail, whatever the table does not say?

A fact without a column is open on every row, so it is taken out once, before any row is read: "some value of it will
do". What is left speaks of the table's own columns alone, and is small.
"""

from __future__ import annotations

from collections.abc import Collection

from licet.reasoning.kernel import Diagram, Roots

NODE_LIMIT = 400_000
"""Nodes one regime may take while it is narrowed; beyond, its rows are answered one by one."""


class TooMany(Exception):
    """The diagrams of a regime passed the node limit."""


class Projection:
    """Puts nodes of one diagram together and takes out every variable that is not kept."""

    def __init__(self, diagram: Diagram, kept: Collection[int], limit: int = NODE_LIMIT) -> None:
        self.diagram, self.limit = diagram, limit
        self.kept = [v in kept for v in range(len(diagram.sizes))]
        self._open = sum(1 << v for v, keep in enumerate(self.kept) if not keep)
        self._both: dict[tuple[int, int], int] = {}
        self._either: dict[tuple[int, int], int] = {}
        self._most = 0
        self.start()

    def start(self) -> None:
        """From here on a new regime: it may add as many nodes as any other."""
        self._most = len(self.diagram.var) + self.limit

    def can(self, roots: Roots, wanted: bool) -> int:
        """The node that says, of what is known on a row: some completion that keeps the axioms leads to `wanted`.

        Raises TooMany at the node limit.
        """
        diagram = self.diagram
        return self.both(roots.rule if wanted else diagram.negation(roots.rule), roots.axioms)

    def both(self, a: int, b: int) -> int:
        """Both hold under some value of the variables that are not kept."""
        if a == 0 or b == 0:
            return 0
        if a > b:
            a, b = b, a
        if (a == 1 or a == b) and not self.diagram.support[b] & self._open:
            return b
        found = self._both.get((a, b))
        if found is None:
            found = self._both[a, b] = self._joined(a, b)
        return found

    def _joined(self, a: int, b: int) -> int:
        diagram = self.diagram
        if len(diagram.var) > self._most:
            raise TooMany
        if b == 1:
            return 1
        v = min(diagram.var[a], diagram.var[b])
        if self.kept[v]:
            return diagram.node(v, tuple([self.both(x, y) for x, y in diagram.steps(a, b)]))
        found = 0
        for x, y in diagram.steps(a, b):
            found = self.either(found, self.both(x, y))
            if found == 1:
                break
        return found

    def either(self, a: int, b: int) -> int:
        """One of them holds; both speak of kept variables alone."""
        if a > b:
            a, b = b, a
        if b == 1 or a == b:
            return b
        if a < 2:
            return 1 if a else b
        found = self._either.get((a, b))
        if found is None:
            diagram = self.diagram
            v = min(diagram.var[a], diagram.var[b])
            below = tuple([self.either(x, y) for x, y in diagram.steps(a, b)])
            found = self._either[a, b] = diagram.node(v, below)
        return found
