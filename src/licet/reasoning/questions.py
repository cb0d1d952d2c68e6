"""What to ask next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from licet.law.model import Regime
from licet.reasoning.chain import Chain

Row = dict[str, Any]


def next_questions(chain: Chain, regimes: Sequence[Regime], *, limit: int, goal: str) -> list[Row]:
    """Facts that can still settle something, those that touch most first."""
    goals = list(
        dict.fromkeys(id for r in regimes for id in (*r.measures, *(r.entries if goal == "classify" else ())))
    )
    touched: dict[tuple[str, str, str], list[str]] = {}
    for rule_id in goals:
        for m in chain.union(rule_id).missing:
            if m.is_fact:
                touched.setdefault((m.fact, m.scope, m.key), []).append(rule_id)
    ranked = sorted(touched.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [
        {"fact": fact, "scope": scope, "key": key, "settles": rules}
        for (fact, scope, key), rules in ranked[:limit]
    ]


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
