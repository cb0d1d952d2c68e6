"""Who sees that a reaction to an act has failed, and who tries it again."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, only, rule

from .models import Delivery

_READERS = (Role.OFFICER, Role.APPROVER, Role.AUDITOR)


@rule("delivery.read", label=gettext_lazy("See which reactions to recorded acts failed"), reads=True)
def may_read(actor: User, obj: Delivery | None) -> Decision:
    return only(
        actor,
        *_READERS,
        reason=_("A reaction that failed is work left undone; those who answer for it see it."),
        otherwise=_("Failed reactions are seen by officers, approvers and the auditor."),
    )


@rule("delivery.retry", label=gettext_lazy("Try a failed reaction again"))
def may_retry(actor: User, obj: Delivery | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        reason=_("Officers keep the work going."),
        otherwise=_("Only an officer tries a failed reaction again."),
    )
