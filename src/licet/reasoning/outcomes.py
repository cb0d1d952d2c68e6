"""The overall outcome of a regime for a whole file: which outcomes can still be the gravest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from licet.law.model import OUTCOMES, MeasureKind, Regime, Rule
from licet.reasoning.answers import Answer, Result
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
    levels = [(code, [m for m in measures if outcome_of(m) == code]) for code in OUTCOMES]
    possible: list[str] = []
    clear: list[Goal] = []  # goals that say: nothing graver holds
    settled = False
    for code, rules in levels:
        answers = {rule.id: chain.union(rule.id) for rule in rules}
        if not settled and code != NOTHING and _can(chain, rules, answers, clear):
            possible.append(code)
        settled = settled or any(a.result == Result.TRUE for a in answers.values())
        clear += [goal for rule in rules for goal in _none(chain, rule, answers[rule.id])]
        settled = settled or not chain.joint.possible(clear)
    if not settled:
        possible.append(NOTHING)
    return Outcome(_with_unchecked(possible) if unchecked_may_matter else tuple(possible))


def _can(chain: Chain, rules: Sequence[Rule], answers: dict[str, Answer], clear: list[Goal]) -> bool:
    return any(
        chain.joint.possible([goal, *clear])
        for rule in rules
        for goal in _some(chain, rule, answers[rule.id])
    )


def _some(chain: Chain, rule: Rule, answer: Answer) -> list[Goal]:
    """Goals each of which makes the measure hold; an open measure without a diagram may hold anyway."""
    roots = chain.roots(rule.id)
    if answer.result == Result.FALSE:
        return []
    if roots is None or answer.result == Result.CONTRADICTORY or _loose(chain, rule):
        return [(0, 1)]
    return [(chain.place(leg, n), roots.yes) for leg, bs in chain.bounds.items() for n in range(len(bs))]


def _none(chain: Chain, rule: Rule, answer: Answer) -> list[Goal]:
    """Goals that together say: the measure holds on no leg."""
    roots = chain.roots(rule.id)
    if answer.result == Result.FALSE or roots is None or _loose(chain, rule):
        return []
    if answer.result == Result.CONTRADICTORY:
        return []
    return [(chain.place(leg, n), roots.no) for leg, bs in chain.bounds.items() for n in range(len(bs))]


def _loose(chain: Chain, rule: Rule) -> bool:
    return chain.law.denies(rule.id) and any(len(bounds) > 1 for bounds in chain.bounds.values())


def _with_unchecked(possible: Sequence[str]) -> tuple[str, ...]:
    grave = OUTCOMES.index(FAMILY_OUTCOME)
    if all(OUTCOMES.index(code) <= grave for code in possible):
        return tuple(possible)
    return tuple(sorted({*possible, FAMILY_OUTCOME}, key=OUTCOMES.index))
