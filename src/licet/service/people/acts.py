"""The acts of this app: reading who may do what."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Role, User
from .policy import Decision, only, rule, yes


@rule("access.matrix", label=gettext_lazy("Read who may do what"), reads=True)
def may_read_matrix(actor: User, obj: None) -> Decision:
    return yes(_("The rules of access are open to everybody who has signed in."))


@rule("access.explain", label=gettext_lazy("Ask who may do something to one object, and why"), reads=True)
def may_explain(actor: User, obj: None) -> Decision:
    return only(
        actor,
        Role.AUDITOR,
        reason=_("The auditor checks who may do what."),
        otherwise=_("Only the auditor asks this of other people."),
    )
