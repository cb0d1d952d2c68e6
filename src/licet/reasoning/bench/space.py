"""Every case that two laws may have to answer, in one manager of diagrams; and the smallest example of a set of cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from dd.cudd import and_exists

from licet.law.countries import COUNTRIES
from licet.law.model import FactType
from licet.reasoning.bench.sides import HOME_FRAMES, Side
from licet.reasoning.compiler import learned_order, merged_order
from licet.reasoning.diagrams import Builder
from licet.reasoning.domains import ELSEWHERE, Domain
from licet.reasoning.expressions import ITEM_FRAMES, Ground, Var, variables
from licet.reasoning.grounding import Grounder, domains_of

Cases = Any
"""A set of cases, as a diagram."""
Facts = dict[str, object]
"""A flat document: what `licet check` takes as `facts`."""

MOST_WEIGHED = 500_000
"""Nodes whose weight is kept at most; each holds some hundred bytes."""
PLACE = "party.country"
FLIP = "#flip"
"""The term that stands for one condition while it is turned."""
FLIPS = tuple(Var(frame, f"judgement.{FLIP}") for frame in ITEM_FRAMES)


class _Uncounted(Builder):
    """The learned order serves every law that leans on the shipped one; to count the nodes as it grows would cost more than all else."""

    def _keep_small(self) -> None:
        pass


class Space:
    """The cases that respect the axioms of every side, over facts that tell apart what any side tells apart."""

    def __init__(self, *sides: Side) -> None:
        self.sides = sides
        facts = {id: fact for side in sides for id, fact in side.corpus.facts.items()}
        self.domains: Mapping[str, Domain] = domains_of(facts, (cut for side in sides for cut in side.cuts()))
        self.grounders = {id(side): side.grounder(self.domains) for side in sides}
        axioms = [ground for side in sides for ground in self._axioms_of(side)]
        self.sizes = self._sizes(axioms)
        self.builder = _Uncounted(self.sizes, sift=False)
        self.bdd = self.builder.bdd
        self.axioms = [self.builder.build(ground) for ground in axioms]
        self.possible: Cases = self.bdd.true
        for holds in self.axioms:
            self.possible &= holds
        self.never_known = frozenset(
            bit
            for var in self.sizes
            if not var.is_fact and var not in FLIPS
            for bit in self.builder.bits[var]
        )

    def _axioms_of(self, side: Side) -> Iterator[Ground]:
        grounder = self.grounders[id(side)]
        for axiom in side.axioms():
            yield from (ground for _, ground in grounder.axiom(axiom))

    def _sizes(self, axioms: Sequence[Ground]) -> dict[Var, int]:
        grounds = [
            self.grounders[id(side)].rule(rule)
            for side in self.sides
            for rule in (*side.measures, *sorted(side.rules), *side.corpus.ccic_kinds)
        ]
        written = list(dict.fromkeys(var for ground in (*grounds, *axioms) for var in variables(ground)))
        order = [*FLIPS, *merged_order(learned_order(), written)]
        return {var: self.domains[var.fact].size if var.is_fact else 2 for var in order}

    # --- what a side says ---------------------------------------------------------------------------

    def grounder(self, side: Side) -> Grounder:
        return self.grounders[id(side)]

    def holds(self, side: Side, rule: str, grounder: Grounder | None = None) -> Cases:
        """Where the rule holds, given what is never known."""
        return self.builder.build((grounder or self.grounder(side)).rule(rule))

    def surely(self, cases: Cases) -> Cases:
        """Where they hold whatever is never known."""
        return self.bdd.forall(self.never_known & cases.support, cases)

    def perhaps(self, cases: Cases) -> Cases:
        """Where they can hold for some of what is never known."""
        return self.bdd.exist(self.never_known & cases.support, cases)

    def perhaps_among(self, cases: Cases, among: Cases) -> Cases:
        """Those of `among` for which they can hold; in one step, which is much the faster."""
        return and_exists(cases, among, self.never_known & cases.support)

    def any_of(self, found: Iterable[Cases]) -> Cases:
        result = self.bdd.false
        for cases in found:
            result |= cases
        return result

    def at_home(self, side: Side) -> dict[Var, int]:
        """What a case of an exporter in the side's own state states; nothing where the state is left open."""
        home = side.read_as or side.home
        found = [Var(frame, PLACE) for frame in HOME_FRAMES] if home else []
        return {var: self.domains[PLACE].cell_of(home) for var in found if var in self.sizes}

    def cell(self, var: Var, cell: int) -> Cases:
        return self.bdd.cube(self._code(var, cell))

    def stating(self, stated: Mapping[Var, int]) -> Cases:
        """Exactly the cases in which these facts are so."""
        return self.bdd.cube(
            {bit: value for var, at in stated.items() for bit, value in self._code(var, at).items()}
        )

    def _code(self, var: Var, cell: int) -> dict[str, bool]:
        return {bit: bool(cell >> n & 1) for n, bit in enumerate(self.builder.bits[var])}

    @cached_property
    def _owner(self) -> dict[str, Var]:
        return {bit: var for var, bits in self.builder.bits.items() for bit in bits}

    @cached_property
    def _lightest(self) -> _Lightest:
        return _Lightest(self.bdd)

    # --- examples -----------------------------------------------------------------------------------

    def touching(self, cases: Cases) -> set[str]:
        """What the set leans on, with what the axioms link to that, and so on."""
        reached, left = set(cases.support), list(self.axioms)
        while near := [holds for holds in left if holds.support & reached]:
            left = [holds for holds in left if not holds.support & reached]
            reached.update(*(holds.support for holds in near))
        return reached

    def some(self, cases: Cases, kept: Callable[[Var], bool]) -> Cases:
        """Where they can hold, whatever all facts are but those kept."""
        bits = {bit for bit, var in self._owner.items() if var.is_fact and not kept(var)}
        return self.bdd.exist(bits & cases.support, cases)

    def smallest(
        self, cases: Cases, context: Mapping[Var, int], of: Cases | None = None
    ) -> dict[Var, int] | None:
        """A case of the set with few things stated of it beside the context: each is needed, for without it the case could lie
        outside. `of`: a wider set that it may show instead. None where no case that respects the axioms is in the set."""
        inside = self.under(cases & self.possible, context)
        if inside == self.bdd.false:
            return None
        outside = self.under(self.possible & ~(cases if of is None else of), context)
        return {**self._needed(self._modest(inside), outside), **context}

    def lightest(self, cases: Cases) -> float:
        """How little has to be so for a case to be in the set."""
        return self._lightest.weight(cases & self.possible)

    def _modest(self, inside: Cases) -> dict[Var, int]:
        """A case in which as little as possible is so: the fewest cells other than the first."""
        found = self._lightest.path(inside)
        codes: dict[Var, int] = {}
        for var in self.sizes:
            if var.is_fact:
                code = sum(found.get(bit, False) << n for n, bit in enumerate(self.builder.bits[var]))
                codes[var] = min(code, self.sizes[var] - 1)
        return codes

    def _needed(self, case: Mapping[Var, int], outside: Cases) -> dict[Var, int]:
        """The part of the case without which it could lie outside."""
        related = {self._owner[bit] for bit in outside.support}
        left = {var: cell for var, cell in case.items() if var in related}
        kept = self._kept(self._dropped_first(left), left, outside)
        return {var: cell for var, cell in left.items() if var in kept}

    def _kept(self, first: Sequence[Var], case: Mapping[Var, int], outside: Cases) -> set[Var]:
        """Of these facts those that stay if each is dropped in turn unless something would then lie outside. Halves are
        tried whole, for most facts are not needed."""
        if outside == self.bdd.false:
            return set()
        if len(first) <= 1:
            return set(first)
        early, late = first[: len(first) // 2], first[len(first) // 2 :]
        kept = self._kept(early, case, self.under(outside, {var: case[var] for var in late}))
        return kept | self._kept(late, case, self.under(outside, {var: case[var] for var in kept}))

    def _dropped_first(self, case: Mapping[Var, int]) -> list[Var]:
        """Far relations first, then what is so, then what is not: a short list of refusals reads better than a long one of merits."""
        return sorted(case, key=lambda var: (-_far(var), case[var] == 0, var.key))

    def under(self, cases: Cases, stated: Mapping[Var, int]) -> Cases:
        """The cases left once these facts are stated."""
        codes = {
            bit: value
            for var, cell in stated.items()
            if var in self.sizes
            for bit, value in self._code(var, cell).items()
        }
        return self.bdd.let(codes, cases) if codes else cases

    def all_of(self, stated: Mapping[Var, int], cases: Cases) -> bool:
        """Every possible case with these facts is in the set."""
        return bool(self.under(self.possible, stated) & ~self.under(cases, stated) == self.bdd.false)

    def document(self, stated: Mapping[Var, int]) -> Facts:
        """The facts as a flat document states them, ready for `licet check`."""
        ordered = sorted(stated, key=lambda var: (_far(var), var.key))
        return {var.key: value_of(self.domains[var.fact], stated[var]) for var in ordered}


def _far(var: Var) -> int:
    return ITEM_FRAMES.index(var.frame) if var.frame in ITEM_FRAMES else 0


class _Lightest:
    """The path to yes with the fewest bits set. What was weighed is kept, since sets of cases share their parts."""

    def __init__(self, bdd: Any) -> None:
        self.bdd = bdd
        self.memo: dict[
            int, tuple[Any, float]
        ] = {}  # the node is kept: int(u) is recycled once it is collected

    def weight(self, u: Any) -> float:
        if len(self.memo) > MOST_WEIGHED:
            self.memo.clear()
        return self._weight(u)

    def _weight(self, u: Any) -> float:
        known = self.memo.get(int(u))
        if known is not None:
            return known[1]
        weight: float
        if u.var is None:
            weight = 0 if u == self.bdd.true else float("inf")
        else:
            low, high = children(u)
            weight = min(self._weight(low), 1 + self._weight(high))
        self.memo[int(u)] = u, weight
        return weight

    def path(self, u: Any) -> dict[str, bool]:
        found: dict[str, bool] = {}
        self.weight(u)
        while u != self.bdd.true:
            low, high = children(u)
            found[u.var] = self._weight(high) + 1 < self._weight(low)
            u = high if found[u.var] else low
        return found


def children(u: Any) -> tuple[Any, Any]:
    """Where the node leads for no and for yes."""
    return (~u.low, ~u.high) if u.negated else (u.low, u.high)


def value_of(domain: Domain, cell: int) -> object:
    """A value that lies in the cell, as a document states it."""
    if domain.ordered:
        return _between(domain, cell)
    if domain.type is FactType.BOOLEAN:
        return cell == 1
    named = [value for value in domain.cells[cell] if value != ELSEWHERE]
    if named:
        return named[0]
    taken = {value for values in domain.cells for value in values}
    return min(COUNTRIES - taken)


def _between(domain: Domain, cell: int) -> object:
    bounds, at = domain.bounds, cell // 2
    if not bounds:
        value = 0.0
    elif cell % 2:
        value = bounds[at]
    elif at == 0:
        value = bounds[0] - 1
    else:
        value = bounds[at - 1] + 1 if at == len(bounds) else (bounds[at - 1] + bounds[at]) / 2
    if domain.type is FactType.DATE:
        return (date.min + timedelta(days=int(value) - 1)).isoformat()
    return int(value) if value == int(value) else value
