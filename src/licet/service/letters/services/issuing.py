"""Issuing a letter: rendered once, signed, kept byte for byte, and named in the ledger by its hashes."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from licet.ledger.canonical import JSON
from licet.service.files.storage import keep_bytes
from licet.service.people.models import Organisation, User
from licet.service.records.services import record

from ..codes import new_code
from ..composing import Composed, compose
from ..contexts import Letter as Context
from ..drawing import draw
from ..models import Letter
from ..selectors import adopted
from .ending import supersede


@transaction.atomic
def issue(
    *,
    subject: models.Model,
    occasion: UUID,
    organisation: Organisation,
    letter: Context,
    actor: User | None = None,
    supersedes: Collection[str] = (),
    replaces: Letter | None = None,
) -> Letter:
    """Issue the letter that follows from `occasion`, once; asked again, the letter that was issued is returned.
    `replaces`: the withdrawn letter on the same occasion that this one corrects.

    It follows from an act that was allowed and recorded; `actor` None is the system carrying that act out. Letters of the
    kinds in `supersedes` about the same subject are no longer to be relied on from then on.
    """
    issued: Letter | None = Letter.objects.filter(
        occasion=occasion, kind=letter.kind, replaces=replaces
    ).first()
    if issued:
        return issued
    composed = compose(letter, number=next_number(letter.reference), code=new_code())
    row = _store(subject, occasion, organisation, letter, composed, replaces)
    record(
        type="letter.issued",
        actor=actor.pseudonym if actor else None,
        subject=subject,
        payload=content_of(row),
        files=[row.pdf_sha256] if row.pdf_sha256 else [],
        law_digest=letter.law.digest if letter.law else "",
    )
    supersede(row, supersedes)
    return row


def _store(
    subject: models.Model,
    occasion: UUID,
    organisation: Organisation,
    letter: Context,
    composed: Composed,
    replaces: Letter | None,
) -> Letter:
    drawn = draw(composed)
    wording = adopted(letter.kind, letter.language)
    row: Letter = Letter.objects.create(
        kind=letter.kind,
        number=composed.number,
        code=composed.code,
        reference=letter.reference,
        title=composed.title[:200],
        language=letter.language,
        organisation=organisation,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        occasion=occasion,
        wording=wording.wording if wording else None,
        body=composed.body,
        html_sha256=sha256(composed.body.encode()).hexdigest(),
        pdf_sha256=keep_bytes(drawn) if drawn else "",
        issued_at=timezone.now(),
        valid_until=letter.valid_until,
        replaces=replaces,
    )
    return row


def content_of(letter: Letter) -> dict[str, JSON]:
    """What the event says of a letter."""
    return {
        "letter": str(letter.pk),
        "number": letter.number,
        "kind": str(letter.kind),
        "language": letter.language,
        "html_sha256": letter.html_sha256,
        "pdf_sha256": letter.pdf_sha256,
        "wording": str(letter.wording_id) if letter.wording_id else None,
        "valid_until": letter.valid_until.isoformat() if letter.valid_until else None,
        "replaces": letter.replaces.number if letter.replaces else None,
    }


def next_number(reference: str) -> str:
    """The case's reference and the letter's number in it. Two at once collide in the database, and one job tries again."""
    return f"{reference}-L{Letter.objects.filter(reference=reference).count() + 1}"
