"""Who may describe a party."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.people.models import Organisation, Role, User
from licet.service.people.policy import Decision, has_role, no, rule, yes

from .models import Party


@rule("party.register", label=gettext_lazy("Describe a party"))
def may_register(actor: User, organisation: Organisation | None) -> Decision:
    """`organisation` is the exporter the party is described for; none = the authority itself."""
    if has_role(actor, Role.OFFICER):
        return yes(_("Officers describe parties."))
    if organisation is not None and organisation.pk in actor.organisations_as(Role.EXPORTER):
        return yes(_("You act for this organisation."))
    return no(_("You can describe parties for your own organisation only."))


@rule("party.amend", label=gettext_lazy("Describe a party again"))
def may_amend(actor: User, party: Party | None) -> Decision:
    if has_role(actor, Role.OFFICER):
        return yes(_("Officers describe parties."))
    if party is not None and party.created_by_organisation_id in actor.organisations_as(Role.EXPORTER):
        return yes(_("Your organisation described this party."))
    return no(_("Only the person who described a party, or an officer, may describe it again."))
