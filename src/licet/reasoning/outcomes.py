"""The overall outcome of a regime for a whole file: which outcomes can still be the gravest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from licet.law.model import OUTCOMES, MeasureKind, Regime, Rule
from licet.reasoning.answers import Result
from licet.reasoning.chain import Chain
from licet.reasoning.joint import Goal

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
    measures = [chain.law.corpus.rules[id] for id in regime.measures]
    possible: list[str] = []
    clear: list[Goal] = []  # goals that say: nothing graver holds
    for code in OUTCOMES:
        rules = [rule for rule in measures if outcome_of(rule) == code]
        results = {rule.id: chain.result(rule.id) for rule in rules}
        if code == NOTHING or any(_can(chain, rule, results[rule.id], clear) for rule in rules):
            possible.append(code)
        if Result.TRUE in results.values():
            break
        clear += [goal for rule in rules for goal in _none(chain, rule, results[rule.id])]
        if rules and not chain.joint.possible(clear):
            break
    return Outcome(_with_unchecked(possible) if unchecked_may_matter else tuple(possible))


def _can(chain: Chain, rule: Rule, result: Result, clear: list[Goal]) -> bool:
    """Some completion has the measure hold and nothing graver; one that has no diagram may hold anyway."""
    roots = chain.roots(rule.id)
    if result == Result.FALSE:
        return False
    if roots is None or result == Result.CONTRADICTORY or _loose(chain, rule):
        return True
    places = range(len(chain.joint.views))
    return any(chain.joint.possible([*clear, *chain.joint.goals(place, roots, True)]) for place in places)


def _none(chain: Chain, rule: Rule, result: Result) -> list[Goal]:
    """Goals that together say: the measure holds on no leg."""
    roots = chain.roots(rule.id)
    if result in (Result.FALSE, Result.CONTRADICTORY) or roots is None or _loose(chain, rule):
        return []
    places = range(len(chain.joint.views))
    return [goal for place in places for goal in chain.joint.goals(place, roots, False)]


def _loose(chain: Chain, rule: Rule) -> bool:
    return chain.law.denies(rule.id) and any(len(bounds) > 1 for bounds in chain.bounds.values())


def _with_unchecked(possible: Sequence[str]) -> tuple[str, ...]:
    grave = OUTCOMES.index(FAMILY_OUTCOME)
    if all(OUTCOMES.index(code) <= grave for code in possible):
        return tuple(possible)
    return tuple(sorted({*possible, FAMILY_OUTCOME}, key=OUTCOMES.index))
