"""List hits and the decision on the office's case page; the reason for departing from advice on the adviser's."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.casework.models import Case
from licet.service.casework.moves import ENDED, Act
from licet.service.casework.panels import Panel, departures, own_panel, panel
from licet.service.lists.selectors import hits_for
from licet.service.people.models import User
from licet.service.people.policy import may

from .checks import parties_of, screened
from .models import Kind, Outcome, Proposal, RefusalNotice
from .preconditions import check_all
from .reasons import calls_for
from .selectors import licence_of, outcome_of
from .weighing import told


@panel("lists", order=10)
def lists_panel(case: Case, actor: User) -> Panel:
    parties = parties_of(case)
    context = {"hits": list(hits_for(parties, actor)), "state": screened(case)}
    return Panel("decisions/lists_panel.html", context, "lists", _("Lists"))


def notices_of(case: Case, actor: User) -> list[RefusalNotice]:
    rows = RefusalNotice.objects.visible_to(actor).filter(case=case)
    return list(rows.select_related("by", "end__by"))


@panel("hearing", order=25)
def hearing_panel(case: Case, actor: User) -> Panel:
    context = {
        "case": case,
        "notices": told(notices_of(case, actor)),
        "may_notify": may(actor, Act.NOTIFY, case),
        "may_close": may(actor, Act.CLOSE_NOTICE, case),
        "today": timezone.localdate(),
    }
    titled = ("hearing", _("Notice of intended refusal")) if _shows_hearing(context) else ("", "")
    return Panel("decisions/hearing_panel.html", context, *titled)


def _shows_hearing(context: dict[str, Any]) -> bool:
    return bool(context["notices"] or context["may_notify"])


@own_panel("hearing", order=10)
def own_hearing_panel(case: Case, actor: User) -> Panel:
    context = {
        "case": case,
        "own": True,
        "notices": told(notices_of(case, actor)),
        "may_respond": may(actor, Act.RESPOND, case),
        "today": timezone.localdate(),
    }
    return Panel("decisions/hearing_panel.html", context)


@panel("decision", order=30)
def decision_panel(case: Case, actor: User) -> Panel:
    rows = Proposal.objects.filter(case=case).select_related("proposer", "returned__by")
    ended = case.state in ENDED
    context = {
        "case": case,
        "proposals": rows,
        "outcome": outcome_of(case) if ended else None,
        "licence": licence_of(case) if ended else None,
        "checks": [] if ended else check_all(case, Kind.GRANT),
        "may_propose": may(actor, Act.PROPOSE, case),
    }
    return Panel("decisions/panel.html", context, "decision", _("Decision"))


@departures
def reasons_for_departing(case: Case, bodies: Collection[UUID]) -> list[str]:
    """Once decided: what the approver and the officer wrote, where advice was departed from."""
    outcome = Outcome.objects.filter(case=case).select_related("proposal").first()
    if outcome is None:
        return []
    calls = calls_for(case, outcome.kind, outcome.grounds)
    if not any(call.departs_from in bodies for call in calls):
        return []
    return [text for text in (outcome.written_reason, outcome.proposal.written_reason) if text]
