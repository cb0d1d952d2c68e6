"""Registers of other authorities: read by everybody, imported by officers."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, only, rule, yes


@rule("register.import", label=gettext_lazy("Import a register"))
def may_import(actor: User, obj: object | None) -> Decision:
    return only(
        actor,
        Role.OFFICER,
        reason=_("Officers import registers."),
        otherwise=_("Only an officer imports a register."),
    )


@rule("register.view", label=gettext_lazy("Read registers of other authorities"), reads=True, public=True)
def may_view(actor: User, obj: object | None) -> Decision:
    return yes(_("Registers are public."))
