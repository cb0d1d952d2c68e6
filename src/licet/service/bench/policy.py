"""Who reads the bench, who has it calculate, and who puts a gap on record.

What follows from public law is public. To calculate it takes up to half a minute of a processor, so that is started by officials
(and once for each law by the worker), not by whoever comes by. What to make of a gap is the authority's word.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, has_role, no, only, rule, yes

from .models import GapRecord

WORKS = (Role.OFFICER, Role.ASSESSOR, Role.APPROVER)


@rule("bench.read", label=gettext_lazy("Read what the policy bench found"), reads=True, public=True)
def may_read(actor: User, obj: object | None) -> Decision:
    return yes(_("What follows from public law is for everybody."))


@rule("bench.calculate", label=gettext_lazy("Have the policy bench calculate"))
def may_calculate(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        *WORKS,
        reason=_("Those who work on cases may ask the bench."),
        otherwise=_(
            "A calculation takes long; the authority’s officials start them. What was found is open to you."
        ),
    )


@rule("bench.amend", label=gettext_lazy("Try an amendment of the law on the bench"))
def may_amend(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        *WORKS,
        reason=_("Officials may try a draft, also on the cases they see. It changes nothing."),
        otherwise=_("Drafts are tried by the authority’s officials."),
    )


@rule("gap.record", label=gettext_lazy("Put a gap on record"))
def may_record(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        *WORKS,
        reason=_("Those who work on cases put gaps on record."),
        otherwise=_("A gap is put on record by the authority’s officials."),
    )


@rule("gap.move", label=gettext_lazy("Say what became of a gap"))
def may_move(actor: User, gap: GapRecord | None) -> Decision:
    return only(
        actor,
        *WORKS,
        reason=_("Those who work on cases say what becomes of a gap."),
        otherwise=_("What becomes of a gap is said by the authority’s officials."),
    )


@rule("gap.publish", label=gettext_lazy("Publish what is said of a gap"))
def may_publish(actor: User, gap: GapRecord | None) -> Decision:
    if not has_role(actor, Role.APPROVER):
        return no(_("Only an approver publishes what is said of a gap."))
    if gap is not None and gap.by_id == actor.pk:
        return no(_("You put this gap on record. Another approver publishes it."))
    return yes(_("Approvers answer for what the authority tells the public."))
