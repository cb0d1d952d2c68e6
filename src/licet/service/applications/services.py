"""Writes of an application: begin, fill in, submit, withdraw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.base.templatetags.base import day
from licet.service.chains import selectors as chain_selectors
from licet.service.chains import services as chain_services
from licet.service.corpus.services import indicate
from licet.service.files.models import Document
from licet.service.files.services import store, take_out
from licet.service.files.storage import Upload
from licet.service.people.models import Organisation, User
from licet.service.people.policy import require
from licet.service.records.services import record

from .advice import Advice, advice
from .completeness import Gap, gaps
from .fitting import Misfit, misfits, unexplained
from .models import Application, ReferenceCounter, State
from .selectors import documents_of


class Incomplete(Exception):
    """The application cannot be submitted yet; `gaps` says what is missing and where."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__("; ".join(str(gap.text) for gap in gaps))
        self.gaps = gaps


class Unclear(Exception):
    """Two statements cannot both be true, or nobody explained how they are; `misfits` says which and where."""

    def __init__(self, misfits: Sequence[Misfit]) -> None:
        super().__init__("; ".join(misfit.text for misfit in misfits))
        self.misfits = misfits


class NotKnowingly(Exception):
    """Something is missing that the authority will ask for, and she did not say that she goes on without it."""

    def __init__(self, lacking: Sequence[Advice]) -> None:
        super().__init__("; ".join(each.text for each in lacking))
        self.lacking = lacking


KNOWINGLY = "knowingly"
"""In what is declared: that she submits although something is missing."""


@transaction.atomic
def create(*, actor: User, organisation: Organisation, title: str) -> Application:
    """Begin an application with a deal of its own."""
    require(actor, "application.create")
    chain = chain_services.start(actor=actor, organisation=organisation, title=title)
    application: Application = Application.objects.create(
        chain=chain, organisation=organisation, created_by=actor, language=language_of_the_moment()
    )
    record(
        type="application.created",
        actor=actor.pseudonym,
        subject=application,
        payload={"chain": str(chain.pk)},
    )
    return application


def language_of_the_moment() -> str:
    """The one the exporter reads the site in, if letters are written in it."""
    code = (get_language() or "").partition("-")[0]
    return code if code in dict(settings.LANGUAGES) else "en"


@transaction.atomic
def save_section(
    *, actor: User, application: Application, section: str, answers: Mapping[str, Any], complete: bool
) -> None:
    """Store one section as its form cleaned it; `complete` False keeps what there is for later."""
    application = _locked(application)
    require(actor, "application.edit", application)
    application.data = {**application.data, section: {**plain(answers), "complete": complete}}
    application.save(update_fields=["data", "changed_at"])
    record(
        type="application.changed",
        actor=actor.pseudonym,
        subject=application,
        payload={"section": section, "complete": complete},
    )


class TwiceTheSame(ValidationError):
    """The same content is attached already, as `earlier`."""

    def __init__(self, earlier: Document) -> None:
        text = _(
            "This very file is attached already, as “%(title)s”, since %(day)s. Use that one, or choose another file."
        )
        super().__init__({"upload": text % {"title": earlier.title, "day": day(earlier.created_at)}})
        self.earlier = earlier


@transaction.atomic
def attach(*, actor: User, application: Application, upload: Upload, title: str, kind: str) -> Document:
    """Add a document to a draft. Raises ValidationError for a file that cannot be taken, TwiceTheSame for one that is there."""
    application = _locked(application)
    require(actor, "application.edit", application)
    here = {document.sha256: document for document in documents_of(application)}
    made = store(
        actor=actor,
        upload=upload,
        title=title,
        organisation=application.organisation,
        subject=application,
        kind=kind,
    )
    if made.sha256 in here:
        raise TwiceTheSame(here[made.sha256])  # what was stored of it goes with the transaction
    return made


@transaction.atomic
def remove_document(*, actor: User, application: Application, document: Document) -> None:
    """Take a document out of a draft; one that was submitted stays.

    Raises Document.DoesNotExist when it is not attached here.
    """
    application = _locked(application)
    require(actor, "application.edit", application)
    attached = {each.pk: each for each in documents_of(application)}
    if document.pk not in attached:
        raise Document.DoesNotExist
    take_out(actor=actor, document=attached[document.pk])


@transaction.atomic
def submit(
    *,
    actor: User,
    application: Application,
    declared: Mapping[str, Any],
    language: str = "",
    explanations: Mapping[str, str] | None = None,
) -> Application:
    """Freeze what is applied for and hand it in. Pressed twice, it is handed in once. `language`: of the letters about it;
    `explanations`: by the code of what does not fit together and may yet be true. Raises Incomplete, Unclear, NotKnowingly.
    """
    application = _locked(application)
    if application.state == State.SUBMITTED and application.submitted_by_id == actor.pk:
        return application
    require(actor, "application.submit", application)
    if missing := gaps(application):
        raise Incomplete(missing)
    if unclear := unexplained(application, explanations or {}):
        raise Unclear(unclear)
    if not declared.get(KNOWINGLY) and (lacking := advice(application)):
        raise NotKnowingly(lacking)
    application.data = {**application.data, "explanations": _explained(application, explanations or {})}
    if language in dict(settings.LANGUAGES):
        application.language = language
    return _hand_in(actor, application, declared, timezone.now())


def _explained(application: Application, explanations: Mapping[str, str]) -> dict[str, JSON]:
    """What did not fit together, with the exporter's explanation, as the officer will read it."""
    return {m.code: {"text": m.text, "why": explanations[m.code].strip()} for m in misfits(application)}


def _hand_in(actor: User, application: Application, declared: Mapping[str, Any], at: datetime) -> Application:
    today = timezone.localdate(at)
    document = chain_selectors.document(application.chain)
    application.indication = indicate(
        actor=actor, subject=application.chain, document=document, basis="claims", as_of=today
    )
    chain_services.lock(actor=actor, chain=application.chain, at=at)
    application.data = {**application.data, "declaration": plain(declared)}
    application.reference = _next_reference(today.year)
    application.state = State.SUBMITTED
    application.submitted_at, application.submitted_by = at, actor
    application.save()
    _record_submission(actor, application, document)
    return application


def _record_submission(actor: User, application: Application, document: dict[str, Any]) -> None:
    """The snapshot the officer's file starts from. Names are personal data and can be destroyed apart."""
    indication = application.indication
    assert indication is not None, "made just before"
    files = documents_of(application)
    record(
        type="application.submitted",
        actor=actor.pseudonym,
        subject=application,
        payload={
            "application_id": str(application.pk),
            "reference": application.reference,
            "language": application.language,
            "party_ids": [party["id"] for party in document["parties"]],
            "document": document,
            "data": {name: answers for name, answers in application.data.items() if name != "declaration"},
            "indication_id": str(indication.pk),
            "files": [_file(file) for file in files],
        },
        personal={"declaration": application.data["declaration"], "parties": _party_names(application)},
        files=[file.sha256 for file in files],
        law_digest=indication.law_digest,
    )


def _file(file: Document) -> dict[str, str]:
    return {"id": str(file.pk), "title": file.title, "kind": file.kind, "sha256": file.sha256}


def _party_names(application: Application) -> list[JSON]:
    rows = application.chain.parties.select_related("party__parent").order_by("id")
    return [
        {
            "id": str(row.party_id),
            "role": row.role,
            "name": row.party.name,
            "belongs_to": row.party.parent.name if row.party.parent else None,
            "mandate": row.party.mandate,
        }
        for row in rows
    ]


def _next_reference(year: int) -> str:
    ReferenceCounter.objects.get_or_create(year=year)
    counter = ReferenceCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{settings.REFERENCE_PREFIX}-{year}-{counter.last:06d}"


class ReasonMissing(ValueError):
    """A withdrawal says why."""


@transaction.atomic
def withdraw(*, actor: User, application: Application, reason: str) -> Application:
    """Take an application back, with the reason. What was handed in stays on record."""
    application = _locked(application)
    require(actor, "application.withdraw", application)
    if not reason.strip():
        raise ReasonMissing(_("Say why you withdraw the application."))
    if not application.chain.locked_at:
        chain_services.lock(actor=actor, chain=application.chain)
    application.state = State.WITHDRAWN
    application.withdrawn_at, application.withdrawal_reason = timezone.now(), reason.strip()
    application.save()
    record(
        type="application.withdrawn",
        actor=actor.pseudonym,
        subject=application,
        payload={
            "application_id": str(application.pk),
            "reference": application.reference,
            "reason": reason.strip(),
            "was_submitted": application.submitted_at is not None,
        },
    )
    return application


def _locked(application: Application) -> Application:
    """The row as it is now, and nobody else's until this transaction ends."""
    fresh: Application = Application.objects.select_for_update().get(pk=application.pk)
    return fresh


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Cleaned answers as JSON: days in ISO form, amounts as text."""
    return {name: _plain(value) for name, value in answers.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
