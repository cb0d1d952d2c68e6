"""A party described for a deal: itself, the ministry or organisation above it, and its roles, in one act."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from licet.service.parties.models import Party, PartyKind, PartyType
from licet.service.parties.services import amend_party, register_party
from licet.service.people.models import User
from licet.service.people.policy import require

from ..models import Chain, ChainParty
from .deal import add_party, set_roles
from .legs import ChainError

_OWN = ("name", "other_names", "kind", "type", "type_text", "country", "address", "mandate", "registration")


@transaction.atomic
def describe_party(*, actor: User, chain: Chain, answers: dict[str, Any]) -> Party:
    """Add a party that is new to the exporter."""
    require(actor, "chain.edit", chain)
    party = register_party(
        actor=actor,
        organisation=chain.organisation,
        parent=_above(actor, chain, answers),
        **{name: answers[name] for name in _OWN},
    )
    add_party(actor=actor, chain=chain, party=party, roles=answers["roles"])
    return party


@transaction.atomic
def redescribe_party(*, actor: User, chain: Chain, party: Party, answers: dict[str, Any]) -> None:
    """Change what is said of a party; not of one that a submitted application speaks of."""
    require(actor, "chain.edit", chain)
    if is_frozen(party):
        raise ChainError(frozen_party(party))
    parent = _above(actor, chain, answers)
    amend_party(actor=actor, party=party, parent=parent, **{name: answers[name] for name in _OWN})
    set_roles(actor=actor, chain=chain, party=party, roles=answers["roles"])


def is_frozen(party: Party) -> bool:
    return ChainParty.objects.filter(party=party, chain__locked_at__isnull=False).exists()


def frozen_party(party: Party) -> str:
    return _(
        "%(party)s is named in an application that was submitted, so its description no longer changes. Change its role"
        " here; if something about it is new, describe it as another party."
    ) % {"party": party.name}


def _above(actor: User, chain: Chain, answers: dict[str, Any]) -> Party | None:
    """The ministry or organisation by its name: the one described before, or a new one."""
    name = " ".join(answers["ministry"].split())
    if not name:
        return None
    known = Party.objects.filter(
        created_by_organisation=chain.organisation, name=name, country=answers["country"]
    ).first()
    return known or register_party(
        actor=actor,
        organisation=chain.organisation,
        name=name,
        kind=PartyKind.ORGANISATION,
        type=_type_above(answers["type"]),
        country=answers["country"],
    )


def _type_above(unit_type: str) -> str:
    return PartyType.GOV_CIVIL if unit_type.startswith("gov_") else PartyType.PRIVATE_COMPANY
