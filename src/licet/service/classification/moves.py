"""What moved between two answers to the same description: which leg, under which regime, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .indication_views import IndicationView, LegRegime


@dataclass(frozen=True, slots=True)
class Move:
    what: str
    before: str
    after: str


def moves(before: IndicationView, after: IndicationView) -> list[Move]:
    """In the order of the page; empty when every answer reads as it did."""
    return [move for move in _pairs(before, after) if move.before != move.after]


def _pairs(before: IndicationView, after: IndicationView) -> Iterator[Move]:
    was = {regime.id: regime for regime in before.regimes}
    for other in after.regimes:
        if other.id in was:
            yield Move(other.title, _possible(was[other.id].possible), _possible(other.possible))
    earlier = {row.leg.pk: {regime.id: regime for regime in row.regimes} for row in before.legs}
    for row in after.legs:
        for new in row.regimes:
            old = earlier.get(row.leg.pk, {}).get(new.id)
            if old is not None:
                where = {"number": row.number, "item": row.leg.item.name, "regime": new.title}
                yield Move(_("Leg %(number)s, %(item)s: %(regime)s") % where, _said(old), _said(new))
    kinds = {item.name: item for item in before.items}
    for item in after.items:
        if item.name in kinds:
            title = _("Is %(item)s a commercial cyber intrusion capability?") % {"item": item.name}
            yield Move(title, kinds[item.name].answer, item.answer)


def _possible(outcomes: list[str]) -> str:
    return "; ".join(outcomes)


def _said(regime: LegRegime) -> str:
    """The answer, the entries that hold, and how many are still open."""
    held = ", ".join(entry.id for entry in regime.entries)
    parts = [regime.headline, held]
    if regime.open_entries:
        parts.append(_("%(count)s entries open") % {"count": len(regime.open_entries)})
    return " · ".join(part for part in parts if part)
