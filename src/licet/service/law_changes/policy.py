"""Who reads what a change of the law moved, and who says that it was looked at."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.letters.querysets import OFFICE
from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, no, only, rule, yes

from .models import ChangedAnswer


@rule("law_change.read", label=gettext_lazy("Read what a change of the law moves"), reads=True)
def may_read(actor: User, answer: ChangedAnswer | None) -> Decision:
    if actor.roles & OFFICE:
        return yes(_("The office works through what the law moved; the auditor sees it."))
    return no(_("What a change of the law moves is for the office alone."))


@rule("law_change.look", label=gettext_lazy("Say that a changed answer was looked at"))
def may_look(actor: User, answer: ChangedAnswer | None) -> Decision:
    if answer is not None and hasattr(answer, "look"):
        return no(_("Somebody looked at it already."))
    return only(
        actor,
        Role.OFFICER,
        Role.APPROVER,
        reason=_("Officers and approvers say what follows from a change of the law."),
        otherwise=_("Only an officer or an approver says what follows from a change of the law."),
    )
