"""The rules of one day that have no diagram: answered by the solver, and where that gives up by Kleene's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from licet.reasoning.answers import Found
from licet.reasoning.argument import Kleene
from licet.reasoning.expressions import Both, Ground, Var, support
from licet.reasoning.grounding import Grounder
from licet.reasoning.solving.solved import GivenUp, Solved
from licet.reasoning.views import World


class Solvers:
    """Made when first asked, and kept from one document to the next."""

    def __init__(self, grounder: Grounder, sizes: Mapping[Var, int]) -> None:
        self.grounder, self.sizes = grounder, sizes
        self._made: dict[tuple[str, bool], Solved] = {}

    def of(self, rule_id: str, starred: bool = False) -> Solved:
        """`starred`: with every unverified body replaced by its atom alone."""
        key = rule_id, starred
        if key not in self._made:
            ground = self.grounder.rule(rule_id, starred=starred)
            self._made[key] = Solved(ground, self.touching(ground), self.size)
        return self._made[key]

    def size(self, var: Var) -> int:
        known = self.sizes.get(var)
        if known is not None:
            return known
        return self.grounder.domains[var.fact].size if var.is_fact else 2

    def touching(self, ground: Ground) -> Ground:
        """The axioms that touch the expression's facts, those that touch theirs, and so on."""
        reached, left, taken = set(support(ground)), list(self._axioms), []
        while near := [(facts, axiom) for facts, axiom in left if facts & reached]:
            left = [(facts, axiom) for facts, axiom in left if not facts & reached]
            taken += [axiom for _, axiom in near]
            reached |= frozenset().union(*(facts for facts, _ in near))
        return Both(tuple(taken))

    @cached_property
    def _axioms(self) -> list[tuple[frozenset[Var], Ground]]:
        instances = (
            ground
            for axiom in self.grounder.corpus.axioms.values()
            for _, ground in self.grounder.axiom(axiom)
        )
        return [(support(ground), ground) for ground in instances]


@dataclass(frozen=True, slots=True)
class LargeRules:
    """Answers under what is known of one binding; counted where the world is."""

    solvers: Solvers
    known: Mapping[Var, int]
    world: World

    def ask(self, rule_id: str) -> Found:
        self.world.solver_asked += 1
        try:
            return self._solved(rule_id)
        except GivenUp:
            return self._by_tables(rule_id)

    def _solved(self, rule_id: str) -> Found:
        solved = self.solvers.of(rule_id)
        can_hold, can_fail = solved.can_be(self.known, True), solved.can_be(self.known, False)
        if can_hold and can_fail:
            return Found(True, True, solved.relevant(self.known), ())
        if not can_hold and not can_fail:
            return Found(False, False, (), ())
        return Found(can_hold, can_fail, (), self.solvers.of(rule_id, starred=True).relevant(self.known))

    def _by_tables(self, rule_id: str) -> Found:
        """Less decided than possible, never wrong; every open fact of the rule may change it, and it may rest on any of its
        unverified bodies."""
        ground = self.solvers.grounder.rule(rule_id)
        told = Kleene(self.known, self.solvers.sizes).value(ground)
        met = [var for var in support(ground) if not _single(self.known.get(var, 0))]
        return Found(told is not False, told is not True, met, met)


def _single(mask: int) -> bool:
    return mask > 0 and mask & (mask - 1) == 0
