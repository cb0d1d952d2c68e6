"""What to ask next: the fact whose answer is expected to settle most, among those that can still matter.

Relevance and the end of the questions are exact: only what an open answer can still turn on is asked. The order is
chosen from completions sampled with a fixed seed and the vocabulary's shares of "yes": for each open goal, how much
an answer tells of it (mutual information, in bits), summed over the goals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from licet.law.model import OUTCOMES, Regime
from licet.reasoning.answers import Asker, Missing, Result
from licet.reasoning.chain import Chain
from licet.reasoning.kernel import Roots
from licet.reasoning.outcomes import FAMILY_OUTCOME, outcome_of

Row = dict[str, Any]


def next_questions(chain: Chain, regimes: Sequence[Regime], *, limit: int, goal: str) -> list[Row]:
    """The most telling questions first; none when every goal is settled."""
    goals = dict.fromkeys(id for r in regimes for id in _goals(chain, r, goal))
    touched = _touched(chain, goals)
    if not touched:
        return []
    told = _told(chain, goals, set(touched))
    ranked = sorted(touched, key=lambda m: (-round(told.get(m, 0.0), 6), -len(touched[m]), m))
    return [{"fact": m.fact, "scope": m.scope, "key": m.key, "settles": touched[m]} for m in ranked[:limit]]


def _goals(chain: Chain, regime: Regime, goal: str) -> tuple[str, ...]:
    """What has to be settled: the measures; whether law outside the corpus matters, as long as nothing as grave is
    firm (`outcomes.FAMILY_OUTCOME`); and every entry, to classify."""
    as_grave = OUTCOMES[: OUTCOMES.index(FAMILY_OUTCOME) + 1]
    rules = chain.law.corpus.rules
    firm = any(
        outcome_of(rules[id]) in as_grave and chain.result(id) == Result.TRUE for id in regime.measures
    )
    families = () if firm else tuple(family.rule for family in regime.families)
    return (*regime.measures, *families, *(regime.entries if goal == "classify" else ()))


def _touched(chain: Chain, goals: Iterable[str]) -> dict[Missing, list[str]]:
    """Each fact that can still change an open goal, with those goals."""
    found: dict[Missing, list[str]] = {}
    for rule_id in goals:
        answer = chain.union(rule_id)
        for missing in answer.missing:
            if missing.is_fact and answer.result == Result.UNKNOWN:
                found.setdefault(missing, []).append(rule_id)
    return found


def _told(chain: Chain, goals: Iterable[str], asked: set[Missing]) -> dict[Missing, float]:
    """Bits that each fact tells of the open goals, leg by leg."""
    told: dict[Missing, float] = {}
    for asker in (asker for askers in chain.askers.values() for asker in askers):
        for rule_id in goals:
            roots = chain.roots(rule_id)
            if roots and asker.result(rule_id) == Result.UNKNOWN:
                _add(told, roots, asker, asked)
    return told


def _add(told: dict[Missing, float], roots: Roots, asker: Asker, asked: set[Missing]) -> None:
    view, sample = asker.bound.view, asker.bound.world.sample
    for v, bits in sample.told(view.reduce(roots.rule), view.reduce(roots.axioms)).items():
        missing = asker.named(v)
        if missing in asked:
            told[missing] = told.get(missing, 0.0) + bits


def always_asked(chain: Chain, regime: Regime, asked: set[tuple[str, str]]) -> list[Row]:
    """Facts the law requires to be stated whatever they change, where the document is silent."""
    rows: dict[tuple[str, str], Row] = {}
    for leg in chain.document.legs:
        for key in regime.questions_always:
            frame, short = key.split(".", 1)
            for bound in chain.bounds[leg.id]:
                owner = bound.binding.objects[frame]
                fact = f"{chain.document.scopes[owner]}.{short}"
                if (owner, fact) not in chain.document.known and (fact, owner) not in asked:
                    rows[fact, owner] = {"fact": fact, "scope": owner, "key": key, "settles": []}
    return list(rows.values())
