"""Lists are imported and hits settled by officers; hits are the authority's own and never shown outside it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, only, rule

_READERS = (Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR)


@rule("list.import", label=gettext_lazy("Import a list"))
def may_import(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        reason=_("Officers import lists."),
        otherwise=_("Only an officer imports a list."),
    )


@rule("list.view", label=gettext_lazy("Read lists and hits"), reads=True)
def may_view(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        *_READERS,
        reason=_("The authority's own people read lists and hits."),
        otherwise=_("Lists and hits are read by the authority's own people."),
    )


@rule("party.screen", label=gettext_lazy("Compare a party with the lists"))
def may_screen(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        reason=_("Officers screen parties."),
        otherwise=_("Only an officer screens a party."),
    )


@rule("hit.settle", label=gettext_lazy("Clear or confirm a list hit"))
def may_settle(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        reason=_("Officers settle hits."),
        otherwise=_("Only an officer settles a list hit."),
    )
