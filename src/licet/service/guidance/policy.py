"""Who reads guidance, puts it forward, adopts it and takes it back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.letters.querysets import OFFICE
from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, has_role, no, only, rule, yes

from .models import Version


@rule("guidance.read", label=gettext_lazy("Read adopted guidance"), reads=True, public=True)
def may_read(actor: User, obj: object | None) -> Decision:
    return yes(_("What this authority has adopted is for everybody."))


@rule("guidance.draft_read", label=gettext_lazy("Read drafts of guidance"), reads=True)
def may_read_drafts(actor: User, obj: object | None) -> Decision:
    if actor.roles & OFFICE:
        return yes(_("The office writes its guidance; the auditor sees how."))
    return no(_("Guidance that nobody has adopted is not yet the word of this authority."))


@rule("guidance.put_forward", label=gettext_lazy("Put guidance forward for adoption"))
def may_put_forward(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        Role.APPROVER,
        reason=_("Officers and approvers put guidance forward."),
        otherwise=_("Only an officer or an approver puts guidance forward."),
    )


@rule("guidance.adopt", label=gettext_lazy("Adopt guidance"))
def may_adopt(actor: User, version: Version | None) -> Decision:
    if not has_role(actor, Role.APPROVER):
        return no(_("Only an approver adopts guidance."))
    if version is not None and version.author_id == actor.pk:
        return no(_("You put this version forward. Another person adopts it."))
    if version is not None and hasattr(version, "adoption"):
        return no(_("This version was adopted already."))
    return yes(_("Approvers adopt what another person has put forward."))


@rule("guidance.withdraw", label=gettext_lazy("Take adopted guidance back"))
def may_withdraw(actor: User, version: Version | None) -> Decision:
    if not has_role(actor, Role.APPROVER):
        return no(_("Only an approver takes guidance back."))
    if version is not None and not hasattr(version, "adoption"):
        return no(_("This version was never adopted."))
    if version is not None and hasattr(version.adoption, "withdrawal"):
        return no(_("This version was taken back already."))
    return yes(_("Approvers answer for what the authority tells the public."))
