"""Who may see a party at all. Apps above add their own grounds: `@parties.ground("casework.consulted")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from licet.service.base.visibility import Grounds

if TYPE_CHECKING:
    from licet.service.people.models import User

parties: Grounds[User] = Grounds()
_OFFICIALS = frozenset({"officer", "assessor", "approver", "auditor"})


def visible_parties(actor: User) -> Q:
    """Officials see all that no veil covers (whom only a draft names); an exporter her organisation's; others what a ground opens."""
    if _OFFICIALS & {role.value for role in actor.roles}:
        return parties.unveiled(actor)
    return parties.open_to(actor, Q(created_by_organisation__in=actor.organisation_ids))
