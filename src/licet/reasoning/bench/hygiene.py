"""What in a law does nothing: rules that never hold, conditions and exceptions without effect, entries that others swallow.

Found over all cases that respect the axioms, so "nothing" means nothing. It need not be a fault: a law may say a thing twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from licet.law.model import Constant, Rule, Where
from licet.reasoning.bench.conditions import Turner
from licet.reasoning.bench.progress import Progress, unwatched
from licet.reasoning.bench.sides import ALWAYS, Side
from licet.reasoning.bench.space import Cases, Space

NEVER_HOLDS, NO_EFFECT, EXCEPTION, SWALLOWED = (
    "never_holds",
    "no_effect",
    "exception_without_effect",
    "swallowed",
)


@dataclass(frozen=True, slots=True)
class Finding:
    kind: str
    rule: str
    what: str  # the condition as written, or the exception; empty where it is the whole rule
    where: Where


def findings(side: Side, progress: Progress = unwatched) -> Iterator[Finding]:
    """Each thing that does nothing under this regime on this day, twins said once."""
    space, seen = Space(side), set[Where]()
    for number, id in enumerate(sorted(side.rules)):
        progress(number / len(side.rules))
        rule = side.corpus.rules[id]
        if rule.editions and rule.where not in seen:
            seen.add(rule.where)
            yield from _of_rule(space, side, rule)
    yield from _swallowed(space, side)


def _of_rule(space: Space, side: Side, rule: Rule) -> Iterator[Finding]:
    [edition] = rule.editions
    if isinstance(edition.when, Constant):
        return  # "never" and "always" are meant as they stand
    whole = space.holds(side, rule.id) & space.possible
    if whole == space.bdd.false:
        yield Finding(NEVER_HOLDS, rule.id, "", rule.where)
        return
    for n, exception in enumerate(edition.exceptions):
        others = (*edition.exceptions[:n], *edition.exceptions[n + 1 :])
        without = replace(rule, editions=(replace(edition, exceptions=others),))
        corpus = replace(side.corpus, rules={**side.corpus.rules, rule.id: without})
        with space.builder.apart():
            grounder = space.grounder(side).changed(corpus, ALWAYS, frozenset({rule.id}))
            if space.holds(side, rule.id, grounder) & space.possible == whole:
                yield Finding(EXCEPTION, rule.id, exception.id, exception.where)
    yield from _conditions(space, side, rule, whole)


def _conditions(space: Space, side: Side, rule: Rule, whole: Cases) -> Iterator[Finding]:
    """Conditions that could be taken as met, or as not met, and the rule would be the same."""
    turner = Turner(space, side, [rule.id])
    for condition in turner.conditions:
        if condition.rule == rule.id:
            [(met, unmet)] = turner.turned(condition).values()
            if whole in (met & space.possible, unmet & space.possible):
                yield Finding(NO_EFFECT, rule.id, str(condition.row(side.corpus)["condition"]), rule.where)


def _swallowed(space: Space, side: Side) -> Iterator[Finding]:
    """Entries of which every case is in another entry of the list too."""
    held = {id: space.holds(side, id) & space.possible for id in side.regime.entries}
    for id, cases in held.items():
        others = space.any_of(other for name, other in held.items() if name != id)
        if cases != space.bdd.false and cases & ~others == space.bdd.false:
            yield Finding(SWALLOWED, id, "", side.corpus.rules[id].where)
