"""An officer says whether a hit is the same person or body, and why."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import Hit, HitStatus

_EVENTS = {HitStatus.CLEARED: "hit.cleared", HitStatus.CONFIRMED: "hit.confirmed"}


@transaction.atomic
def settle_hit(*, actor: User, hit: Hit, status: str, reason: str) -> Hit:
    """Clear or confirm. A later answer takes the place of an earlier one; the ledger keeps both."""
    require(actor, "hit.settle", hit)
    hit = Hit.objects.select_for_update().get(pk=hit.pk)
    _check(hit, status, reason)
    hit.status, hit.reason = HitStatus(status), reason.strip()
    hit.settled_by, hit.settled_at, hit.carried_from = actor, timezone.now(), None
    hit.save()
    record(
        type=_EVENTS[HitStatus(status)],
        actor=actor.pseudonym,
        subject=hit,
        payload={
            "party": str(hit.party_id),
            "entry": hit.entry.reference,
            "entry_digest": hit.entry.digest,
            "reason": hit.reason,
        },
    )
    return hit


def _check(hit: Hit, status: str, reason: str) -> None:
    faults: dict[str, str] = {}
    if status not in _EVENTS:
        faults["status"] = _("Say whether the two are the same or not.")
    elif hit.status == status:
        faults["status"] = _("This hit has that answer already. Choose the other one, or leave it.")
    if not reason.strip():
        faults["reason"] = _("Write down why: what you compared and what you found.")
    if faults:
        raise ValidationError(faults)
