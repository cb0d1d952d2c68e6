"""The overall outcome of a regime for a whole file: which outcomes can still be the gravest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from licet.law.model import OUTCOMES, MeasureKind, Regime, Rule
from licet.reasoning.answers import Result
from licet.reasoning.chain import Chain
from licet.reasoning.joint import Goal
from licet.reasoning.kernel import Roots
from licet.reasoning.sampling import SAMPLES

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
    graver: list[Rule] = []  # measures above the code that may still fail
    for code in OUTCOMES:
        rules = [rule for rule in measures if outcome_of(rule) == code]
        if code == NOTHING or any(_can(chain, rule, graver) for rule in rules):
            possible.append(code)
        if any(chain.result(rule.id) == Result.TRUE for rule in rules):
            break
        graver += [rule for rule in rules if _weighs(chain, rule)]
        if rules and not _none(chain, graver):
            break
    return Outcome(_with_unchecked(possible) if unchecked_may_matter else tuple(possible))


def _can(chain: Chain, rule: Rule, graver: Sequence[Rule]) -> bool:
    """Some completion has the measure hold and nothing graver; one that has no diagram may hold anyway."""
    roots = chain.roots(rule.id)
    if chain.result(rule.id) == Result.FALSE:
        return False
    if roots is None or (not _weighs(chain, rule) and chain.result(rule.id) != Result.TRUE):
        return True
    if _witnessed(chain, rule, graver):
        return True
    if _implied(chain, roots, graver):
        return False
    places, clear = range(len(chain.joint.views)), _clear(chain, graver)
    return any(chain.joint.possible([*chain.joint.goals(place, roots, True), *clear]) for place in places)


def _implied(chain: Chain, roots: Roots, graver: Sequence[Rule]) -> bool:
    """One graver measure holds wherever this one does; cheaper to see than that some of them always does."""
    if len(chain.joint.views) != 1 or not chain.joint.views[0].plain:
        return False
    view = chain.joint.views[0].view
    held = view.reduce(roots.rule)
    others = [view.reduce(found.rule) for rule in graver if (found := chain.roots(rule.id))]
    return any(not view.meets(other, held, wanted=False) for other in others)


def _none(chain: Chain, graver: Sequence[Rule]) -> bool:
    return _witnessed(chain, None, graver) or chain.joint.possible(_clear(chain, graver))


def _clear(chain: Chain, graver: Sequence[Rule]) -> list[Goal]:
    """Goals that together say: none of these measures holds on any leg."""
    places = range(len(chain.joint.views))
    found = [(place, roots) for rule in graver if (roots := chain.roots(rule.id)) for place in places]
    return [goal for place, roots in found for goal in chain.joint.goals(place, roots, False)]


def _witnessed(chain: Chain, rule: Rule | None, graver: Sequence[Rule]) -> bool:
    """A completion drawn at random shows it at once; only of a file with a single plain binding."""
    if len(chain.joint.views) != 1 or not chain.joint.views[0].plain:
        return False
    sample = chain.sample(chain.document.legs[0].id, 0)
    asked = [rule, *graver] if rule else graver
    kept = np.ones(SAMPLES, dtype=np.bool_)
    for one in asked:
        roots = chain.roots(one.id)
        if roots is not None:
            truths = sample.rule(roots)
            kept &= (truths if one is rule else ~truths) & sample.respected(roots)
    return bool(kept.any())


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
