"""Who may do what to a case: read from the table of moves, plus reach (own organisation, consulted body)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, no, rule, yes

from .models import Case, Consultation, Release
from .moves import Act, State, roles_for, states_for
from .querysets import READS_ALL


def may_move(actor: User, act: Act, case: Case | None) -> Decision:
    """Role first, then reach, then the state of the case; the answer names the first that fails."""
    roles = actor.roles & roles_for(act)
    if not roles:
        return no(_("This is done by: %(roles)s.") % {"roles": _names(roles_for(act))})
    if case is None:
        return yes(_("Your role allows it."))
    if not any(_in_reach(actor, role, case) for role in roles):
        return no(_("This case is not open to you."))
    if State(case.state) not in states_for(act):
        return no(_("The case is “%(state)s”; this is done while it is: %(states)s.") % _states(case, act))
    return yes(_("Your role allows it and the case is “%(state)s”.") % _states(case, act))


def _in_reach(actor: User, role: Role, case: Case) -> bool:
    if role is Role.EXPORTER:
        return case.organisation_id in actor.organisations_as(role)
    if role is Role.ADVISER:
        return Consultation.objects.filter(case=case, body__in=actor.organisations_as(role)).exists()
    return True


def _names(roles: frozenset[Role]) -> str:
    return ", ".join(str(role.label).lower() for role in Role if role in roles)


def _states(case: Case, act: Act) -> dict[str, str]:
    return {
        "state": str(State(case.state).label),
        "states": ", ".join(f"“{state.label}”" for state in states_for(act)),
    }


def _declare(act: Act) -> None:
    @rule(act.value, label=act.label)
    def decide(actor: User, case: Case | None) -> Decision:
        return may_move(actor, act, case)


# The acts with a further condition, and those of assessment and decisions, are declared where the condition is known.
_ELSEWHERE = {Act.CONFIRM_RELEASE, Act.ASSESS, Act.PROPOSE, Act.RETURN, Act.DECIDE}
for _act in Act:
    if roles_for(_act) and _act not in _ELSEWHERE:
        _declare(_act)


@rule(Act.CONFIRM_RELEASE.value, label=Act.CONFIRM_RELEASE.label)
def may_confirm_release(actor: User, case: Case | None) -> Decision:
    """Unsetting needs a second person: never the one who asked for it."""
    decision = may_move(actor, Act.CONFIRM_RELEASE, case)
    if not decision or case is None:
        return decision
    waiting = Release.objects.filter(case=case, confirmed_by__isnull=True).last()
    if waiting is None:
        return no(_("Nobody asked to set the assessment aside."))
    if waiting.by_id == actor.pk:
        return no(_("A second person has to confirm it."))
    return decision


@rule("casework.queue", label=gettext_lazy("Open the queue of cases"), reads=True)
def may_open_queue(actor: User, obj: object | None) -> Decision:
    if actor.roles & READS_ALL:
        return yes(_("The office and its auditor see all cases."))
    if Role.ADVISER in actor.roles:
        return yes(_("You see the cases your body was consulted on."))
    return no(_("The queue is the authority’s. Your own applications are on your start page."))


@rule("casework.internal", label=gettext_lazy("Read the office’s side of a case"), reads=True)
def may_read_internal(actor: User, case: Case | None) -> Decision:
    """Notes, findings, assessment, advice of all bodies, proposals."""
    if actor.roles & READS_ALL:
        return yes(_("The office and its auditor see the whole case."))
    return no(_("This part of the case is for the authority alone."))
