"""The overall outcome of a regime for a whole file: which outcomes can still be the gravest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from licet.law.model import OUTCOMES, MeasureKind, Regime, Rule
from licet.reasoning.answers import Result
from licet.reasoning.chain import Chain
from licet.reasoning.joint import Goal
from licet.reasoning.kernel import Roots
from licet.reasoning.store import Level

OUTCOME_OF_KIND = {
    MeasureKind.PROHIBITED: "prohibited",
    MeasureKind.HOLD: "notify_and_wait",
    MeasureKind.LICENCE: "licence",
    MeasureKind.INDIVIDUAL_ONLY: "individual_licence",
    MeasureKind.NOTIFY: "notify_and_wait",
    MeasureKind.INFORM: "inform",
    MeasureKind.RECORD: "record",
    MeasureKind.AUTHORISATION_AVAILABLE: "authorised_generally",
}
NOTHING = "nothing_found_in_scope"
FAMILY_OUTCOME = "licence"
"""What law outside the corpus may require where it is relevant, unless something as grave is settled already."""


def outcome_of(rule: Rule) -> str:
    return rule.outcome or (OUTCOME_OF_KIND[rule.kind] if rule.kind else NOTHING)


@dataclass(frozen=True, slots=True)
class Outcome:
    possible: tuple[str, ...]

    @property
    def settled(self) -> bool:
        return len(self.possible) == 1


def outcome(chain: Chain, regime: Regime, unchecked_may_matter: bool) -> Outcome:
    """Exact over the file: a code is possible if some completion has it as the gravest measure."""
    found = _possible(chain, regime)
    return Outcome(_with_unchecked(found) if unchecked_may_matter else found)


def _possible(chain: Chain, regime: Regime) -> tuple[str, ...]:
    """Of one plain binding the reduced nodes of the measures say it all: another document finds it by them."""
    asker = chain.only
    if asker is None or asker.blanked or chain.law.world.period.too_large:
        return _sought(chain, regime)
    kept, key = asker.bound.world.outcomes, (regime.id, *map(asker.place, regime.measures))
    found = kept.get(key)
    if found is None:
        found = kept[key] = _sought(chain, regime)
    return found


def _sought(chain: Chain, regime: Regime) -> tuple[str, ...]:
    measures = [chain.law.corpus.rules[id] for id in regime.measures]
    ranked = _ranked(chain, regime, measures)
    return tuple(_one_by_one(chain, measures) if ranked is None else _by_level(chain, ranked))


def possible(chain: Chain, regime: Regime) -> tuple[str, ...]:
    """The outcomes still possible, law that is not in the corpus included."""
    unchecked = any(chain.result(family.rule) != Result.FALSE for family in regime.families)
    return outcome(chain, regime, unchecked).possible


def _ranked(chain: Chain, regime: Regime, measures: Sequence[Rule]) -> Sequence[Level] | None:
    """The regime's outcomes as they were compiled; None where one of its measures is contradictory, or has no diagram."""
    levels = chain.law.world.period.levels.get(regime.id, ())
    in_force = {outcome_of(rule) for rule in measures if rule.id in chain.law.grounder.rules}
    sound = all(_weighs(chain, rule) or chain.union(rule.id).firm for rule in measures)
    return levels if sound and in_force == {level.code for level in levels} else None


def _by_level(chain: Chain, levels: Sequence[Level]) -> list[str]:
    possible: list[str] = []
    graver: list[Roots] = []
    places = range(len(chain.joint.views))
    for level in levels:
        if any(_holds(chain, place, level.gravest, _fails(chain, graver)) for place in places):
            possible.append(level.code)
        graver = [level.as_grave]
        if not chain.joint.possible(_fails(chain, graver)):
            return possible
    return [*possible, NOTHING]


def _holds(chain: Chain, place: int, gravest: Roots, graver_fails: Sequence[Goal]) -> bool:
    others = (goal for goal in graver_fails if goal.place != place)
    return chain.joint.possible([*chain.joint.goals(place, gravest, True), *others])


def _one_by_one(chain: Chain, measures: Sequence[Rule]) -> list[str]:
    possible: list[str] = []
    graver: list[Rule] = []  # measures above the code that may still fail
    for code in OUTCOMES:
        rules = [rule for rule in measures if outcome_of(rule) == code]
        if code == NOTHING or any(_can(chain, rule, graver) for rule in rules):
            possible.append(code)
        if any(chain.result(rule.id) == Result.TRUE for rule in rules):
            break
        graver += [rule for rule in rules if _weighs(chain, rule)]
        if rules and not chain.joint.possible(_clear(chain, graver)):
            break
    return possible


def _can(chain: Chain, rule: Rule, graver: Sequence[Rule]) -> bool:
    """Some completion has the measure hold and nothing graver; one that has no diagram may hold anyway."""
    roots = chain.roots(rule.id)
    if chain.result(rule.id) == Result.FALSE:
        return False
    if roots is None or (not _weighs(chain, rule) and chain.result(rule.id) != Result.TRUE):
        return True
    places, clear = range(len(chain.joint.views)), _clear(chain, graver)
    return any(chain.joint.possible([*chain.joint.goals(place, roots, True), *clear]) for place in places)


def _clear(chain: Chain, graver: Sequence[Rule]) -> list[Goal]:
    """Goals that together say: none of these measures holds on any leg."""
    return _fails(chain, [roots for rule in graver if (roots := chain.roots(rule.id))])


def _fails(chain: Chain, held: Sequence[Roots]) -> list[Goal]:
    places = range(len(chain.joint.views))
    return [goal for roots in held for place in places for goal in chain.joint.goals(place, roots, False)]


def _weighs(chain: Chain, rule: Rule) -> bool:
    """Open, and with a diagram that says when it fails."""
    open_one = chain.result(rule.id) == Result.UNKNOWN
    return open_one and chain.roots(rule.id) is not None and not _loose(chain, rule)


def _loose(chain: Chain, rule: Rule) -> bool:
    return chain.law.denies(rule.id) and any(len(bounds) > 1 for bounds in chain.bounds.values())


def _with_unchecked(possible: Sequence[str]) -> tuple[str, ...]:
    grave = OUTCOMES.index(FAMILY_OUTCOME)
    if all(OUTCOMES.index(code) <= grave for code in possible):
        return tuple(possible)
    return tuple(sorted({*possible, FAMILY_OUTCOME}, key=OUTCOMES.index))
