"""Who may describe a deal, and who may find what is true of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, has_role, no, rule, yes

from .models import Chain

FINDERS = (Role.OFFICER, Role.ASSESSOR)


def owns(actor: User, chain: Chain) -> bool:
    return chain.organisation_id in actor.organisations_as(Role.EXPORTER)


@rule("chain.view", label=_("See a deal"), reads=True)
def may_view(actor: User, chain: Chain | None) -> Decision:
    if chain is None:
        return yes(_("Everyone sees the deals open to them."))
    if Chain.objects.visible_to(actor).filter(pk=chain.pk).exists():
        return yes(_("This deal is your organisation’s, or was submitted to you."))
    return no(_("This deal is not open to you."))


@rule("chain.create", label=_("Describe a deal"))
def may_create(actor: User, chain: Chain | None) -> Decision:
    if has_role(actor, Role.EXPORTER):
        return yes(_("Exporters describe their deals."))
    return no(_("Only an exporter describes a deal."))


@rule("chain.edit", label=_("Change the description of a deal"))
def may_edit(actor: User, chain: Chain | None) -> Decision:
    return _own_and_open(actor, chain)


@rule("fact.claim", label=_("State a fact as the exporter"))
def may_claim(actor: User, chain: Chain | None) -> Decision:
    return _own_and_open(actor, chain)


@rule("fact.find", label=_("Find a fact as the authority"))
def may_find(actor: User, chain: Chain | None) -> Decision:
    return _official_on_submitted(actor, chain)


@rule("fact.dispute", label=_("Dispute a fact as the authority"))
def may_dispute(actor: User, chain: Chain | None) -> Decision:
    return _official_on_submitted(actor, chain)


def _own_and_open(actor: User, chain: Chain | None) -> Decision:
    if not has_role(actor, Role.EXPORTER):
        return no(_("Only the exporter describes the deal and states facts of it."))
    if chain is not None and not owns(actor, chain):
        return no(_("This deal belongs to another organisation."))
    if chain is not None and chain.locked_at:
        return no(_("The application was submitted: what it describes no longer changes."))
    return yes(_("The deal is your organisation’s and has not been submitted."))


def _official_on_submitted(actor: User, chain: Chain | None) -> Decision:
    if not has_role(actor, *FINDERS):
        return no(_("Only a licensing officer or a technical assessor finds or disputes facts."))
    if chain is not None and not chain.locked_at:
        return no(_("A draft is the exporter’s own: nothing is found of it before it is submitted."))
    return yes(_("Officials find the facts of what was submitted."))
