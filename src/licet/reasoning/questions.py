"""What to ask next: the fact whose answer is expected to settle most, among those that can still matter.

Relevance and the end of the questions are exact: only what an open answer can still turn on is asked. The order is
chosen from completions sampled with a fixed seed and the vocabulary's shares of "yes": for each open goal, how telling
an answer is (`Sample.told`), summed over the goals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.law.model import OUTCOMES, Regime
from licet.reasoning.answers import Asker, Missing, Result
from licet.reasoning.chain import Chain
from licet.reasoning.outcomes import FAMILY_OUTCOME, outcome_of
from licet.reasoning.views import Floats

Row = dict[str, Any]


def next_questions(chain: Chain, regimes: Sequence[Regime], *, limit: int, goal: str) -> list[Row]:
    """The most telling questions first; none when every goal is settled."""
    goals = dict.fromkeys(id for r in regimes for id in _goals(chain, r, goal))
    open_goals = [id for id in goals if chain.union(id).result == Result.UNKNOWN]
    if not open_goals:
        return []
    ranked = _ranked(chain, open_goals, limit)
    return [
        {"fact": m.fact, "scope": m.scope, "key": m.key, "settles": _settles(chain, open_goals, m)}
        for m in ranked
    ]


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


def _ranked(chain: Chain, goals: Sequence[str], limit: int) -> list[Missing]:
    """Where nodes alone decide (`outcomes`), another document finds the order by them."""
    asker = chain.only
    if asker is None or asker.blanked or chain.law.world.period.too_large:
        return _sorted(chain, goals, limit)
    kept, key = asker.bound.world.ranked, (limit, asker.bound.shape, *map(asker.place, goals))
    found: list[Missing] | None = kept.get(key)
    if found is None:
        found = kept[key] = _sorted(chain, goals, limit)
    return found


def _sorted(chain: Chain, goals: Sequence[str], limit: int) -> list[Missing]:
    told = _told(chain, goals, limit)
    return sorted(told, key=lambda m: (-round(told[m][0], 6), -told[m][1], m))[:limit]


def _settles(chain: Chain, goals: Iterable[str], fact: Missing) -> list[str]:
    return [id for id in goals if fact in chain.union(id).missing.all]


def _told(chain: Chain, goals: Sequence[str], limit: int) -> dict[Missing, tuple[float, float]]:
    """Of facts that can still change an open goal: how telling each is, and of how many goals of its legs. Where the chain is one
    leg with one binding, only those that may be among the first are named."""
    askers = [asker for several in chain.askers.values() for asker in several]
    found: dict[Missing, tuple[float, float]] = {}
    for asker in askers:
        told, count = _weighed(chain, asker, goals)
        for v in _first(told, count, limit if len(askers) == 1 else len(count)):
            missing = asker.named(v)
            earlier = found.get(missing, (0.0, 0.0))
            found[missing] = earlier[0] + told[v], earlier[1] + count[v]
    return found


def _weighed(chain: Chain, asker: Asker, goals: Iterable[str]) -> tuple[Floats, Floats]:
    """Of each variable: how telling it is of the goals open here, and how many of them turn on it."""
    size = len(asker.bound.world.vars)
    weighed = [_of_goal(chain, asker, id) for id in goals if not asker.ask(id).firm]
    if not weighed:
        return np.zeros(size), np.zeros(size)
    every = np.concatenate([facts for facts, _ in weighed])
    told = np.bincount(every, np.concatenate([bits for _, bits in weighed]), size)
    return told.astype(np.float64), np.bincount(every, minlength=size).astype(np.float64)


def _of_goal(chain: Chain, asker: Asker, rule_id: str) -> tuple[NDArray[np.intp], Floats]:
    roots = chain.roots(rule_id)
    if roots is not None:
        return asker.bound.told(roots)
    # too large for a diagram: what it turns on is known, not how much
    missing = {m for m in asker.ask(rule_id).missing if m.is_fact}
    here = [v for v in range(len(asker.bound.world.vars)) if asker.named(v) in missing]
    return np.array(here, np.intp), np.zeros(len(here))


def _first(told: Floats, count: Floats, limit: int) -> list[int]:
    """The variables that come first, and those that come level with the last of them."""
    [asked] = np.nonzero(count)
    telling = np.round(told[asked], 6)
    order = np.lexsort((-count[asked], -telling))
    if limit < len(order):
        last = order[limit - 1]
        level = (telling == telling[last]) & (count[asked] == count[asked[last]])
        order = np.union1d(order[:limit], np.nonzero(level)[0])
    return [int(v) for v in asked[order]]


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
