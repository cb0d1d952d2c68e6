"""Grounded expressions as clauses over whole numbers, as solvers read them (conjunctive normal form, after Tseitin).

A variable of two cells is one number, the second cell its yes; one of more cells has a number for each, of which exactly
one is true. Every other number stands for a part of an expression, and is true exactly if the part is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from licet.reasoning.expressions import Both, Count, Either, Fixed, Ground, Neg, Test, Var

Clause = list[int]


class Clauses:
    """`sizes` says how many cells a variable has. The first number is always true."""

    def __init__(self, sizes: Callable[[Var], int]) -> None:
        self.sizes = sizes
        self.clauses: list[Clause] = [[1]]
        self.last = 1
        self.cells: dict[Var, tuple[int, ...]] = {}
        self._memo: dict[int, tuple[Ground, int]] = {}

    def new(self) -> int:
        self.last += 1
        return self.last

    def of(self, var: Var) -> tuple[int, ...]:
        """The literals of the variable's cells, made when first asked for."""
        if var not in self.cells:
            self.cells[var] = self._made(self.sizes(var))
        return self.cells[var]

    def _made(self, size: int) -> tuple[int, ...]:
        if size == 1:
            return (1,)
        if size == 2:
            yes = self.new()
            return -yes, yes
        cells = tuple(self.new() for _ in range(size))
        self.clauses.append(list(cells))
        self.clauses += [[-a, -b] for n, a in enumerate(cells) for b in cells[:n]]
        return cells

    def literal(self, ground: Ground) -> int:
        """The number that is true exactly if the expression is."""
        # the expression is kept beside its number: id() is only unique while the object lives
        known = self._memo.get(id(ground))
        if known is None:
            known = ground, self._literal(ground)
            self._memo[id(ground)] = known
        return known[1]

    def _literal(self, ground: Ground) -> int:
        if isinstance(ground, Fixed):
            return 1 if ground.value else -1
        if isinstance(ground, Test):
            return self.either([c for n, c in enumerate(self.of(ground.var)) if ground.mask >> n & 1])
        if isinstance(ground, Neg):
            return -self.literal(ground.part)
        parts = [self.literal(part) for part in ground.parts]
        if isinstance(ground, Count):
            return self._least(ground.least, parts)
        if isinstance(ground, Either):
            return self.either(parts)
        assert isinstance(ground, Both)
        return -self.either([-part for part in parts])

    def either(self, parts: Sequence[int]) -> int:
        """At least one of the literals."""
        left = sorted({part for part in parts if part != -1}, key=abs)
        if 1 in left or any(-part in left for part in left):
            return 1
        if len(left) < 2:
            return left[0] if left else -1
        made = self.new()
        self.clauses.append([-made, *left])
        self.clauses += [[made, -part] for part in left]
        return made

    def _least(self, least: int, parts: Sequence[int]) -> int:
        """At least so many of the literals: `reached[k]` says that k of those seen so far are true."""
        reached = [1] + [-1] * least
        for part in parts:
            for k in range(least, 0, -1):
                both = -self.either([-reached[k - 1], -part])
                reached[k] = self.either([reached[k], both])
        return reached[least]
