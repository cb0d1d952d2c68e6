"""Rows whose facts exclude each other, answered as planes too.

What the engine does with one document is done with many rows at once: the facts that a broken axiom speaks of and the
row states are *set aside*, until no axiom is broken any more. A rule that is then open is contradictory where one of
them could still change its answer. The few rules for which planes cannot say that are told apart; their rows go to the
engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from licet.law.model import Regime
from licet.reasoning.bulk.answered import Answers, nothing
from licet.reasoning.bulk.clash_nodes import ClashNodes
from licet.reasoning.bulk.plan import codes_of, with_unchecked
from licet.reasoning.bulk.program import ALL_SET, WORDS, Bits, Literal, Plane, Program
from licet.reasoning.outcomes import NOTHING

Planes = Mapping[Literal, Bits]


class Clashes:
    """Runs the nodes. `masks`: as of a plan; `linked`: the variables of columns that an axiom speaks of."""

    def __init__(self, nodes: ClashNodes, regimes: Sequence[Regime]) -> None:
        self.corpus, self.regimes = nodes.corpus, regimes
        self.linked, self._aside, self._turns, self._levels = (
            nodes.linked,
            nodes.aside,
            nodes.turns,
            nodes.levels,
        )
        self._facts = [[v for v in facts if v in nodes.linked] for _, facts in nodes.axioms]
        self._rules = list(nodes.rules)
        self._sound = Program(nodes.diagram, [root for root, _ in nodes.axioms])
        pairs = [root for pair in nodes.rules.values() for root in pair]
        turning = [root for turn in nodes.turns for root in (turn.alone, turn.spoken_of)]
        self._answers = Program(nodes.diagram, [*pairs, *turning])
        levels = [level for found in nodes.levels.values() for level in found]
        self._outcomes = Program(
            nodes.diagram, [root for level in levels for root in (*level.held.values(), level.clear)]
        )
        self.masks: dict[int, list[int]] = {}
        own = set(self._aside.values())
        programs = (self._sound, self._answers, self._outcomes)
        for v, mask in dict.fromkeys(literal for program in programs for literal in program.literals):
            if v not in own:
                self.masks.setdefault(v, []).append(mask)

    @property
    def nodes(self) -> int:
        return self._sound.nodes + self._answers.nodes + self._outcomes.nodes

    def answers(self, literals: Planes, stated: Mapping[int, Plane], count: int) -> Answers:
        """`stated`: of each linked variable, the rows whose cell says something. `single`: the rows left to the engine."""
        aside = self._set_aside(literals, stated)
        found, turned = self._results(_opened(literals, aside), aside)
        clash = {id: ~found.can[id] & ~found.cannot[id] | turned[id] for id in self._rules}
        for id, plane in clash.items():
            found.can[id], found.cannot[id] = found.can[id] & ~plane, found.cannot[id] & ~plane
        own: dict[Literal, Bits] = {}
        for id, plane in clash.items():
            bits = plane.view(np.uint8)[: (count + 7) // 8]
            own |= {(self._aside[id], 1): ~bits, (self._aside[id], 2): bits}
        self._outcomes_of(found, _opened(literals, aside) | own, clash)
        return found

    # --- what is set aside --------------------------------------------------------------------------

    def _set_aside(self, literals: Planes, stated: Mapping[int, Plane]) -> dict[int, Plane]:
        """Of each linked variable the rows on which nothing counts as known of it."""
        aside = {v: nothing() for v in self.linked}
        grown = True
        while grown:
            grown = False
            sound = self._sound.run(_opened(literals, aside))
            for holds, facts in zip(sound, self._facts, strict=True):
                for v in facts:
                    new = stated[v] & ~(holds | aside[v])
                    if new.any():
                        aside[v], grown = aside[v] | new, True
        return aside

    # --- rules --------------------------------------------------------------------------------------

    def _results(self, literals: Planes, aside: Mapping[int, Plane]) -> tuple[Answers, dict[str, Plane]]:
        """Each rule under what is left, and where it is open and a fact set aside could still change it."""
        planes = iter(self._answers.run(literals))
        found = Answers()
        for id in self._rules:
            found.can[id], found.cannot[id] = next(planes), next(planes)
        turned = {id: nothing() for id in self._rules}
        spoken_of = {id: nothing() for id in self._rules}
        for turn in self._turns:
            turned[turn.rule] |= next(planes) & aside[turn.v]
            spoken_of[turn.rule] |= next(planes) & aside[turn.v]
        for id in self._rules:
            both = found.can[id] & found.cannot[id]
            turned[id] &= both
            found.single |= both & spoken_of[id] & ~turned[id]
        return found, turned

    # --- outcomes -----------------------------------------------------------------------------------

    def _outcomes_of(self, found: Answers, literals: Planes, clash: Mapping[str, Plane]) -> None:
        planes = iter(self._outcomes.run(literals))
        for regime in self.regimes:
            left = np.full(WORDS, ALL_SET)  # nothing graver is certain
            possible = {code: nothing() for code in codes_of(self.corpus, regime)}
            for level in self._levels[regime.id]:
                for id in level.held:  # a contradictory measure may hold
                    possible[level.code] |= left & (next(planes) | clash[id])
                left = left & next(planes)
            possible[NOTHING] = left
            found.possible[regime.id] = with_unchecked(found, regime, possible)


def _opened(literals: Planes, aside: Mapping[int, Plane]) -> dict[Literal, Bits]:
    """The literals, with every cell possible where the variable was set aside."""
    return {
        (v, mask): bits | aside[v].view(np.uint8)[: len(bits)] if v in aside else bits
        for (v, mask), bits in literals.items()
    }
