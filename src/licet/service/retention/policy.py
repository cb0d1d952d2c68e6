"""Who sets the schedule, who holds a file, who proposes and who carries out. Never one person alone."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.casework.models import Case
from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, no, only, rule, yes

from .models import Destruction, Hold

READERS = (Role.OFFICER, Role.APPROVER, Role.AUDITOR)


@rule("retention.read", label=gettext_lazy("Read the retention schedule and what is due"), reads=True)
def may_read(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        *READERS,
        reason=_("Officers and approvers keep the files; the auditor checks."),
        otherwise=_("What is kept and destroyed is for officers, approvers and the auditor."),
    )


@rule("retention.adopt", label=gettext_lazy("Adopt a retention schedule"))
def may_adopt(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.APPROVER,
        reason=_("Approvers adopt the authority’s schedule."),
        otherwise=_("Only an approver adopts the authority’s schedule."),
    )


@rule("hold.place", label=gettext_lazy("Put a hold on a case"))
def may_place(actor: User, case: Case | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        Role.APPROVER,
        reason=_("Whoever works on cases can keep one from destruction."),
        otherwise=_("Only an officer or an approver puts a hold on a case."),
    )


@rule("hold.lift", label=gettext_lazy("Lift a hold"))
def may_lift(actor: User, hold: Hold | None) -> Decision:
    if hold is not None and hasattr(hold, "lifted"):
        return no(_("This hold was lifted already."))
    return only(
        actor,
        Role.APPROVER,
        reason=_("The approver answers for what may be destroyed again."),
        otherwise=_("Only an approver lifts a hold."),
    )


@rule("destruction.propose", label=gettext_lazy("Propose to destroy the files that are due"))
def may_propose(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        reason=_("Officers propose what is due; an approver carries it out."),
        otherwise=_("Only an officer proposes a destruction."),
    )


@rule("destruction.carry_out", label=gettext_lazy("Carry out a proposed destruction"))
def may_carry_out(actor: User, destruction: Destruction | None) -> Decision:
    if destruction is not None and hasattr(destruction, "end"):
        return no(_("This list was carried out or turned down already."))
    if destruction is not None and destruction.by_id == actor.pk:
        return no(_("You proposed it. Another person carries it out."))
    return only(
        actor,
        Role.APPROVER,
        reason=_("The approver answers for what is destroyed."),
        otherwise=_("Only an approver destroys recorded content."),
    )


@rule("destruction.turn_down", label=gettext_lazy("Turn down a proposed destruction"))
def may_turn_down(actor: User, destruction: Destruction | None) -> Decision:
    if destruction is not None and hasattr(destruction, "end"):
        return no(_("This list was carried out or turned down already."))
    if destruction is not None and destruction.by_id == actor.pk and Role.OFFICER in actor.roles:
        return yes(_("You proposed it, and may take it back."))
    return only(
        actor,
        Role.APPROVER,
        reason=_("Approvers turn a list down."),
        otherwise=_("Only an approver, or who proposed the list, turns it down."),
    )
