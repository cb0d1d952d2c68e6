"""Issuing a letter: rendered once, kept word for word, and named in the ledger by its hashes."""

from __future__ import annotations

from hashlib import sha256

from django.db import models, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from licet.service.files.storage import keep_bytes
from licet.service.people.models import Organisation, User
from licet.service.records.models import Checkpoint
from licet.service.records.services import record

from . import pdf
from .contexts import Letter as Context
from .models import Letter


@transaction.atomic
def issue(
    *,
    actor: User | None,
    subject: models.Model,
    organisation: Organisation,
    letter: Context,
    language: str = "en",
) -> Letter:
    """Issue the letter of this kind about `subject`, once; asked again, the letter that was issued is returned.

    It follows from an act that was allowed and recorded; `actor` None is the system carrying that act out.
    """
    issued: Letter | None = Letter.objects.filter(subject_id=subject.pk, kind=letter.kind).first()
    if issued:
        return issued
    title, body = compose(letter, language)
    drawn = _draw(title, body, language)
    row = Letter.objects.create(
        kind=letter.kind,
        reference=letter.reference,
        title=title,
        organisation=organisation,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        body=body,
        html_sha256=sha256(body.encode()).hexdigest(),
        pdf_sha256=keep_bytes(drawn) if drawn else "",
        issued_at=timezone.now(),
    )
    record(
        type="letter.issued",
        actor=actor.pseudonym if actor else None,
        subject=subject,
        payload={"letter": str(row.pk), "kind": str(row.kind), "html_sha256": row.html_sha256},
        files=[row.pdf_sha256] if drawn else [],
        law_digest=letter.law_digest,
    )
    return row


def compose(letter: Context, language: str) -> tuple[str, str]:
    """Title and body in the language of the letter, autoescaped. The body is what is kept and shown."""
    checkpoint = Checkpoint.objects.order_by("size").last()
    with override(language):
        context = {"letter": letter, "checkpoint": checkpoint}
        body = render_to_string(letter.template, context)
        title = render_to_string("letters/title.txt", context).strip()
    return title, body


def _draw(title: str, body: str, language: str) -> bytes:
    """The PDF, or nothing where the library is missing: the letter itself is not held up."""
    context = {"title": title, "body": mark_safe(body), "language": language}  # noqa: S308 - our own autoescaped template
    try:
        return pdf.render(render_to_string("letters/document.html", context))
    except pdf.PdfUnavailable:
        return b""
