"""Which of the facts that explain an answer are facts of one leg. The answer to a measure is explained on one telling leg;
the explanation holds for another leg only if each of its facts is the same there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .indication_views import Leg

Fact = Mapping[str, Any]


def carried_over(facts: Sequence[Fact], leg: Leg) -> list[Fact]:
    """The same facts as facts of `leg`, each once; none if one of them is not."""
    found: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        own = _on(fact, leg)
        if own is None:
            return []
        found.setdefault((own["scope"], own["fact"]), own)
    return list(found.values())


def _on(fact: Fact, leg: Leg) -> Fact | None:
    whose, value = _said(leg).get(str(fact["key"]), ("", None))
    if whose:
        return {**fact, "scope": whose} if value == fact["value"] else None
    whole = fact["scope"] == "file" or str(fact["key"]).startswith("end_user.")  # the same on every leg
    return fact if whole or fact["scope"] in _things(leg) else None


def _said(leg: Leg) -> dict[str, tuple[str, str]]:
    """What the description of the leg itself says, by the name the rules know it under: of which thing, and what."""
    return {
        "from.country": (str(leg.source.pk), leg.source.country),
        "to.country": (str(leg.destination.pk), leg.destination.country),
        "actor.country": (str(leg.actor.pk), leg.actor.country),
        "transfer.act": (str(leg.pk), leg.act),
    }


def _things(leg: Leg) -> set[str]:
    ends = (leg.source, leg.destination, leg.actor, leg.item)
    return {str(leg.pk), *(str(thing.pk) for thing in ends)}
