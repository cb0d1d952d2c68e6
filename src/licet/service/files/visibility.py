"""Who may see a document at all. Apps above add their own grounds: `@documents.ground("casework.consulted")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from licet.service.base.visibility import Grounds

if TYPE_CHECKING:
    from licet.service.people.models import User

documents: Grounds[User] = Grounds()
_OFFICIALS = frozenset({"officer", "assessor", "approver", "auditor"})


def visible_documents(actor: User) -> Q:
    """Officials see all that no veil covers (a draft’s documents); others what they added, what their organisation owns, and what a ground opens."""
    if _OFFICIALS & {role.value for role in actor.roles}:
        return documents.unveiled(actor)
    own = Q(uploaded_by=actor) | Q(owner_organisation__in=actor.organisation_ids)
    return documents.open_to(actor, own)
