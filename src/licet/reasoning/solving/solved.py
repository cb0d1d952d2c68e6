"""Exact answers of one rule by a solver: where its diagram would be too large.

The same questions as are put to a diagram: can it hold, can it fail, and what can still change it. The solver may spend so
many conflicts on one question; beyond, it says nothing, and the tables of Kleene answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from pysat.solvers import Glucose4

from licet.reasoning.expressions import Ground, Var
from licet.reasoning.solving.cnf import Clauses

CONFLICTS = 200_000
"""Spent on one question, a matter of seconds."""


class GivenUp(Exception):
    """The solver has spent its conflicts."""


class Solved:
    """One rule with the axioms that touch its facts."""

    def __init__(self, rule: Ground, axioms: Ground, sizes: Callable[[Var], int]) -> None:
        self.made = Clauses(sizes)
        self.rule, sound = self.made.literal(rule), self.made.literal(axioms)
        self.vars = list(self.made.cells)
        self._clauses = [*self.made.clauses, [sound]]
        self._one = Glucose4(bootstrap_with=self._clauses)
        self._two: _Pair | None = None

    def can_be(self, known: Mapping[Var, int], wanted: bool) -> bool:
        """Some completion that respects the axioms gives this answer."""
        return _possible(self._one, [*self._assumed(known, 0), self.rule if wanted else -self.rule])

    def relevant(self, known: Mapping[Var, int]) -> list[Var]:
        """What can still change the answer: two completions differ in it alone, and in the answer. Where these do not
        settle it, since an axiom ties facts so tightly that none can change alone, all that are open count."""
        if not (self.can_be(known, True) and self.can_be(known, False)):
            return []
        if self._two is None:
            self._two = _Pair(self)
        open_ones = [var for var in self.vars if _cells(known.get(var), self.made.sizes(var)) > 1]
        told = [*self._assumed(known, 0), *self._assumed(known, self.made.last)]
        found = [v for v in open_ones if self._two.differ(told, (w for w in self.vars if w != v))]
        return open_ones if self._two.differ(told, found) else found

    def _assumed(self, known: Mapping[Var, int], shift: int) -> list[int]:
        """The cells that are excluded, as assumptions; `shift`: of the second copy."""
        return [
            _shifted(-literal, shift)
            for var, mask in known.items()
            if var in self.made.cells
            for n, literal in enumerate(self.made.cells[var])
            if not mask >> n & 1
        ]


class _Pair:
    """Two copies of a rule, the one at yes and the other at no; a number for each variable says that they agree on it."""

    def __init__(self, solved: Solved) -> None:
        shift, last = solved.made.last, 2 * solved.made.last
        clauses = [*solved._clauses, *([_shifted(x, shift) for x in clause] for clause in solved._clauses)]
        clauses += [[solved.rule], [-_shifted(solved.rule, shift)]]
        self.agree: dict[Var, int] = {}
        for number, var in enumerate(solved.vars, last + 1):
            self.agree[var] = number
            for literal in solved.made.cells[var]:
                other = _shifted(literal, shift)
                clauses += [[-number, -literal, other], [-number, literal, -other]]
        self._solver = Glucose4(bootstrap_with=clauses)

    def differ(self, told: list[int], agreed: Iterable[Var]) -> bool:
        """Two completions that agree on these variables differ in the answer."""
        return _possible(self._solver, [*told, *(self.agree[var] for var in agreed)])


def _possible(solver: Glucose4, assumptions: list[int]) -> bool:
    solver.conf_budget(CONFLICTS)
    found = solver.solve_limited(assumptions=assumptions)
    if found is None:
        raise GivenUp
    return bool(found)


def _shifted(literal: int, shift: int) -> int:
    """The same literal of the second copy."""
    return literal + shift if literal > 0 else literal - shift


def _cells(mask: int | None, size: int) -> int:
    return size if mask is None else mask.bit_count()
