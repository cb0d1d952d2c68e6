"""Completions drawn at random, with a fixed seed: to weigh questions, and to witness what is possible.

Column n of every fact is one completion: a fact's cells, and a rule's truth, are whole numbers of 4,096 bits, one bit a
completion, so that one "and" or "or" weighs them all at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from random import Random

from licet.law.model import Fact
from licet.reasoning.expressions import Var
from licet.reasoning.kernel import Diagram

SAMPLES = 4096
ALL = (1 << SAMPLES) - 1
SEED = 20211
DIGITS = 10
"""Binary digits of a share: 1/1024."""


class Sample:
    """Completions of one diagram; what a node is in each is computed when asked for, and kept."""

    def __init__(self, facts: Mapping[str, Fact], variables: Sequence[Var], diagram: Diagram) -> None:
        self.diagram = diagram
        self.priors = [fact.prior if (fact := facts.get(var.fact)) else None for var in variables]
        self._columns: dict[tuple[int, int], list[int]] = {}
        self.forget()

    def forget(self) -> None:
        self._truths: dict[int, int] = {0: 0, 1: ALL}
        self._told: dict[tuple[int, int], dict[int, float]] = {}

    def truths(self, node: int) -> int:
        """Of a node, in every completion drawn."""
        found = self._truths.get(node)
        if found is None:
            found, children = 0, self.diagram.children[node]
            for column, child in zip(
                self.columns(self.diagram.var[node], len(children)), children, strict=True
            ):
                found |= column & self.truths(child)
            self._truths[node] = found
        return found

    def columns(self, v: int, count: int) -> list[int]:
        """Where the variable is at its first cell left, its second, …: drawn evenly, or by the prior of a yes/no fact."""
        found = self._columns.get((v, count))
        if found is None:
            found = self._columns[v, count] = self._drawn(v, count)
        return found

    def _drawn(self, v: int, count: int) -> list[int]:
        chance, prior = Random(f"{SEED} {v} {count}"), self.priors[v]  # noqa: S311 - nobody gains by guessing it
        if count == 2 and prior is not None:
            yes = drawn(chance, prior)
            return [ALL ^ yes, yes]
        columns, left = [], ALL
        for others in range(count - 1, 0, -1):
            here = left & drawn(chance, 1 / (others + 1))
            columns.append(here)
            left ^= here
        return [*columns, left]

    def told(self, rule: int, axioms: int) -> dict[int, float]:
        """Bits that each variable below the rule tells of it, among the completions that respect the axioms."""
        found = self._told.get((rule, axioms))
        if found is None:
            found = self._told[rule, axioms] = self._weighed(rule, axioms)
        return found

    def _weighed(self, rule: int, axioms: int) -> dict[int, float]:
        kept = self.truths(axioms)
        holds = self.truths(rule) & kept
        if holds in (0, kept):
            return {}  # too rare for the sample to tell anything
        counts = self._counts(rule)
        return {
            v: information([c & kept for c in self.columns(v, n)], holds, kept) for v, n in counts.items()
        }

    def _counts(self, node: int) -> dict[int, int]:
        """Every variable below the node, and how many cells it has left."""
        diagram = self.diagram
        found: dict[int, int] = {}
        seen: set[int] = set()
        stack = [node]
        while stack:
            at = stack.pop()
            if at > 1 and at not in seen:
                seen.add(at)
                found[diagram.var[at]] = len(diagram.children[at])
                stack.extend(diagram.children[at])
        return found


def drawn(chance: Random, share: float) -> int:
    """Bits of which about this share are set: the binary digits of the share, last first, each with a fair coin."""
    digits, found = round(share * (1 << DIGITS)), 0
    if digits >> DIGITS:
        return ALL
    for place in range(DIGITS):
        coin = chance.getrandbits(SAMPLES)
        found = coin | found if digits >> place & 1 else coin & found
    return found


def information(cells: Sequence[int], holds: int, kept: int) -> float:
    """What a fact's cells tell of a goal, in bits (mutual information), over the completions kept."""
    count, share, told = kept.bit_count(), holds.bit_count(), 0.0
    for cell in cells:
        size = cell.bit_count()
        both = (cell & holds).bit_count()
        for joint, even in ((both, size * share), (size - both, size * (count - share))):
            if joint:
                told += joint / count * log2(joint * count / even)
    return told
