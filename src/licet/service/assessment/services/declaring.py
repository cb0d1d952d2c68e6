"""The authority declares what it will do with what the law leaves to it; letters cite the declaration."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import PolicyDeclaration


@transaction.atomic
def declare(
    *, actor: User, code: str, text: str, reason: str, in_force_from: date, declared: bool = True
) -> PolicyDeclaration:
    """Add a declaration, or (`declared=False`) take it back from a day on."""
    require(actor, "policy.declare")
    row = PolicyDeclaration.objects.create(
        code=code,
        declared=declared,
        text=text,
        reason=reason,
        in_force_from=in_force_from,
        by=actor,
        at=timezone.now(),
    )
    record(
        type="policy.declared",
        actor=actor.pseudonym,
        subject=row,
        payload={
            "code": code,
            "declared": declared,
            "text": text,
            "reason": reason,
            "in_force_from": in_force_from.isoformat(),
        },
    )
    return row
