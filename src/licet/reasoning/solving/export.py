"""The law of one day for any solver: DIMACS (clauses, with a table of what each number means) or SMT-LIB 2.

Whoever does not want to believe Licet's diagrams can put the same question to a program of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from licet.reasoning.domains import Domain
from licet.reasoning.expressions import Both, Count, Either, Fixed, Ground, Neg, Test, Var, support
from licet.reasoning.grounding import Grounder
from licet.reasoning.solving.cnf import Clauses
from licet.reasoning.solving.rules import Solvers

FORMATS = ("dimacs", "smtlib")


class Export:
    """Some rules with the axioms that touch their facts."""

    def __init__(self, grounder: Grounder, rules: Sequence[str], head: Sequence[str]) -> None:
        self.grounder, self.head = grounder, head
        self.rules = {id: grounder.rule(id) for id in rules}
        solvers = Solvers(grounder, {})
        self.size = solvers.size
        axioms = solvers.touching(Either(tuple(self.rules.values())))
        assert isinstance(axioms, Both)
        self.axioms = axioms.parts

    def text(self, form: str) -> str:
        lines = self.dimacs() if form == "dimacs" else self.smtlib()
        return "\n".join(lines) + "\n"

    # --- DIMACS -------------------------------------------------------------------------------------

    def dimacs(self) -> Iterator[str]:
        """`c rule 7 EU.ART3`: number 7 is true exactly if the rule holds. `c cell 3 item.kind = software`."""
        made = Clauses(self.size)
        rules = {id: made.literal(ground) for id, ground in self.rules.items()}
        made.clauses += [[made.literal(axiom)] for axiom in self.axioms]
        yield from (f"c {line}" for line in self.head)
        yield from (f"c rule {number} {id}" for id, number in rules.items())
        for var, cells in made.cells.items():
            yield from (f"c cell {n} {line}" for n, line in zip(cells, self._cells(var), strict=True))
        yield f"p cnf {made.last} {len(made.clauses)}"
        yield from (" ".join(map(str, [*clause, 0])) for clause in made.clauses)

    def _cells(self, var: Var) -> Iterator[str]:
        for label in self._labels(var):
            yield f"{name_of(var)} = {label}"

    def _labels(self, var: Var) -> list[str]:
        return labels(self.grounder.domains[var.fact]) if var.is_fact else ["no", "yes"]

    # --- SMT-LIB ------------------------------------------------------------------------------------

    def smtlib(self) -> Iterator[str]:
        """Facts as constants, rules as functions without arguments, axioms as assertions."""
        yield from (f"; {line}" for line in self.head)
        yield "(set-logic ALL)"
        used = frozenset().union(*(support(g) for g in (*self.rules.values(), *self.axioms)))
        yield from self._sorts(sorted({var.fact for var in used if self.size(var) != 2}))
        for var in sorted(used):
            kind = "Bool" if self.size(var) == 2 else quoted(f"sort {var.fact}")
            yield f"(declare-const {quoted(name_of(var))} {kind})"
        writer = _Writer(self)
        for id, ground in self.rules.items():
            yield from writer.rule(id, ground)
        for axiom in self.axioms:
            yield f"(assert {writer.term(axiom)})"

    def _sorts(self, facts: Iterable[str]) -> Iterator[str]:
        for fact in facts:
            cells = " ".join(f"({quoted(cell)})" for cell in self.constructors(fact))
            yield f"(declare-datatypes (({quoted(f'sort {fact}')} 0)) (({cells})))"

    def constructors(self, fact: str) -> list[str]:
        return [f"{fact} = {label}" for label in labels(self.grounder.domains[fact])]


class _Writer:
    """Writes terms; a rule that others refer to is written once and named."""

    def __init__(self, export: Export) -> None:
        self.export = export
        self._names = {
            id(ground): name
            for name, ground in export.grounder.written_out().items()
            if not isinstance(ground, Test | Fixed)
        }
        self._written: set[str] = set()
        self._waiting: list[str] = []

    def rule(self, rule: str, ground: Ground) -> Iterator[str]:
        """The definitions the rule needs, then its own."""
        name = self._names.get(id(ground))
        term = self.term(ground)
        yield from self._waiting
        self._waiting = []
        if name != rule:
            yield defined(rule, term)

    def term(self, ground: Ground) -> str:
        name = self._names.get(id(ground))
        if name is None:
            return self._term(ground)
        if name not in self._written:
            self._written.add(name)
            self._waiting.append(defined(name, self._term(ground)))
        return quoted(name)

    def _term(self, ground: Ground) -> str:
        if isinstance(ground, Fixed):
            return "true" if ground.value else "false"
        if isinstance(ground, Test):
            return self._test(ground)
        if isinstance(ground, Neg):
            return f"(not {self.term(ground.part)})"
        parts = [self.term(part) for part in ground.parts]
        if isinstance(ground, Count):
            ones = " ".join(f"(ite {part} 1 0)" for part in parts)
            return f"(>= (+ 0 {ones}) {ground.least})"
        word, empty = ("and", "true") if isinstance(ground, Both) else ("or", "false")
        return f"({word} {empty} {' '.join(parts)})"

    def _test(self, test: Test) -> str:
        name, size = quoted(name_of(test.var)), self.export.size(test.var)
        if size == 2:
            return {0: "false", 1: f"(not {name})", 2: name, 3: "true"}[test.mask & 3]
        cells = self.export.constructors(test.var.fact)
        equal = [f"(= {name} {quoted(cells[n])})" for n in range(size) if test.mask >> n & 1]
        return f"(or false {' '.join(equal)})"


def defined(name: str, term: str) -> str:
    return f"(define-fun {quoted(name)} () Bool {term})"


def quoted(name: str) -> str:
    return f"|{name}|"


def name_of(var: Var) -> str:
    """As a lawyer writes it; an atom that is never known with its frame, since two frames are two questions."""
    return var.key if var.is_fact else f"{var.fact} ({var.frame})"


def labels(domain: Domain) -> list[str]:
    """The cells of a fact: what no rule tells apart stands together; `*` is every country no rule names."""
    if not domain.ordered:
        return [" / ".join(cell) for cell in domain.cells]
    found = []
    for n, bound in enumerate(domain.bounds):
        found += [f"below {bound:g}" if n == 0 else f"{domain.bounds[n - 1]:g} to {bound:g}", f"{bound:g}"]
    return [*found, f"above {domain.bounds[-1]:g}" if domain.bounds else "any"]
