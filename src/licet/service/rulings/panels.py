"""What was ruled before, on the page of a case: beside what the rules say of it today."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.reasoning import InputError
from licet.service.casework.models import Case
from licet.service.casework.panels import Panel, own_panel, panel
from licet.service.casework.selectors import answer
from licet.service.chains.reading import items_in, transfers_in
from licet.service.people.models import User
from licet.service.people.policy import may

from .entries import Row, results, rows
from .models import Ruling
from .selectors import Precedent, precedents, ruling_state


@dataclass(frozen=True, slots=True)
class Shown:
    """A ruling on an item of the case, entry by entry, old beside new."""

    precedent: Precedent
    state: str
    rows: list[Row]

    @property
    def differs(self) -> bool:
        return any(row.differs for row in self.rows)


@panel("rulings", order=15)
def rulings_panel(case: Case, actor: User) -> Panel:
    items = items_in(case.application.chain)
    moved = {leg.item_id for leg in transfers_in(case.application.chain)}
    context = {
        "case": case,
        "shown": _shown(case),
        "drafts": list(Ruling.objects.filter(case=case, signed_at__isnull=True)),
        "items": [item for item in items if item.pk in moved],
        "may_draft": bool(may(actor, "ruling.draft", case)),
    }
    return Panel("rulings/panel.html", context, "rulings", _("Rulings on its items"))


@own_panel("rulings", order=15)
def own_rulings_panel(case: Case, actor: User) -> Panel:
    """The exporter sees what was ruled for her; what the rules say today she reads on her own page."""
    today = timezone.localdate()
    items = items_in(case.application.chain)
    rows = [(each, ruling_state(each.ruling, today)) for each in precedents(case, items)]
    return Panel("rulings/own_panel.html", {"rows": rows})


def _shown(case: Case) -> list[Shown]:
    today, chain = timezone.localdate(), case.application.chain
    found = precedents(case, items_in(chain))
    if not found:
        return []
    legs = [{"id": str(leg.pk), "item": str(leg.item_id)} for leg in transfers_in(chain)]
    said = {
        basis: _answered(case, basis, legs, {str(each.item.pk) for each in found})
        for basis in ("claims", "findings")
    }
    return [Shown(each, ruling_state(each.ruling, today), _ruled(said, each)) for each in found]


def _ruled(said: dict[str, dict[str, dict[str, str]]], each: Precedent) -> list[Row]:
    item, lines = str(each.item.pk), each.ruling.lines.all()
    compared = rows(said["claims"].get(item, {}), said["findings"].get(item, {}), lines)
    return [row for row in compared if row.line]


def _answered(
    case: Case, basis: str, legs: list[dict[str, str]], items: set[str]
) -> dict[str, dict[str, str]]:
    try:
        told = {**answer(case, basis, timezone.localdate()), "legs": legs}
    except InputError:
        return {}
    return {item: results(told, item) for item in items}
