"""Who reads the authority's own law, puts it forward, signs it and takes it back."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.letters.querysets import OFFICE
from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, has_role, no, only, rule, yes

from .models import Draft

WRITERS = (Role.OFFICER, Role.APPROVER)


@rule("own_law.read", label=gettext_lazy("Read drafts of the authority’s own law"), reads=True)
def may_read(actor: User, draft: Draft | None) -> Decision:
    if actor.roles & OFFICE:
        return yes(_("The office writes its own law; the auditor sees how."))
    return no(_("Law that nobody has signed is not yet the law of this authority."))


@rule("own_law.put_forward", label=gettext_lazy("Put own law forward"))
def may_put_forward(actor: User, draft: Draft | None) -> Decision:
    return only(
        actor,
        *WRITERS,
        reason=_("Officers and approvers put own law forward."),
        otherwise=_("Only an officer or an approver puts own law forward."),
    )


@rule("own_law.sign", label=gettext_lazy("Sign own law"))
def may_sign(actor: User, draft: Draft | None) -> Decision:
    if not has_role(actor, Role.APPROVER):
        return no(_("Only an approver signs own law."))
    if draft is not None and draft.author_id == actor.pk:
        return no(_("You put this forward. Another person signs it."))
    return _unless_closed(draft, yes(_("Approvers sign what another person has put forward.")))


@rule("own_law.take_back", label=gettext_lazy("Take a draft of own law back"))
def may_take_back(actor: User, draft: Draft | None) -> Decision:
    if not has_role(actor, *WRITERS):
        return no(_("Only an officer or an approver takes a draft of own law back."))
    if draft is not None and draft.author_id != actor.pk and not has_role(actor, Role.APPROVER):
        return no(_("Its author or an approver takes a draft back."))
    return _unless_closed(draft, yes(_("Its author or an approver takes a draft back.")))


def _unless_closed(draft: Draft | None, otherwise: Decision) -> Decision:
    if draft is not None and hasattr(draft, "signature"):
        return no(_("This was signed already. To end it, put other law forward."))
    if draft is not None and hasattr(draft, "taking_back"):
        return no(_("This draft was taken back."))
    return otherwise
