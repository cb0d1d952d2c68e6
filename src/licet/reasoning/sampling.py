"""Completions drawn at random, with a fixed seed, to weigh questions.

Column n of every fact is one completion: a fact's cells, and a rule's answer, are whole numbers of 4,096 bits, one bit a
completion, so that one "and" or "or" weighs them all at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from math import log2
from operator import and_, or_
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
    """Completions of one diagram; what a node is in each is computed when asked for, and kept.

    Only facts are drawn. What is never known stays open: in a completion a rule then holds whatever that is, may hold, or does not.
    """

    def __init__(self, facts: Mapping[str, Fact], variables: Sequence[Var], diagram: Diagram) -> None:
        self.diagram = diagram
        self.asked = [var.is_fact for var in variables]
        self.priors = [fact.prior if (fact := facts.get(var.fact)) else None for var in variables]
        self._columns: dict[tuple[int, int], list[int]] = {}
        self.forget()

    def forget(self) -> None:
        self._bounds: dict[int, tuple[int, int]] = {0: (0, 0), 1: (ALL, ALL)}

    def bounds(self, node: int) -> tuple[int, int]:
        """The completions in which a node is certain, and those in which it is possible."""
        found = self._bounds.get(node)
        if found is None:
            below = [self.bounds(child) for child in self.diagram.children[node]]
            v = self.diagram.var[node]
            found = self._bounds[node] = self._chosen(v, below) if self.asked[v] else _open(below)
        return found

    def _chosen(self, v: int, below: Sequence[tuple[int, int]]) -> tuple[int, int]:
        certain = possible = 0
        for column, (sure, can) in zip(self.columns(v, len(below)), below, strict=True):
            certain |= column & sure
            possible |= column & can
        return certain, possible

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
        """Bits that each fact below the rule tells of the answer, among the completions that respect the axioms."""
        kept = self.bounds(axioms)[0]
        certain, possible = (bits & kept for bits in self.bounds(rule))
        answers = [bits for bits in (certain, possible ^ certain, kept ^ possible) if bits]
        if len(answers) < 2:
            return {}  # too rare for the sample to tell anything
        return {
            v: information([c & kept for c in self.columns(v, count)], answers, kept)
            for v, count in self._facts(rule).items()
        }

    def _facts(self, node: int) -> dict[int, int]:
        """Every fact below the node, and how many cells it has left."""
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
        return {v: count for v, count in found.items() if self.asked[v]}


def _open(below: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Whatever it is: certain if certain either way, possible if possible one way."""
    certain, possible = zip(*below, strict=True)
    return reduce(and_, certain), reduce(or_, possible)


def drawn(chance: Random, share: float) -> int:
    """Bits of which about this share are set: the binary digits of the share, last first, each with a fair coin."""
    digits, found = round(share * (1 << DIGITS)), 0
    if digits >> DIGITS:
        return ALL
    for place in range(DIGITS):
        coin = chance.getrandbits(SAMPLES)
        found = coin | found if digits >> place & 1 else coin & found
    return found


def information(cells: Sequence[int], answers: Sequence[int], kept: int) -> float:
    """What a fact's cells tell of the answer, in bits (mutual information), over the completions kept."""
    count, told = kept.bit_count(), 0.0
    shares = [answer.bit_count() for answer in answers]
    for cell in cells:
        size = cell.bit_count()
        for answer, share in zip(answers, shares, strict=True):
            joint = (cell & answer).bit_count()
            if joint:
                told += joint / count * log2(joint * count / (size * share))
    return told
