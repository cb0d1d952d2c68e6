"""Take in a document: read, recognised, stored under its hash, recorded."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.people.models import Organisation, User
from licet.service.people.policy import require
from licet.service.records.services import record

from .models import Document, DocumentKind
from .sniff import Sniffed, UploadRefused, sniff
from .storage import Draft, TooLarge, Upload, keep, received


@transaction.atomic
def store(
    *,
    actor: User,
    upload: Upload,
    title: str,
    organisation: Organisation | None,
    subject: models.Model,
    kind: str = DocumentKind.OTHER,
) -> Document:
    """Content is on disk under its hash before the row commits; content without a row is harmless, a row without content is not."""
    require(actor, "document.add", organisation)
    draft, sniffed = _take(upload)
    document = Document.objects.create(
        owner_organisation=organisation,
        uploaded_by=actor,
        title=(title.strip() or sniffed.filename)[:200],
        filename=sniffed.filename,
        media_type=sniffed.media_type,
        size=draft.size,
        sha256=draft.sha256,
        kind=DocumentKind(kind),
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
    )
    _record_upload(actor, document)
    return document


def _record_upload(actor: User, document: Document) -> None:
    record(
        type="document.uploaded",
        actor=actor.pseudonym,
        subject=document,
        payload={
            "of": f"{document.subject_type}:{document.subject_id}",
            "kind": document.kind,
            "media_type": document.media_type,
            "size": document.size,
        },
        personal={"title": document.title, "filename": document.filename},
        files=[document.sha256],
    )


@transaction.atomic
def carry_over(*, actor: User, document: Document, subject: models.Model) -> Document:
    """The same content added to something else as well; what becomes of the first does not touch it.

    Whether `actor` may is for the caller: it knows both objects.
    """
    kept = ("owner_organisation", "title", "filename", "media_type", "size", "sha256", "kind")
    copy = Document.objects.create(
        uploaded_by=actor,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        **{name: getattr(document, name) for name in kept},
    )
    _record_upload(actor, copy)
    return copy


@transaction.atomic
def take_out(*, actor: User, document: Document) -> None:
    """Take a document out of what it was added to. Whether `actor` may is for the caller: it knows the object.

    Done twice, it is done once.
    """
    if document.removed_at is not None:
        return
    document.removed_at = timezone.now()
    document.save(update_fields=["removed_at"])
    record(
        type="document.removed",
        actor=actor.pseudonym,
        subject=document,
        payload={"of": f"{document.subject_type}:{document.subject_id}"},
    )


def _take(upload: Upload) -> tuple[Draft, Sniffed]:
    """The content, recognised and kept; what is wrong with it is an error of the field."""
    try:
        with received(upload, settings.MAX_UPLOAD_BYTES) as draft:
            sniffed = sniff(draft.file, upload.name or "")
            keep(draft)
            return draft, sniffed
    except UploadRefused as refused:
        raise ValidationError({"upload": str(refused)}) from None
    except TooLarge:
        limit = filesizeformat(settings.MAX_UPLOAD_BYTES)
        text = _("The file is larger than %(limit)s. Split it, or save it smaller, and upload that.")
        raise ValidationError({"upload": text % {"limit": limit}}) from None
