"""Which lawyers' tests see a mutant of the law, found without compiling the law anew.

The rules of a period stand in one CUDD manager. Of a mutant only the rules that lean on it are built again, and held
against the old ones under what a test states: where both are the same function of what is left open, the test cannot
tell them apart. Where the result differs, it can. What is left, an open answer that stays open in another way, is put
to the reasoning itself, with just the rules it needs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from licet.law.checks import refs_of
from licet.law.model import Corpus, Expr, LawyersTest, OneOf, Outside, Rule
from licet.law.mutants import BORDERS, Change, Mutant, body, border, changed_rules, first_days
from licet.reasoning.answers import Result
from licet.reasoning.compiler import NODE_LIMIT, learned_order, merged_order, periods
from licet.reasoning.diagrams import Builder
from licet.reasoning.errors import InputError
from licet.reasoning.expectations import Expectation, evaluate, meets
from licet.reasoning.expressions import ITEM_FRAMES, Test, Var, variables
from licet.reasoning.grounding import Grounder, in_force, walk
from licet.reasoning.reading import read_document

Changed = Mapping[str, Rule]


class Trials:
    """Tries mutants of one corpus against all its tests."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.starts = periods(corpus)
        self.first_days = first_days(corpus)
        self.needs = needs_of(corpus)
        self.expectations = [
            Expectation(test, rule)
            for written in corpus.rules.values()
            for test in written.tests
            for rule in test.expect
        ]
        self._periods: dict[date, _Period] = {}

    def period(self, day: date) -> _Period:
        start = self.starts[max(0, bisect_right(self.starts, day) - 1)]
        if start not in self._periods:
            self._periods[start] = _Period(self.corpus, start)
        return self._periods[start]

    def leaning(self, changed: Changed) -> frozenset[str]:
        """The changed rules and all that lean on them."""
        return frozenset(id for id, needed in self.needs.items() if not needed.isdisjoint(changed))

    # --- is it seen? --------------------------------------------------------------------------------

    def seen_by(self, mutant: Mutant) -> Expectation | None:
        """The first expectation that fails under the mutant; None: it survives."""
        changed = changed_rules(self.corpus, mutant)
        leaning = self.leaning(changed)
        open_ones: list[Expectation] = []
        day_laws: dict[date, _DayOfMutant] = {}
        try:
            for one in self._that_can_see(mutant, changed, leaning):
                day = one.test.as_of
                if day not in day_laws:
                    day_laws[day] = self.period(day).under(self._corpus(changed), day, leaning)
                told = day_laws[day].tells(one)
                if told:
                    return one
                if told is None:
                    open_ones.append(one)
        finally:
            for law in day_laws.values():
                law.let_go()
        return next((one for one in open_ones if self._fails(one, changed)), None)

    def _that_can_see(
        self, mutant: Mutant, changed: Changed, leaning: frozenset[str]
    ) -> Iterator[Expectation]:
        """Those of the rule itself first, then those of rules that lean on little else."""
        able = [
            one
            for one in self.expectations
            if one.rule in leaning
            and one.test.as_of >= self.starts[0]
            and self._differs(changed, one.test.as_of)
        ]
        yield from sorted(able, key=lambda one: (one.rule != mutant.rule, len(self.needs[one.rule])))

    def _differs(self, changed: Changed, day: date) -> bool:
        """Whether the law of that day is another."""
        return any(
            body(in_force(rule.editions, day)) != body(in_force(self.corpus.rules[id].editions, day))
            for id, rule in changed.items()
        )

    def _corpus(self, changed: Changed) -> Corpus:
        return replace(self.corpus, rules={**self.corpus.rules, **changed})

    def _fails(self, one: Expectation, changed: Changed) -> bool:
        """What the reasoning itself says, of a law of only those rules that the one in question needs."""
        try:
            row = evaluate(self._corpus(changed), self.needs[one.rule], one)
        except InputError:
            return True
        return not meets(one, row)

    # --- is it another law? -------------------------------------------------------------------------

    def is_equivalent(self, mutant: Mutant) -> bool:
        """On no day does the rule hold of anything that respects the axioms under one law and not under the other."""
        changed = changed_rules(self.corpus, mutant)
        leaning = self.leaning(changed)
        return all(
            self.period(day).same_rule(mutant.rule, self._corpus(changed), day, leaning)
            for day in self._days(mutant)
        )

    def _days(self, mutant: Mutant) -> Iterable[date]:
        """Days that stand for all on which the mutant is another text."""
        rule = self.corpus.rules[mutant.rule]
        if mutant.change in BORDERS:
            day = border(rule, mutant.edition)
            assert day is not None, "there is no mutant of a border that is not there"
            return [day if mutant.change is Change.LATER else day - timedelta(days=1)]
        edition = rule.editions[mutant.edition]
        last = edition.valid_until or date.max
        later = [start for start in self.starts if edition.valid_from < start <= last]
        return [max(edition.valid_from, self.starts[0]), *later]


class _Period:
    """The rules of one period in one manager."""

    def __init__(self, corpus: Corpus, start: date) -> None:
        self.corpus = corpus
        self.grounder = Grounder(corpus, start, Grounder(_timeless(corpus), start).domains)
        grounds = {id: self.grounder.rule(id) for id in corpus.rules}
        axioms = [ground for axiom in corpus.axioms.values() for _, ground in self.grounder.axiom(axiom)]
        found = list(
            dict.fromkeys(var for ground in (*grounds.values(), *axioms) for var in variables(ground))
        )
        others = dict.fromkeys(var for rule in corpus.rules for var in self._of_any_edition(rule))
        order = merged_order(learned_order(), list(dict.fromkeys([*found, *others])))
        sizes = {var: self.grounder.domains[var.fact].size if var.is_fact else 2 for var in order}
        self.builder = Builder(sizes, NODE_LIMIT, sift=False)
        self.rules = {id: self.builder.build(ground) for id, ground in grounds.items()}
        self.axioms = self.builder.bdd.true
        for ground in axioms:
            self.axioms &= self.builder.build(ground)
        self._stated: dict[int, Any] = {}

    def _of_any_edition(self, rule: str) -> Iterator[Var]:
        """Variables of editions that are not in force now: a border that moves may bring them in."""
        for edition in self.corpus.rules[rule].editions:
            for whole in (edition.when, *(x.when for x in edition.exceptions)):
                for depth in range(len(ITEM_FRAMES)):
                    yield from variables(self.grounder.expr(whole, depth, False, rule))

    def stated(self, test: LawyersTest) -> Any:
        """What the test states, with the axioms; None where its statements contradict each other."""
        if id(test) not in self._stated:
            self._stated[id(test)] = self._state(test)
        return self._stated[id(test)]

    def _state(self, test: LawyersTest) -> Any:
        read = read_document(
            dict(test.document),
            corpus=self.corpus,
            domains=self.grounder.domains,
            as_of=test.as_of,
            plain=True,
        )
        if not read.flat or any(known.contradictory for known in read.known.values()):
            return None
        state = self.axioms
        objects = read.legs[0].bindings[0].objects
        for var in self.builder.sizes:
            owner = "i1" if var.fact.startswith("judgement.") else objects[var.frame]
            known = read.known.get((owner, var.fact))
            if known is not None and (var.is_fact or var.frame == "item"):
                state &= self.builder.build(Test(var, known.mask))
        return None if state == self.builder.bdd.false else state

    def under(self, corpus: Corpus, day: date, leaning: frozenset[str]) -> _DayOfMutant:
        return _DayOfMutant(self, self.grounder.changed(corpus, day, leaning))

    def same_rule(self, rule: str, corpus: Corpus, day: date, leaning: frozenset[str]) -> bool:
        law = self.under(corpus, day, leaning)
        if not law.speaks_alike(rule):
            law.let_go()
            return False
        same = law.rule(rule) & self.axioms == self.rules[rule] & self.axioms
        law.let_go()
        return bool(same)


class _DayOfMutant:
    """The law of one day under one mutant."""

    def __init__(self, period: _Period, grounder: Grounder) -> None:
        self.period, self.grounder = period, grounder
        self._apart = period.builder.apart()
        self._apart.__enter__()

    def let_go(self) -> None:
        self._apart.__exit__(None, None, None)

    def speaks_alike(self, rule: str) -> bool:
        """Whether the rule asks only what the period asks. An unverified edition moved into it brings its doubt along."""
        return all(var in self.period.builder.sizes for var in variables(self.grounder.rule(rule)))

    def rule(self, rule: str) -> Any:
        return self.period.builder.build(self.grounder.rule(rule))

    def tells(self, one: Expectation) -> bool | None:
        """Whether the expectation fails; None: only the reasoning itself can say."""
        stated = self.period.stated(one.test)
        if stated is None or not self.speaks_alike(one.rule):
            return None
        old, new = self.period.rules[one.rule] & stated, self.rule(one.rule) & stated
        if old == new:
            return False
        if self._result(new, stated) != one.result:
            return True
        return None if one.looks_closer else False

    def _result(self, held: Any, stated: Any) -> Result:
        if held == stated:
            return Result.TRUE
        return Result.FALSE if held == self.period.builder.bdd.false else Result.UNKNOWN


# --- what a rule needs -------------------------------------------------------------------------------


def needs_of(corpus: Corpus) -> dict[str, frozenset[str]]:
    """Each rule with all that its answer leans on, families of law outside the corpus among them."""
    grounder = Grounder(corpus, date.min, {})
    next_ones = {id: frozenset(_next(rule, grounder)) for id, rule in corpus.rules.items()}
    found: dict[str, frozenset[str]] = {}

    def of(id: str) -> frozenset[str]:
        if id not in found:
            found[id] = frozenset({id}).union(*(of(other) for other in next_ones[id]))
        return found[id]

    return {id: of(id) for id in corpus.rules}


def _next(rule: Rule, grounder: Grounder) -> Iterator[str]:
    yield from (ref.rule for ref in refs_of(rule))
    for part in _conditions(rule):
        if isinstance(part, Outside):
            family = grounder.family_rule(rule.id, part.family)
            if family is not None:
                yield family


def _conditions(rule: Rule) -> Iterator[Expr]:
    for edition in rule.editions:
        for whole in (edition.when, *(x.when for x in edition.exceptions)):
            yield from walk(whole)


def _timeless(corpus: Corpus) -> Corpus:
    """Every edition in force at once, and every value that one of them lists alone too: the domains of this law tell
    apart what any mutant may tell apart."""
    some = next(iter(corpus.rules.values()))
    bodies = [edition for rule in corpus.rules.values() for edition in rule.editions]
    bodies += [
        replace(some.editions[0], when=replace(part, values=frozenset({value})), exceptions=())
        for rule in corpus.rules.values()
        for part in _conditions(rule)
        if isinstance(part, OneOf)
        for value in part.values
    ]
    always = (replace(body, valid_from=date.min, valid_until=None) for body in bodies)
    rules = {f"#{n}": replace(some, id=f"#{n}", editions=(body,)) for n, body in enumerate(always)}
    return replace(corpus, rules=rules)
