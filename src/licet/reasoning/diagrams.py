"""Decision diagrams: built with CUDD under dynamic sifting, then turned into multi-valued diagrams.

A variable with n cells takes ceil(log2 n) neighbouring bits, kept together while CUDD sifts; a code beyond the
last cell means the last cell, so that every code is valid and no domain constraint is needed. Only the compiler
imports this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from dd import cudd

from licet.reasoning.expressions import Both, Count, Fixed, Ground, Neg, Test, Var
from licet.reasoning.kernel import Nodes

UNSIFTED = 400_000
"""A learned order that lets the diagrams grow beyond this is not good for this law: sift after all."""

COUNTED_EVERY = 50


class TooLarge(Exception):
    """The diagram of a rule passed the node limit."""


class Builder:
    """One CUDD manager for all rules of a day, so that they share an order and their common parts."""

    def __init__(self, sizes: Mapping[Var, int], node_limit: int = 2_000_000, sift: bool = True) -> None:
        self.sizes = dict(sizes)
        self.node_limit = node_limit
        self.bdd = cudd.BDD()
        self._sift(sift)
        self.bits: dict[Var, list[str]] = {}
        for number, (var, size) in enumerate(self.sizes.items()):
            self._declare(number, var, size)
        self._memo: dict[int, tuple[Ground, Any]] = {}
        self._made = 0

    def _declare(self, number: int, var: Var, size: int) -> None:
        names = [f"v{number}_{bit}" for bit in range(max(1, (size - 1).bit_length()))]
        self.bdd.declare(*names)
        self.bits[var] = names
        if len(names) > 1:
            self.bdd.group({names[0]: len(names)})

    def _sift(self, on: bool) -> None:
        self.sifting = on
        self.bdd.configure(reordering=on)

    def sift_to_rest(self) -> list[Var]:
        """Sift until that hardly helps any more; the order found."""
        size = len(self.bdd) + 1
        while len(self.bdd) < 0.97 * size:
            size = len(self.bdd)
            self.bdd.reorder()
        return self._order()

    def _order(self) -> list[Var]:
        return sorted(self.sizes, key=lambda var: self.bdd.level_of_var(self.bits[var][0]))

    # --- expressions to binary diagrams -----------------------------------------------------------

    def build(self, ground: Ground) -> Any:
        # the expression is kept beside its diagram: id() is only unique while the object lives
        known = self._memo.get(id(ground))
        if known is None:
            known = ground, self._build(ground)
            self._memo[id(ground)] = known
            self._keep_small()
        return known[1]

    @contextmanager
    def apart(self) -> Iterator[None]:
        """What is built within is let go afterwards."""
        before = len(self._memo)
        try:
            yield
        finally:
            while len(self._memo) > before:
                self._memo.popitem()

    def _keep_small(self) -> None:
        """Sift or give up above the limits. To count the nodes costs more than to make a few, so not each time."""
        self._made += 1
        if self._made % COUNTED_EVERY:
            return
        size = len(self.bdd)
        if not self.sifting and size > UNSIFTED:
            self._sift(True)
        if size > self.node_limit:
            raise TooLarge

    def _build(self, ground: Ground) -> Any:
        if isinstance(ground, Fixed):
            return self.bdd.true if ground.value else self.bdd.false
        if isinstance(ground, Test):
            return self._test(ground)
        if isinstance(ground, Neg):
            return ~self.build(ground.part)
        parts = [self.build(part) for part in ground.parts]
        if isinstance(ground, Count):
            return self._count(ground.least, parts)
        result = self.bdd.true if isinstance(ground, Both) else self.bdd.false
        for part in parts:
            result = result & part if isinstance(ground, Both) else result | part
        return result

    def _test(self, test: Test) -> Any:
        size, bits = self.sizes[test.var], self.bits[test.var]
        result = self.bdd.false
        for code in range(1 << len(bits)):
            if test.mask >> min(code, size - 1) & 1:
                result |= self.bdd.cube({name: bool(code >> i & 1) for i, name in enumerate(bits)})
        return result

    def _count(self, least: int, parts: Sequence[Any]) -> Any:
        # reached[k]: at least k of the parts seen so far hold
        reached = [self.bdd.true] + [self.bdd.false] * least
        for part in parts:
            for k in range(least, 0, -1):
                reached[k] |= reached[k - 1] & part
        return reached[least]

    # --- binary to multi-valued diagrams -----------------------------------------------------------

    def flatten(self, roots: Sequence[Any]) -> tuple[list[Var], Nodes, list[int]]:
        """Sift once more where the order is not a learned one, then read every root off as nodes over variables with one child per cell."""
        self._memo.clear()
        if self.sifting:
            self.bdd.reorder()
        self.bdd.configure(reordering=False)
        order = self._order()
        reader = _Reader(self, order)
        places = [reader.node(root) for root in roots]
        return order, reader.nodes(), places


class _Reader:
    def __init__(self, builder: Builder, order: Sequence[Var]) -> None:
        self.bdd, self.sizes = builder.bdd, builder.sizes
        self.owner = {
            name: (index, bit, var)
            for index, var in enumerate(order)
            for bit, name in enumerate(builder.bits[var])
        }
        self.rows: list[tuple[int, tuple[int, ...]]] = [(-1, ()), (-1, ())]
        self.unique: dict[tuple[int, tuple[int, ...]], int] = {}
        self.memo: dict[int, int] = {}
        self.kept: list[Any] = []  # references: int(u) is recycled once a node is collected

    def node(self, u: Any) -> int:
        if u == self.bdd.true:
            return 1
        if u == self.bdd.false:
            return 0
        known = self.memo.get(int(u))
        if known is None:
            known = self._read(u)
            self.memo[int(u)] = known
            self.kept.append(u)
        return known

    def _read(self, u: Any) -> int:
        index, _, var = self.owner[u.var]
        children = tuple(self.node(self._cofactor(u, index, cell)) for cell in range(self.sizes[var]))
        if len(set(children)) == 1:
            return children[0]
        row = (index, children)
        if row not in self.unique:
            self.unique[row] = len(self.rows)
            self.rows.append(row)
        return self.unique[row]

    def _cofactor(self, u: Any, index: int, cell: int) -> Any:
        while u != self.bdd.true and u != self.bdd.false:
            owner, bit, _ = self.owner[u.var]
            if owner != index:
                break
            child = u.high if cell >> bit & 1 else u.low
            u = ~child if u.negated else child
        return u

    def nodes(self) -> Nodes:
        offsets = np.cumsum([0] + [len(children) for _, children in self.rows])[:-1]
        flat = [child for _, children in self.rows for child in children]
        return Nodes(
            np.array([index for index, _ in self.rows], dtype=np.int32),
            np.asarray(offsets, dtype=np.int32),
            np.array(flat, dtype=np.int32),
        )
