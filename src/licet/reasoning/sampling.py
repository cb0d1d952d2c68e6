"""Completions drawn at random, with a fixed seed: to weigh questions, and to witness what is possible."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.law.model import Corpus
from licet.reasoning.kernel import Ints, Roots, View, cells_of
from licet.reasoning.views import Bound

Cells = NDArray[np.int16]
Truths = NDArray[np.bool_]
SAMPLES = 4096
SEED = 20211


class Sample:
    """Completions of one bound view; what the rules are in each is computed when asked for."""

    def __init__(self, corpus: Corpus, bound: Bound) -> None:
        self.corpus, self.bound, self.view = corpus, bound, bound.view
        self._random = np.random.default_rng(SEED)
        self._drawn = 0
        self.values = np.zeros((SAMPLES, len(self.view.cells)), dtype=np.int16)
        self._truths: dict[int, Truths] = {}
        self._made: tuple[Ints, Ints] | None = None

    def truths(self, node: int) -> Truths:
        """Of a reduced node, in every completion drawn."""
        if node not in self._truths:
            self._draw(self.view.support[node])
            self._truths[node] = self._walk(node)
        return self._truths[node]

    def rule(self, roots: Roots) -> Truths:
        return self.truths(self.view.reduce(roots.rule))

    def respected(self, roots: Roots) -> Truths:
        """The completions that respect the axioms touching the rule."""
        return self.truths(self.view.reduce(roots.axioms))

    def _draw(self, support: int) -> None:
        """Positions among the cells left, drawn evenly, or by the prior of a yes/no fact."""
        for v in cells_of(support & ~self._drawn):
            count = len(self.view.cells[v])
            fact = self.corpus.facts.get(self.bound.var(v).fact)
            if count == 2 and fact is not None and fact.prior is not None:
                self.values[:, v] = self._random.random(SAMPLES) < fact.prior
            else:
                self.values[:, v] = self._random.integers(0, count, SAMPLES)
        self._drawn |= support

    def _walk(self, root: int) -> Truths:
        children, var = self._table(root)
        at = np.full(SAMPLES, root, dtype=np.int32)
        going = np.arange(SAMPLES) if root > 1 else np.empty(0, dtype=np.int64)
        while len(going):
            nodes = at[going]
            nodes = children[nodes, self.values[going, var[nodes]]]
            at[going] = nodes
            going = going[nodes > 1]
        reached: Truths = at == 1
        return reached

    def _table(self, root: int) -> tuple[Ints, Ints]:
        # a node comes after all it leads to, so a table that holds the root holds the rest
        if self._made is None or root >= len(self._made[1]):
            self._made = table_of(self.view)
        return self._made


def table_of(view: View) -> tuple[Ints, Ints]:
    """A view's reduced nodes as arrays: the children of each, and its variable."""
    width = max(len(children) for children in view.children)
    padded = [children + (0,) * (width - len(children)) for children in view.children]
    return np.array(padded, dtype=np.int32), np.array([0, 0, *view.var[2:]], dtype=np.int32)


def information_of_yes_no(cells: Cells, goal: Truths) -> NDArray[np.float64]:
    """The same for many facts of two cells at once: one column each."""
    count = max(1, len(goal))
    yes = cells.sum(axis=0, dtype=np.float64) / count
    both = (goal.astype(np.float32) @ cells.astype(np.float32)).astype(np.float64) / count
    share = float(goal.mean())
    told = np.zeros(cells.shape[1])
    for joint, even in (
        (both, yes * share),
        (yes - both, yes * (1 - share)),
        (share - both, (1 - yes) * share),
        (1 - yes - share + both, (1 - yes) * (1 - share)),
    ):
        filled = joint > 1e-12
        told[filled] += joint[filled] * np.log2(joint[filled] / even[filled])
    return told


def mutual_information(cells: Cells, size: int, goal: Truths) -> float:
    """Of an answer and a goal, in bits."""
    joint = np.bincount(cells * 2 + goal, minlength=2 * size).reshape(size, 2) / max(1, len(goal))
    even = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    filled = joint > 0
    return float((joint[filled] * np.log2(joint[filled] / even[filled])).sum())
