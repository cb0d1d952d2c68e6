"""Setting the assessment aside. What may be one of the six kinds is assessed; saying that it is none takes two people."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.people.models import User
from licet.service.people.policy import require

from ..models import Case, Release
from ..moves import Act
from .move import Overtaken, locked, move


@transaction.atomic
def ask_release(*, actor: User, case: Case, reason: str) -> Release:
    require(actor, Act.RELEASE, case)
    case = locked(case)
    if Release.objects.filter(case=case, confirmed_by__isnull=True).exists():
        raise Overtaken(_("This was already asked for and waits for a second person."))
    row = Release.objects.create(case=case, by=actor, at=timezone.now(), reason=reason)
    move(case=case, act=Act.RELEASE, actor=actor, payload={"release": str(row.pk), "reason": reason})
    return row


@transaction.atomic
def confirm_release(*, actor: User, case: Case) -> Release:
    require(actor, Act.CONFIRM_RELEASE, case)
    case = locked(case)
    row: Release | None = (
        Release.objects.select_for_update().filter(case=case, confirmed_by__isnull=True).last()
    )
    if row is None:
        raise Overtaken(_("It was confirmed in the meantime."))
    row.confirmed_by, row.confirmed_at = actor, timezone.now()
    row.save(update_fields=["confirmed_by", "confirmed_at"])
    move(case=case, act=Act.CONFIRM_RELEASE, actor=actor, payload={"release": str(row.pk)})
    return row
