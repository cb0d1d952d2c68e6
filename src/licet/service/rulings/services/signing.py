"""Signing, by another person; sending back; withdrawing, and being replaced."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON, canonical
from licet.service.base.reasons import says_why
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import Ended, Ruling, RulingEnd
from .drafting import indicated, locked
from .numbers import RULING, next_number


@transaction.atomic
def sign(*, actor: User, ruling: Ruling) -> Ruling:
    """The draft becomes the ruling, word for word. Refused if facts or law moved since it was handed over."""
    ruling = locked(ruling)
    require(actor, "ruling.sign", ruling)
    _refuse_moved(actor, ruling)
    ruling.signed_by, ruling.signed_at = actor, timezone.now()
    ruling.number = next_number(RULING, timezone.localdate(ruling.signed_at).year)
    ruling.digest = digest_of(ruling)
    ruling.save()
    assert ruling.indication is not None, "checked just before"
    record(
        type="ruling.signed",
        actor=actor.pseudonym,
        subject=ruling,
        payload={"ruling": str(ruling.pk), "digest": ruling.digest, "content": content_of(ruling)},
        law_digest=ruling.indication.law_digest,
    )
    if ruling.replaces:
        _replaced(actor, ruling)
    return ruling


def _refuse_moved(actor: User, ruling: Ruling) -> None:
    """The rules are run again before signature; the day alone may differ."""
    then, now = ruling.indication, indicated(actor, ruling)
    if then is None or then.law_digest != now.law_digest or _asked(then) != _asked(now):
        raise ValidationError(
            _(
                "Facts or law have changed since it was handed over. Send it back, so that its drafter looks again."
            )
        )
    if then.result["regimes"] != now.result["regimes"]:
        raise ValidationError(
            _("The rules say something else today. Send it back, so that its drafter looks again.")
        )


def _asked(indication: Any) -> dict[str, Any]:
    return {name: value for name, value in indication.document.items() if name != "as_of"}


def content_of(ruling: Ruling) -> dict[str, Any]:
    """All a ruling says, as its digest covers it."""
    assert ruling.indication is not None, "a ruling rests on what the rules said"
    return {
        "number": ruling.number,
        "about": str(ruling.inquiry_id or ruling.case_id),
        "item": str(ruling.item),
        "name": ruling.item_name,
        "kind": str(ruling.item_kind),
        "entries": [
            {"entry": line.entry, "applies": line.applies, "reasons": line.reasons}
            for line in ruling.lines.all()
        ],
        "reasons": ruling.reasons,
        "valid_until": ruling.valid_until.isoformat() if ruling.valid_until else None,
        "indication": ruling.indication.input_digest,
        "as_of": ruling.indication.as_of.isoformat(),
        "law": ruling.indication.law_digest,
        "drafted_by": str(ruling.drafted_by.pseudonym),
        "replaces": ruling.replaces.number if ruling.replaces else None,
    }


def digest_of(ruling: Ruling) -> str:
    return sha256(canonical(content_of(ruling))).hexdigest()


def _replaced(actor: User, ruling: Ruling) -> None:
    earlier = ruling.replaces
    assert earlier is not None, "asked just before"
    if RulingEnd.objects.filter(ruling=earlier).exists():
        raise ValidationError(_("The ruling that this one replaces was withdrawn. Send it back."))
    _end(actor, earlier, Ended.REPLACED, ruling.reasons, later=ruling)


@transaction.atomic
def send_back(*, actor: User, ruling: Ruling, reason: str) -> Ruling:
    ruling = locked(ruling)
    require(actor, "ruling.sign", ruling)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence what its drafter has to look at.")})
    ruling.handed_over_at, ruling.sent_back = None, reason.strip()
    ruling.save(update_fields=["handed_over_at", "sent_back"])
    record(
        type="ruling.sent_back",
        actor=actor.pseudonym,
        subject=ruling,
        payload={"ruling": str(ruling.pk), "reason": ruling.sent_back},
    )
    return ruling


@transaction.atomic
def withdraw(*, actor: User, ruling: Ruling, reason: str) -> RulingEnd:
    """It no longer stands from now on. What was decided while it stood has acts of its own."""
    ruling = locked(ruling)
    require(actor, "ruling.withdraw", ruling)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence why it is withdrawn: the exporter reads it.")})
    return _end(actor, ruling, Ended.WITHDRAWN, reason.strip())


def _end(actor: User, ruling: Ruling, how: Ended, reason: str, later: Ruling | None = None) -> RulingEnd:
    end: RulingEnd = RulingEnd.objects.create(
        ruling=ruling, how=how, reason=reason, later=later, by=actor, at=timezone.now()
    )
    payload: dict[str, JSON] = {
        "ruling": str(ruling.pk),
        "number": ruling.number,
        "reason": reason,
        "later": later.number if later else None,
    }
    record(type=f"ruling.{how}", actor=actor.pseudonym, subject=ruling, payload=payload)
    return end
