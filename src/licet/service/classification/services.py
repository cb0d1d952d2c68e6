"""Keep a self-assessment for whoever has its address, and forget it.

Nothing is recorded in the ledger: what a visitor writes is no act of the authority, and what the ledger holds stays.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b, sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from licet.service.people.policy import Actor, require

from .drafts import Draft, read
from .models import SavedAssessment

TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class Opened:
    """A saved self-assessment, and what the rules said when it was saved: regime → the outcomes then possible."""

    draft: Draft
    saved_on: date
    ends_on: date
    outcomes: dict[str, list[str]]


@transaction.atomic
def save(*, actor: Actor, draft: Draft, outcomes: dict[str, list[str]], today: date) -> str:
    """The token that opens it. It is kept nowhere."""
    require(actor, "self_assessment.keep")
    erase_expired(today)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    content = {"document": draft.document, "goal": draft.goal, "outcomes": outcomes}
    sealed = SecretBox(_key(token)).encrypt(json.dumps(content).encode())
    ends_on = today + timedelta(days=settings.SELF_ASSESSMENT_DAYS)
    SavedAssessment.objects.create(
        token_hash=_hash(token), sealed=bytes(sealed), saved_on=today, ends_on=ends_on
    )
    return token


def opened(token: str, today: date) -> Opened | None:
    """What the token opens; nothing for a token that is wrong, ended or deleted. Raises DraftRefused where the law has
    changed so far that what was saved can no longer be read."""
    found = SavedAssessment.objects.filter(token_hash=_hash(token)).first()
    if found and found.ends_on < today:
        erase_expired(today)
        return None
    content = _unsealed(token, bytes(found.sealed)) if found else None
    if found is None or content is None:
        return None
    draft = read(json.dumps(content["document"]), content["goal"], today)
    return Opened(draft, found.saved_on, found.ends_on, content["outcomes"])


@transaction.atomic
def delete(*, actor: Actor, token: str) -> bool:
    """Whether there was anything to delete."""
    require(actor, "self_assessment.keep")
    return bool(SavedAssessment.objects.filter(token_hash=_hash(token)).delete()[0])


def erase_expired(today: date | None = None) -> int:
    """Erase what has ended, whether or not anybody opens it again; how many that were. For the daily housekeeping."""
    today = today or timezone.localdate()
    return SavedAssessment.objects.filter(ends_on__lt=today).delete()[0]


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _key(token: str) -> bytes:
    """Nothing that the table holds leads to it."""
    return blake2b(token.encode(), digest_size=SecretBox.KEY_SIZE, person=b"licet draft key").digest()


def _unsealed(token: str, sealed: bytes) -> dict[str, Any] | None:
    try:
        content: dict[str, Any] = json.loads(SecretBox(_key(token)).decrypt(sealed))
    except CryptoError:
        return None
    return content
