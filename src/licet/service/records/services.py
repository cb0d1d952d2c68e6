"""Writing the ledger. `record` is called inside the transaction of the act it records: both happen or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from licet.ledger.canonical import JSON, canonical, commitment, new_key
from licet.service.base.ids import new_id

from . import once, types
from .models import Content, Event, Pending, PersonalContent
from .subscribers import dispatch


class NotInTransaction(Exception):
    """`record` was called where a failure could leave the act without its event, or the event without its act."""


def record(
    *,
    type: str,
    actor: UUID | None,
    subject: models.Model,
    payload: Mapping[str, JSON],
    personal: Mapping[str, JSON] | None = None,
    files: Sequence[str] = (),
    law_digest: str = "",
) -> Event:
    """Insert the event of an act. `actor` is the pseudonym; None is the system itself."""
    types.check(type)
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(f"record({type!r}) needs the transaction of the act it records.")
    once.claim()
    body, key = canonical(payload), new_key()
    personal_body, personal_key = canonical(personal or {}), new_key()
    event = Event.objects.create(
        id=new_id(),
        type=type,
        at=timezone.now(),
        actor=actor,
        subject_type=subject._meta.label_lower,
        subject_id=_uuid(subject),
        law_digest=law_digest,
        payload_commitment=commitment(key, body),
        personal_commitment=commitment(personal_key, personal_body) if personal else "",
        files=list(files),
    )
    Content.objects.create(event=event, key=key, body=body.decode())
    if personal:
        PersonalContent.objects.create(event=event, key=personal_key, body=personal_body.decode())
    Pending.objects.create(event=event)
    dispatch(event)
    return event


def _uuid(subject: models.Model) -> UUID:
    if not isinstance(subject.pk, UUID):
        raise TypeError(
            f"{subject._meta.label} has no UUID as its key and cannot be the subject of an event."
        )
    return subject.pk
