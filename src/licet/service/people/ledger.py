"""The ledger's acts, and the names behind its pseudonyms. The records app stands above this one and asks through its door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.records import access
from licet.service.records.models import Event

from .models import Role, User
from .policy import Decision, only, require, rule


@rule("ledger.read", label=gettext_lazy("Read the whole ledger"), reads=True)
def may_read(actor: User, event: Event | None) -> Decision:
    return only(
        actor,
        Role.AUDITOR,
        reason=_("The auditor checks the record."),
        otherwise=_(
            "Only the auditor reads the whole ledger. What was done in your own files is on their pages."
        ),
    )


@rule("content.destroy", label=gettext_lazy("Destroy recorded content whose retention has ended"))
def may_destroy(actor: User, event: Event | None) -> Decision:
    return only(
        actor,
        Role.APPROVER,
        reason=_("The approver answers for what is destroyed."),
        otherwise=_("Only an approver destroys recorded content."),
    )


def names(pseudonyms: Iterable[UUID]) -> Mapping[UUID, str]:
    return dict(User.objects.filter(pseudonym__in=pseudonyms).values_list("pseudonym", "name"))


access.answer_with(require=require, names=names)
