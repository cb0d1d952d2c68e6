"""What makes two laws differ: the rule that changed, the rule only one of them has, the condition only one of them asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, Protocol

from licet.law.model import Corpus
from licet.reasoning.bench.conditions import Condition, Turner
from licet.reasoning.bench.said import NO, OPEN, YES, Said, Subject, never_known, rules_of, said
from licet.reasoning.bench.sides import ALWAYS, Side, differing
from licet.reasoning.bench.space import Cases, Space
from licet.reasoning.expressions import Var
from licet.reasoning.mutation import needs_of

Row = dict[str, Any]
RESULTS = (YES, OPEN, NO)


class Cause(NamedTuple):
    row: Row
    cases: Cases


@dataclass(slots=True)
class Difference:
    """Where one side answers the subject in one way and the other in another."""

    subject: Subject
    one: str
    other: str
    cases: Cases


Stage = Callable[[], Iterable[Cause]]


class Causes(Protocol):
    def stages(self, difference: Difference) -> Iterable[Stage]:
        """Where to look for causes; the next only if the one before leaves something unexplained."""


# --- one regime: which change of the law makes the difference ------------------------------------------


class Swaps:
    """Puts one changed rule or group of the other side into the first, and looks where it then answers as the other does."""

    def __init__(self, space: Space, one: Side, other: Side) -> None:
        self.space, self.one, self.other = space, one, other
        self.changed = differing(self.one, self.other)
        self.needs = needs_of(self._with([]))

    def stages(self, difference: Difference) -> Iterator[Stage]:
        yield lambda: self._single(difference)
        yield lambda: self._listed(difference)

    def _single(self, difference: Difference) -> Iterator[Cause]:
        for id in self.changed:
            with self.space.builder.apart():
                answer = self._swapped(id, difference.subject)
                cases = answer.where(difference.other) & difference.cases
            if cases != self.space.bdd.false:
                yield Cause(self._row(id), cases)

    def _with(self, ids: Iterable[str]) -> Corpus:
        """The first side's law, with these of the other side's; rules that only the other has are there to be referred to."""
        mine, theirs = self.one.corpus, self.other.corpus
        taken = set(ids)
        rules = {**theirs.rules, **mine.rules, **{id: theirs.rules[id] for id in taken & theirs.rules.keys()}}
        for id in taken & mine.rules.keys() - theirs.rules.keys():
            del rules[id]
        groups = {
            **theirs.groups,
            **mine.groups,
            **{id: theirs.groups[id] for id in taken & theirs.groups.keys()},
        }
        return replace(mine, rules=rules, groups=groups)

    def _swapped(self, id: str, subject: Subject) -> Said:
        corpus = self._with([id])
        if id in corpus.groups:
            grounder = replace(self.one, corpus=corpus).grounder(self.space.domains)
        else:
            leaning = frozenset(rule for rule, needed in self.needs.items() if id in needed)
            new = corpus.rules.keys() - self.one.corpus.rules.keys()
            grounder = self.space.grounder(self.one).changed(corpus, ALWAYS, leaning | new)
        rules = rules_of(self.one, subject)
        if not rules and id == subject.id:
            rules = rules_of(self.other, subject)
        return said(self.space, [self.space.holds(self.one, rule, grounder) for rule in rules])

    def _listed(self, difference: Difference) -> Iterator[Cause]:
        """A rule that both laws have, and only one regime lists."""
        subject = difference.subject
        both = all(subject.id in side.corpus.rules for side in (self.one, self.other))
        if both and not all(rules_of(side, subject) for side in (self.one, self.other)):
            title = dict(self.one.regime.title)
            yield Cause({"kind": "listed", "id": self.one.regime.id, "title": title}, difference.cases)

    def _row(self, id: str) -> Row:
        side = self.other if id in self.other.corpus.rules or id in self.other.corpus.groups else self.one
        rule = side.corpus.rules.get(id)
        if rule is None:
            return {"kind": "group", "id": id, "title": dict(side.corpus.groups[id].title)}
        known = id in self.one.corpus.rules and self.one.corpus.rules[id].editions
        kind = (
            "changed"
            if known and rule.editions and side is self.other
            else "added"
            if not known
            else "removed"
        )
        return {"kind": kind, "id": id, "title": dict(rule.title)}


# --- two regimes: what one has of its own, or asks for beyond the other ---------------------------------


class Conditions:
    """First the rules of its own without which the side that says more would not say it; then each condition of the side that
    says less, turned, to see where it would come to the same; then what nobody can settle by stating a fact."""

    def __init__(self, space: Space, one: Side, other: Side, found: Iterable[Difference]) -> None:
        self.space = space
        self.sides = {"one": one, "other": other}
        self.firm = [d for d in found if OPEN not in (d.one, d.other)]
        self.needs = {name: needs_of(side.corpus) for name, side in self.sides.items()}
        self._turned: dict[str, list[tuple[Condition, dict[str, Cases]]]] = {}

    def stages(self, difference: Difference) -> Iterator[Stage]:
        lower, higher = ("one", "other")
        if RESULTS.index(difference.one) < RESULTS.index(difference.other):
            lower, higher = higher, lower
        for own in self._rules_of_its_own(higher, lower):
            yield partial(self._own, higher, own, difference)
        if OPEN in (difference.one, difference.other):
            left_open = lower if getattr(difference, lower) == OPEN else higher
            yield lambda: self._open(left_open, difference)
        else:
            yield lambda: self._conditions(lower, difference)

    def _near(self, name: str) -> list[tuple[Condition, dict[str, Cases]]]:
        """Each condition of the side, turned, with the firm differences that it would then not have."""
        if name not in self._turned:
            side, found = self.sides[name], [d for d in self.firm if getattr(d, name) == NO]
            measures = dict.fromkeys(rule for d in found for rule in rules_of(side, d.subject))
            turner = Turner(self.space, side, measures)
            among = self.space.any_of(d.cases for d in found)
            pairs = (
                [(condition, turner.near(condition, among)) for condition in turner.conditions]
                if measures
                else []
            )
            self._turned[name] = [(condition, near) for condition, near in pairs if near]
        return self._turned[name]

    def _conditions(self, lower: str, difference: Difference) -> Iterator[Cause]:
        side = self.sides[lower]
        rules = rules_of(side, difference.subject)
        for condition, near in self._near(lower):
            cases = self.space.any_of(near[rule] for rule in rules if rule in near) & difference.cases
            if cases != self.space.bdd.false:
                yield Cause({"kind": "condition", "side": lower, **condition.row(side.corpus)}, cases)

    def _own(self, higher: str, ids: list[str], difference: Difference) -> Iterator[Cause]:
        """Without this rule of its own it would not say so."""
        side, corpus = self.sides[higher], self.sides[higher].corpus
        for id in ids:
            without = replace(corpus, rules={**corpus.rules, id: replace(corpus.rules[id], editions=())})
            leaning = frozenset(rule for rule, needed in self.needs[higher].items() if id in needed)
            grounder = self.space.grounder(side).changed(without, ALWAYS, leaning)
            with self.space.builder.apart():
                rules = rules_of(side, difference.subject)
                answer = said(self.space, [self.space.holds(side, rule, grounder) for rule in rules])
                cases = difference.cases & ~answer.where(getattr(difference, higher))
            if cases != self.space.bdd.false:
                yield Cause(
                    {"kind": "own", "side": higher, "id": id, "title": dict(corpus.rules[id].title)}, cases
                )

    def _rules_of_its_own(self, higher: str, lower: str) -> Iterator[list[str]]:
        """Entries of its own list; where one stands on the other, then the stances, then the measures that it adds."""
        side, other = self.sides[higher], self.sides[lower]
        shared = {other.corpus.rules[id].where for id in other.rules}
        listed = [side.regime.entries]
        if side.regime.based_on == other.regime.id:
            listed += [tuple(side.regime.stances.values()), side.measures]
        for ids in listed:
            yield [id for id in ids if side.corpus.rules[id].where not in shared]

    def _open(self, name: str, difference: Difference) -> Iterator[Cause]:
        """What nobody can settle by stating a fact: settled one way or the other, the answer would not be open."""
        side = self.sides[name]
        held = self.space.any_of(self.space.holds(side, rule) for rule in rules_of(side, difference.subject))
        for var, bit in never_known(self.space, held):
            settled = [self.space.bdd.let({bit: value}, held) for value in (True, False)]
            firm = self.space.any_of(self.space.surely(one) | ~self.space.perhaps(one) for one in settled)
            cases = firm & difference.cases
            if cases != self.space.bdd.false:
                yield Cause({"kind": "open", "side": name, **open_row(side.corpus, var)}, cases)


def open_row(corpus: Corpus, var: Var) -> Row:
    """What is never known, in words."""
    kind, _dot, id = var.fact.partition(".")
    title: Mapping[str, str] = {"en": id, "fr": id}
    if kind == "judgement":
        title = corpus.judgements.get(id, title)
    elif kind == "trust" and id in corpus.rules:
        title = corpus.rules[id].title
    elif kind == "outside":
        families = {f.id: f.title for regime in corpus.regimes.values() for f in regime.families}
        title = families.get(id, title)
    return {"id": var.fact, "title": dict(title)}
