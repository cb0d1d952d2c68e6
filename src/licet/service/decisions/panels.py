"""List hits and the decision on the office's case page; the reason for departing from advice on the adviser's."""

from __future__ import annotations

from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.panels import Panel, departures, panel
from licet.service.lists.selectors import hits_for
from licet.service.people.models import User
from licet.service.people.policy import may

from .checks import parties_of, screened
from .models import Kind, Outcome, Proposal
from .preconditions import check_all
from .reasons import calls_for
from .selectors import licence_of, outcome_of


@panel("lists", order=10)
def lists_panel(case: Case, actor: User) -> Panel:
    parties = parties_of(case)
    context = {"hits": list(hits_for(parties, actor)), "state": screened(case)}
    return Panel("decisions/lists_panel.html", context)


@panel("decision", order=30)
def decision_panel(case: Case, actor: User) -> Panel:
    rows = Proposal.objects.filter(case=case).select_related("proposer", "returned__by")
    context = {
        "case": case,
        "proposals": rows,
        "outcome": outcome_of(case),
        "licence": licence_of(case),
        "checks": [] if case.state in ("decided", "withdrawn") else check_all(case, Kind.GRANT),
        "may_propose": may(actor, Act.PROPOSE, case),
    }
    return Panel("decisions/panel.html", context)


@departures
def reasons_for_departing(case: Case) -> list[str]:
    """Once decided: what the approver and the officer wrote, where advice was departed from."""
    outcome = Outcome.objects.filter(case=case).select_related("proposal").first()
    if outcome is None or not any(call.departs for call in calls_for(case, outcome.kind, outcome.grounds)):
        return []
    return [text for text in (outcome.written_reason, outcome.proposal.written_reason) if text]
