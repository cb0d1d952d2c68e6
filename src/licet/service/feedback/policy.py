"""Everybody tells; officers read and delete."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, only, rule, yes


# It adds nothing to the authority's record: not a write that an auditor could do harm with.
@rule("feedback.give", label=gettext_lazy("Report what went wrong on the site"), reads=True, public=True)
def may_give(actor: User, obj: object | None) -> Decision:
    return yes(_("Anybody may tell what went wrong."))


@rule("feedback.read", label=gettext_lazy("Read feedback on the site"), reads=True)
def may_read(actor: User, obj: object | None) -> Decision:
    return _officers(actor)


@rule("feedback.delete", label=gettext_lazy("Delete feedback on the site"))
def may_delete(actor: User, obj: object | None) -> Decision:
    return _officers(actor)


def _officers(actor: User) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        reason=_("Officers read what people say about the site and delete it when it is dealt with."),
        otherwise=_("Only an officer reads and deletes feedback."),
    )
