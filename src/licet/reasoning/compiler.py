"""`licet law compile`: the law of each period as flat decision diagrams, stored beside the law itself as JSON."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from licet.law import fingerprint
from licet.law.model import Axiom, Corpus
from licet.reasoning.diagrams import Builder, TooLarge
from licet.reasoning.expressions import Both, Ground, Var, support, variables
from licet.reasoning.grounding import Grounder
from licet.reasoning.kernel import Roots
from licet.reasoning.store import AxiomRoot, Period, RuleRoots, save_corpus, save_period

NODE_LIMIT = 2_000_000
"""Above this the manager gives up a rule; its answers then come from Kleene's tables, and say less."""


@dataclass(frozen=True, slots=True)
class CompiledPeriod:
    start: date
    variables: int
    nodes: int
    rules: int
    too_large: tuple[str, ...]
    seconds: float

    def __str__(self) -> str:
        size = f"{self.rules} rules, {self.variables} variables, {self.nodes} nodes, {self.seconds:.1f} s"
        lost = f"; too large for a diagram: {', '.join(self.too_large)}" if self.too_large else ""
        return f"from {self.start}: {size}{lost}"


def compile_all(roots: Sequence[Path], out_dir: Path) -> list[CompiledPeriod]:
    """Read the law under the roots and compile every period of it into `out_dir`."""
    from licet.law import load

    return compile_corpus(load(list(roots)), fingerprint(list(roots)), out_dir)


def compile_corpus(corpus: Corpus, key: str, out_dir: Path) -> list[CompiledPeriod]:
    folder = out_dir / key
    folder.mkdir(parents=True, exist_ok=True)
    starts = periods(corpus)
    reports = []
    for start in starts:
        began = time.perf_counter()
        period, too_large = compile_day(corpus, start)
        save_period(folder, period)
        seconds = time.perf_counter() - began
        reports.append(
            CompiledPeriod(
                start, len(period.vars), len(period.nodes), len(period.rules), tuple(too_large), seconds
            )
        )
    save_corpus(folder, corpus, starts)  # last: its presence says that the folder is complete
    return reports


def periods(corpus: Corpus) -> list[date]:
    """Days on which the law changes, from the first day any regime covers."""
    first = min((regime.covers_from for regime in corpus.regimes.values()), default=date.min)
    days = {first} | {day for day in _boundaries(corpus) if day > first}
    return sorted(days)


def _boundaries(corpus: Corpus) -> Iterable[date]:
    spans = [(e.valid_from, e.valid_until) for rule in corpus.rules.values() for e in rule.editions]
    spans += [(m.valid_from, m.valid_until) for group in corpus.groups.values() for m in group.members]
    for start, end in spans:
        yield start
        if end is not None and end < date.max:
            yield end + timedelta(days=1)


def compile_day(corpus: Corpus, day: date, node_limit: int = NODE_LIMIT) -> tuple[Period, list[str]]:
    """All rules in force on the day, and the rules whose diagram grew too large."""
    return _Compilation(corpus, day, node_limit).run()


class _Compilation:
    def __init__(self, corpus: Corpus, day: date, node_limit: int) -> None:
        self.corpus, self.day = corpus, day
        self.grounder = Grounder(corpus, day)
        self.plain = {id: self.grounder.rule(id) for id in self._order()}
        self.starred = {id: self.grounder.rule(id, starred=True) for id in self.plain}
        used = frozenset().union(*(support(g) for g in (*self.plain.values(), *self.starred.values())))
        self.axioms = [
            (axiom, frame, ground)
            for axiom in corpus.axioms.values()
            for frame, ground in self.grounder.axiom(axiom)
            if self._wanted(axiom, frame, used)
        ]
        self.supports = [support(ground) for _, _, ground in self.axioms]
        self.sizes = self._sizes()
        self.builder = Builder(self.sizes, node_limit)
        self.too_large: list[str] = []

    def _order(self) -> list[str]:
        """Measures and entries in reading order, then everything else: the first order CUDD sifts from."""
        listed = [id for regime in self.corpus.regimes.values() for id in (*regime.entries, *regime.measures)]
        return [id for id in dict.fromkeys([*listed, *self.corpus.rules]) if id in self.grounder.rules]

    def _wanted(self, axiom: Axiom, frame: str, used: frozenset[Var]) -> bool:
        base = frame in ("item", "transfer", "file", "end_user")
        return base or any(var.frame == frame and var.is_fact for var in used)

    def _sizes(self) -> dict[Var, int]:
        grounds = [*self.plain.values(), *self.starred.values(), *(ground for _, _, ground in self.axioms)]
        found = dict.fromkeys(var for ground in grounds for var in variables(ground))
        return {var: self.grounder.domains[var.fact].size if var.is_fact else 2 for var in found}

    def run(self) -> tuple[Period, list[str]]:
        built = {id: roots for id in self.plain if (roots := self._rule(id)) is not None}
        checks = [
            (axiom.id, frame, self.builder.build(ground), sorted(v.fact for v in support(ground)))
            for axiom, frame, ground in self.axioms
        ]
        flat = [bdd for roots in built.values() for bdd in roots] + [bdd for _, _, bdd, _ in checks]
        order, nodes, places = self.builder.flatten(flat)
        rules = {
            id: RuleRoots(Roots(*places[4 * i : 4 * i + 2]), Roots(*places[4 * i + 2 : 4 * i + 4]))
            for i, id in enumerate(built)
        }
        tail = places[4 * len(built) :]
        axioms = [
            AxiomRoot(id, frame, tuple(facts), place)
            for (id, frame, _, facts), place in zip(checks, tail, strict=True)
        ]
        sizes = [self.sizes[var] for var in order]
        return Period(self.day, order, sizes, self.grounder.domains, rules, axioms, nodes), self.too_large

    def _rule(self, rule_id: str) -> tuple[Any, Any, Any, Any] | None:
        try:
            plain, starred = self.plain[rule_id], self.starred[rule_id]
            linked = self.builder.build(self._component(plain))
            linked_starred = linked if starred is plain else self.builder.build(self._component(starred))
            f, g = self.builder.build(plain), self.builder.build(starred)
        except TooLarge:
            self.too_large.append(rule_id)
            return None
        return f & linked, ~f & linked, g & linked_starred, ~g & linked_starred

    def _component(self, ground: Ground) -> Ground:
        """The axioms that touch the expression's facts, those that touch theirs, and so on."""
        reached, taken = set(support(ground)), set[int]()
        grew = True
        while grew:
            grew = False
            for index, facts in enumerate(self.supports):
                if index not in taken and facts & reached:
                    taken.add(index)
                    reached |= facts
                    grew = True
        return Both(tuple(self.axioms[index][2] for index in sorted(taken)))
