"""The authority's own wording: drafted by one official, adopted by another."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.base.reasons import says_why
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import Adoption, LetterKind, Wording
from ..selectors import adopted
from ..wording import require_sound, shipped


@transaction.atomic
def draft(*, actor: User, kind: str, language: str, texts: Mapping[str, str], note: str = "") -> Wording:
    """Keep a draft of all texts of one kind of letter in one language. It changes no letter until it is adopted."""
    require(actor, "wording.draft")
    given = {name: texts.get(name, "").replace("\r\n", "\n").strip() for name in shipped(kind, language)}
    require_sound(kind, given)
    wording: Wording = Wording.objects.create(
        kind=LetterKind(kind),
        language=language,
        texts=given,
        note=note.strip(),
        drafted_by=actor,
        drafted_at=timezone.now(),
    )
    record(
        type="wording.drafted", actor=actor.pseudonym, subject=wording, payload=content_of_wording(wording)
    )
    return wording


@transaction.atomic
def adopt(*, actor: User, wording: Wording, reason: str, seen: int | None = None) -> Adoption:
    """Make a draft the authority's wording for every letter issued from now on. Never by its drafter.

    `seen` is the version in force that the draft was compared with on the page (0: the shipped one): nobody adopts against
    a wording she has not seen. Drafts are only added to, so there is no row to lock: of two adoptions at once the second meets the first's number.
    """
    require(actor, "wording.adopt", wording)
    require_sound(wording.kind, wording.texts)  # Licet may know other placeholders than at the draft
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence why this wording is adopted.")})
    _require_seen(wording, seen)
    try:
        with transaction.atomic():
            adoption = _next_version(wording, actor, reason.strip())
    except IntegrityError:
        raise ValidationError(_("This wording was adopted in the meantime.")) from None
    payload: dict[str, JSON] = {
        "wording": str(wording.pk),
        "version": adoption.version,
        "reason": adoption.reason,
    }
    record(type="wording.adopted", actor=actor.pseudonym, subject=wording, payload=payload)
    return adoption


def _require_seen(wording: Wording, seen: int | None) -> None:
    if seen is None:
        return
    last = adopted(wording.kind, wording.language)
    if seen != (last.version if last else 0):
        raise ValidationError(
            _(
                "Another wording came into force while you were reading. Compare this draft with that one first."
            )
        )


def _next_version(wording: Wording, actor: User, reason: str) -> Adoption:
    last = adopted(wording.kind, wording.language)
    made: Adoption = Adoption.objects.create(
        wording=wording,
        kind=wording.kind,
        language=wording.language,
        version=last.version + 1 if last else 1,
        reason=reason,
        drafter_id=wording.drafted_by_id,
        by=actor,
        at=timezone.now(),
    )
    return made


def content_of_wording(wording: Wording) -> dict[str, JSON]:
    return {
        "wording": str(wording.pk),
        "kind": str(wording.kind),
        "language": wording.language,
        "texts": dict(wording.texts),
        "note": wording.note,
    }
