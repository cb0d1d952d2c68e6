"""What to ask next: the fact whose answer is expected to settle most, among those that can still matter.

Relevance and the end of the questions are exact: only what an open answer can still turn on is asked. The order is
chosen from completions sampled with a fixed seed and the vocabulary's shares of "yes": for each open goal, how much
an answer tells of it (mutual information, in bits), summed over the goals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.law.model import Regime
from licet.reasoning.answers import Missing, Result
from licet.reasoning.chain import Chain
from licet.reasoning.kernel import View, cells_of
from licet.reasoning.views import Bound

Row = dict[str, Any]
Cells = NDArray[np.int16]
SAMPLES = 4096
SEED = 20211


def next_questions(chain: Chain, regimes: Sequence[Regime], *, limit: int, goal: str) -> list[Row]:
    """The most telling questions first; none when every goal is settled."""
    goals = dict.fromkeys(
        id for r in regimes for id in (*r.measures, *(r.entries if goal == "classify" else ()))
    )
    touched = _touched(chain, goals)
    if not touched:
        return []
    told = _told(chain, goals, set(touched))
    ranked = sorted(touched, key=lambda m: (-round(told.get(m, 0.0), 6), -len(touched[m]), m))
    return [{"fact": m.fact, "scope": m.scope, "key": m.key, "settles": touched[m]} for m in ranked[:limit]]


def _touched(chain: Chain, goals: Iterable[str]) -> dict[Missing, list[str]]:
    """Each fact that can still change an open goal, with those goals."""
    found: dict[Missing, list[str]] = {}
    for rule_id in goals:
        answer = chain.union(rule_id)
        for missing in answer.missing:
            if missing.is_fact and answer.result == Result.UNKNOWN:
                found.setdefault(missing, []).append(rule_id)
    return found


def _told(chain: Chain, goals: Iterable[str], asked: set[Missing]) -> dict[Missing, float]:
    """Bits that each fact tells of the open goals, leg by leg."""
    told: dict[Missing, float] = {}
    for leg, askers in chain.askers.items():
        for asker, bound in zip(askers, chain.bounds[leg], strict=True):
            open_ones = [id for id in goals if chain.roots(id) and asker.result(id) == Result.UNKNOWN]
            if open_ones:
                _add(told, _Sample(chain, bound, open_ones), asker.name, asked)
    return told


def _add(told: dict[Missing, float], sample: _Sample, name: Any, asked: set[Missing]) -> None:
    for v in sample.variables:
        [missing] = name([v])
        if missing in asked:
            told[missing] = told.get(missing, 0.0) + sample.information(v)


class _Sample:
    """Completions of one bound view that respect the axioms, and what the open goals are in each."""

    def __init__(self, chain: Chain, bound: Bound, goals: Sequence[str]) -> None:
        view = bound.view
        roots = [found for id in goals if (found := chain.roots(id))]
        rules = [view.reduce(r.rule) for r in roots]
        axioms = sorted({view.reduce(r.axioms) for r in roots})
        support = 0
        for node in (*rules, *axioms):
            support |= view.support[node]
        self.variables = cells_of(support)
        self.values = _drawn(chain, bound, self.variables)
        table = _Table(view)
        respected = np.ones(SAMPLES, dtype=bool)
        for node in axioms:
            respected &= table.walk(node, self.values)
        kept = respected if respected.any() else ~respected
        self.values = self.values[kept]
        self.goals = [table.walk(node, self.values) for node in rules]
        self.sizes = {v: len(view.cells[v]) for v in self.variables}

    def information(self, v: int) -> float:
        return sum(_mutual(self.values[:, v], self.sizes[v], goal) for goal in self.goals)


class _Table:
    """A view's reduced nodes as arrays, for many completions at once."""

    def __init__(self, view: View) -> None:
        width = max(len(children) for children in view.children)
        self.children = np.zeros((len(view.children), width), dtype=np.int32)
        for node, children in enumerate(view.children):
            self.children[node, : len(children)] = children
        self.var = np.array([0, 0, *view.var[2:]], dtype=np.int32)

    def walk(self, root: int, values: Cells) -> NDArray[np.bool_]:
        at = np.full(len(values), root, dtype=np.int32)
        going = np.arange(len(values)) if root > 1 else np.empty(0, dtype=np.int64)
        while len(going):
            nodes = at[going]
            nodes = self.children[nodes, values[going, self.var[nodes]]]
            at[going] = nodes
            going = going[nodes > 1]
        reached: NDArray[np.bool_] = at == 1
        return reached


def _drawn(chain: Chain, bound: Bound, variables: Sequence[int]) -> Cells:
    """Positions among the cells left, drawn evenly, or by the prior of a yes/no fact."""
    random = np.random.default_rng(SEED)
    values = np.zeros((SAMPLES, len(bound.view.cells)), dtype=np.int16)
    for v in variables:
        count = len(bound.view.cells[v])
        fact = chain.law.corpus.facts.get(bound.var(v).fact)
        if count == 2 and fact is not None and fact.prior is not None:
            values[:, v] = random.random(SAMPLES) < fact.prior
        else:
            values[:, v] = random.integers(0, count, SAMPLES)
    return values


def _mutual(cells: Cells, size: int, goal: NDArray[np.bool_]) -> float:
    """Mutual information of an answer and a goal, in bits."""
    joint = np.bincount(cells * 2 + goal, minlength=2 * size).reshape(size, 2) / len(goal)
    even = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    filled = joint > 0
    return float((joint[filled] * np.log2(joint[filled] / even[filled])).sum())


def always_asked(chain: Chain, regime: Regime, asked: set[tuple[str, str]]) -> list[Row]:
    """Facts the law requires to be stated whatever they change, where the document is silent."""
    rows: dict[tuple[str, str], Row] = {}
    for leg in chain.document.legs:
        for key in regime.questions_always:
            frame, short = key.split(".", 1)
            for bound in chain.bounds[leg.id]:
                owner = bound.binding.objects[frame]
                fact = f"{chain.document.scopes[owner]}.{short}"
                if (owner, fact) not in chain.document.known and (fact, owner) not in asked:
                    rows[fact, owner] = {"fact": fact, "scope": owner, "key": key, "settles": []}
    return list(rows.values())
