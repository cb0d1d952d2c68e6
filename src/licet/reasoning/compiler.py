"""`licet law compile`: the law of each period as flat decision diagrams, stored beside the law itself as JSON."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from licet.law import fingerprint
from licet.law.model import OUTCOMES, Axiom, Corpus, Edition, Mark, Regime, RuleException
from licet.reasoning.diagrams import Builder, TooLarge
from licet.reasoning.expressions import Both, Either, Ground, Neg, Var, support, variables
from licet.reasoning.grounding import Grounder, in_force, members
from licet.reasoning.kernel import Roots
from licet.reasoning.outcomes import outcome_of
from licet.reasoning.store import AxiomRoot, Level, Period, RuleRoots, save_corpus, save_period

NODE_LIMIT = 2_000_000
"""Above this the manager gives up a rule; it is then put to the solver."""

LEVEL_LIMIT = 20_000
"""Above this many nodes the outcomes of a regime are not kept as diagrams."""


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


def compile_corpus(
    corpus: Corpus, key: str, out_dir: Path, learned: Sequence[Var] | None = None
) -> list[CompiledPeriod]:
    """`learned`: an order of variables to start from; none given, the one that comes with Licet."""
    folder = out_dir / key
    folder.mkdir(parents=True, exist_ok=True)
    starts = periods(corpus)
    reports = []
    order = tuple(learned) if learned is not None else learned_order()
    earlier: Period | None = None
    said: object = None
    for start in starts:
        began = time.perf_counter()
        wording = _wording(corpus, start)
        if earlier is None or wording != said:
            earlier = compile_day(corpus, start, order=earlier.vars if earlier else order)
        earlier, said = replace(earlier, start=start), wording
        save_period(folder, earlier)
        reports.append(_report(earlier, time.perf_counter() - began))
    save_corpus(folder, corpus, starts)  # last: its presence says that the folder is complete
    return reports


def _report(period: Period, seconds: float) -> CompiledPeriod:
    sizes = len(period.vars), len(period.nodes), len(period.rules)
    return CompiledPeriod(period.start, *sizes, tuple(period.too_large), seconds)


def _wording(corpus: Corpus, day: date) -> object:
    """What the diagrams of a day depend on; many editions differ in citation and text alone."""
    rules = {id: in_force(rule.editions, day) for id, rule in corpus.rules.items()}
    wordings = {
        id: (_doubted(e), e.when, [(x.id, _doubted(x), x.when) for x in e.exceptions])
        for id, e in rules.items()
        if e
    }
    return wordings, {id: members(corpus, id, day) for id in corpus.groups}


def _doubted(body: Edition | RuleException) -> bool:
    """Of the marks, only this one is part of a diagram: as an atom of trust."""
    return body.mark == Mark.UNVERIFIED


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


def compile_day(corpus: Corpus, day: date, node_limit: int = NODE_LIMIT, order: Sequence[Var] = ()) -> Period:
    """All rules in force on the day. `order`: an order of variables found good before, to start from."""
    return _Compilation(corpus, day, node_limit, order).run()


def learned_order() -> tuple[Var, ...]:
    """An order that sifting once found good for the shipped law. A law much unlike it is sifted anew."""
    lines = (Path(__file__).parent / "order.txt").read_text(encoding="utf-8").split("\n")
    return tuple(Var(*line.split(" ")) for line in lines if line)


def learn_order(corpus: Corpus, day: date) -> list[Var]:
    """Sift from the learned order to a better one for this law; see tools/law_order.py."""
    compilation = _Compilation(corpus, day, NODE_LIMIT, learned_order())
    rules = [compilation._rule(id) for id in compilation.plain]
    compilation.builder.sift_to_rest()
    levels = list(compilation._levels())
    order = compilation.builder.sift_to_rest()
    assert rules or levels, "held until here, so that CUDD keeps them while it sifts"
    return order


def merged_order(learned: Sequence[Var], written: Sequence[Var]) -> list[Var]:
    """The learned order, and each variable it does not know behind the one written before it."""
    wanted = set(written)
    order = [var for var in learned if var in wanted]
    known, after = set(order), 0
    for var in written:
        if var not in known:
            order.insert(after, var)
            known.add(var)
        after = order.index(var) + 1
    return order


class _Compilation:
    def __init__(self, corpus: Corpus, day: date, node_limit: int, order: Sequence[Var] = ()) -> None:
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
        self.sizes = self._sizes(order)
        self.builder = Builder(self.sizes, node_limit, sift=not order)
        self.too_large: list[str] = []
        self._components: dict[tuple[int, ...], Ground] = {}

    def _order(self) -> list[str]:
        """Measures and entries in reading order, then everything else: the first order CUDD sifts from."""
        listed = [id for regime in self.corpus.regimes.values() for id in (*regime.entries, *regime.measures)]
        return [id for id in dict.fromkeys([*listed, *self.corpus.rules]) if id in self.grounder.rules]

    def _wanted(self, axiom: Axiom, frame: str, used: frozenset[Var]) -> bool:
        base = frame in ("item", "transfer", "file", "end_user")
        return base or any(var.frame == frame and var.is_fact for var in used)

    def _sizes(self, order: Sequence[Var]) -> dict[Var, int]:
        grounds = [*self.plain.values(), *self.starred.values(), *(ground for _, _, ground in self.axioms)]
        written = list(dict.fromkeys(var for ground in grounds for var in variables(ground)))
        return {
            var: self.grounder.domains[var.fact].size if var.is_fact else 2
            for var in merged_order(order, written)
        }

    def run(self) -> Period:
        built = {id: roots for id in self.plain if (roots := self._rule(id)) is not None}
        ranked = {(regime, code): bdds for regime, code, bdds in self._levels()}
        self.builder.node_limit = 2**62  # axioms are small, and none may be lost
        checks = [self.builder.build(ground) for _, _, ground in self.axioms]
        flat = [bdd for bdds in (*built.values(), *ranked.values()) for bdd in bdds] + checks
        order, nodes, places = self.builder.flatten(flat)
        fours = iter(
            [
                (Roots(*places[i : i + 2]), Roots(*places[i + 2 : i + 4]))
                for i in range(0, len(flat) - len(checks), 4)
            ]
        )
        rules = {id: RuleRoots(*next(fours)) for id in built}
        levels: dict[str, list[Level]] = {}
        for regime, code in ranked:
            levels.setdefault(regime, []).append(Level(code, *next(fours)))
        axioms = [
            AxiomRoot(axiom.id, frame, tuple(sorted(var.fact for var in facts)), place)
            for (axiom, frame, _), facts, place in zip(
                self.axioms, self.supports, places[len(flat) - len(checks) :], strict=True
            )
        ]
        sizes = [self.sizes[var] for var in order]
        domains = self.grounder.domains
        return Period(self.day, order, sizes, domains, rules, axioms, nodes, levels, tuple(self.too_large))

    def _rule(self, rule_id: str) -> tuple[Any, ...] | None:
        """The rule and its axioms, as it is and starred."""
        built = self._built(self.plain[rule_id], self.starred[rule_id])
        if built is None:
            self.too_large.append(rule_id)
        return built

    def _built(self, *written: Ground) -> tuple[Any, ...] | None:
        """Each with the axioms that touch it; None where the diagrams grow too large."""
        try:
            return tuple(
                self.builder.build(part) for ground in written for part in (ground, self._component(ground))
            )
        except TooLarge:
            return None

    def _levels(self) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
        """The outcomes of each regime that its measures can have on this day.

        A regime of many measures over different things has outcomes too large to keep; its measures are then weighed
        one by one when they are asked for, which gives the same answer.
        """
        for regime in self.corpus.regimes.values():
            limit = len(self.builder.bdd) + LEVEL_LIMIT
            levels: list[tuple[str, str, tuple[Any, ...]]] = []
            for code, pair in self._outcomes(regime):
                built = self._built(*pair)
                if built is None or len(self.builder.bdd) > limit:
                    levels.clear()
                    break
                levels.append((regime.id, code, built))
            yield from levels

    def _outcomes(self, regime: Regime) -> Iterator[tuple[str, tuple[Ground, Ground]]]:
        """For each outcome: that it is the gravest, and that it or a graver one holds."""
        graver: tuple[Ground, ...] = ()
        for code in OUTCOMES:
            here = self._measures(regime, code)
            gravest = Both((Either(here), *map(Neg, graver)))
            graver += here
            if here:
                yield code, (gravest, Either(graver))

    def _measures(self, regime: Regime, code: str) -> tuple[Ground, ...]:
        rules = self.corpus.rules
        return tuple(
            self.plain[id] for id in regime.measures if id in self.plain and outcome_of(rules[id]) == code
        )

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
        key = tuple(sorted(taken))
        return self._components.setdefault(key, Both(tuple(self.axioms[index][2] for index in key)))
