"""The exporter asks, and answers; the office asks back, and records what it found."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.reasoning import InputError
from licet.service.applications.models import Application
from licet.service.applications.selectors import documents_of
from licet.service.applications.services import language_of_the_moment
from licet.service.base.reasons import says_why
from licet.service.casework.calendar import due_after
from licet.service.casework.services import Overtaken
from licet.service.casework.services.findings import Source, refuse_unsourced
from licet.service.chains.facts import check
from licet.service.chains.models import Item
from licet.service.chains.services import Claim
from licet.service.corpus.models import Indication
from licet.service.corpus.services import indicate
from licet.service.files.models import Document
from licet.service.files.services import carry_over, store
from licet.service.files.storage import Upload
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..excerpts import names_in, of_item
from ..models import Inquiry, InquiryEnd, InquiryFinding, InquiryQuestion, InquiryReply
from .numbers import INQUIRY, next_number

ANSWER_WITHIN = 10
"""Working days an exporter has to answer unless the officer sets another number."""


@transaction.atomic
def ask(*, actor: User, application: Application, item: Item, text: str, own_view: str = "") -> Inquiry:
    """Ask for a ruling on one item of a draft. What was stated of it and every document of the draft go along, as they are."""
    require(actor, "inquiry.ask", application)
    _refuse_unready(application, item, text)
    inquiry = _asked(actor, application, item)
    inquiry.text, inquiry.own_view = text.strip(), own_view.strip()
    inquiry.indication = _indicated(actor, inquiry)
    inquiry.save(force_insert=True)
    files = [carry_over(actor=actor, document=each, subject=inquiry) for each in documents_of(application)]
    _record_asked(actor, inquiry, files)
    return inquiry


def _asked(actor: User, application: Application, item: Item) -> Inquiry:
    excerpt, now = of_item(application.chain, item.pk, "claims"), timezone.now()
    return Inquiry(
        reference=next_number(INQUIRY, timezone.localdate(now).year),
        application=application,
        organisation=application.organisation,
        item=item.pk,
        item_name=item.name,
        item_kind=item.kind,
        deal=application.chain.title,
        language=language_of_the_moment(),
        names=names_in(application.chain, excerpt),
        description=item.description,
        document=excerpt,
        asked_by=actor,
        asked_at=now,
    )


def _refuse_unready(application: Application, item: Item, text: str) -> None:
    if item.chain_id != application.chain_id:
        raise ValidationError(_("This item belongs to another deal."))
    if not item.transfers.exists():
        raise ValidationError(
            _("Describe a transfer of this item first, even a planned one: the rules answer by transfer.")
        )
    if not says_why(text):
        raise ValidationError({"text": _("Say in a sentence what you want to know, and what for.")})


def _indicated(actor: User, inquiry: Inquiry) -> Indication:
    try:
        return indicate(
            actor=actor,
            subject=inquiry,
            document=inquiry.document,
            basis="claims",
            as_of=timezone.localdate(inquiry.asked_at),
        )
    except InputError as fault:
        raise ValidationError(str(fault)) from fault


def _record_asked(actor: User, inquiry: Inquiry, files: Sequence[Document]) -> None:
    record(
        type="inquiry.asked",
        actor=actor.pseudonym,
        subject=inquiry,
        payload={
            "reference": inquiry.reference,
            "item": str(inquiry.item),
            "text": inquiry.text,
            "own_view": inquiry.own_view,
            "document": inquiry.document,
            "indication_id": str(inquiry.indication.pk),
        },
        personal={"names": inquiry.names},
        files=[each.sha256 for each in files],
        law_digest=inquiry.indication.law_digest,
    )


def locked(inquiry: Inquiry) -> Inquiry:
    """As it is now, and nobody else's until this transaction ends. A request never changes, so its application is locked."""
    Application.objects.select_for_update().get(pk=inquiry.application_id)
    found: Inquiry = Inquiry.objects.select_related("application", "organisation").get(pk=inquiry.pk)
    return found


@transaction.atomic
def take_back(*, actor: User, inquiry: Inquiry, reason: str) -> InquiryEnd:
    inquiry = locked(inquiry)
    require(actor, "inquiry.take_back", inquiry)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence why you take it back.")})
    end: InquiryEnd = InquiryEnd.objects.create(
        inquiry=inquiry, reason=reason.strip(), by=actor, at=timezone.now()
    )
    _record("inquiry.taken_back", actor, inquiry, {"reason": end.reason})
    return end


@transaction.atomic
def question(
    *, actor: User, inquiry: Inquiry, text: str, working_days: int = ANSWER_WITHIN
) -> InquiryQuestion:
    inquiry = locked(inquiry)
    require(actor, "inquiry.question", inquiry)
    if not says_why(text):
        raise ValidationError({"text": _("Ask in a sentence: the exporter reads exactly this.")})
    due = due_after(timezone.localdate(), working_days)
    asked: InquiryQuestion = InquiryQuestion.objects.create(
        inquiry=inquiry,
        text=text.strip(),
        due_on=due.on,
        calendar=due.calendar,
        by=actor,
        at=timezone.now(),
    )
    told: dict[str, JSON] = {
        "question": str(asked.pk),
        "text": asked.text,
        "due_on": due.on.isoformat(),
        "calendar": due.calendar,
    }
    _record("inquiry.question_asked", actor, inquiry, told)
    return asked


@transaction.atomic
def answer(
    *, actor: User, question: InquiryQuestion, text: str, uploads: Sequence[Upload] = ()
) -> InquiryReply:
    """The exporter's answer. What it changes of the facts, the office records as findings."""
    inquiry = locked(question.inquiry)
    require(actor, "inquiry.answer", question)
    if InquiryReply.objects.filter(question=question).exists():
        raise Overtaken(_("This question has been answered in the meantime."))
    if not text.strip():
        raise ValidationError({"text": _("Enter your answer.")})
    stored = [_keep(actor, inquiry, upload, own=True) for upload in uploads]
    reply: InquiryReply = InquiryReply.objects.create(
        question=question, text=text.strip(), by=actor, at=timezone.now()
    )
    told: dict[str, JSON] = {"question": str(question.pk), "text": reply.text}
    _record("inquiry.answered", actor, inquiry, told, [each.sha256 for each in stored])
    return reply


@transaction.atomic
def find(
    *,
    actor: User,
    inquiry: Inquiry,
    claim: Claim,
    reason: str,
    source: Source,
    upload: Upload | None = None,
    disputed: bool = False,
) -> InquiryFinding:
    """Found, or disputed: a disputed fact counts as unknown until it is found. The claim stays visible beside it."""
    inquiry = locked(inquiry)
    require(actor, "inquiry.find", inquiry)
    refuse_unsourced(source, has_document=upload is not None)
    check(claim.fact, claim.scope, claim.value)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence what was examined, and what it showed.")})
    evidence = _keep(actor, inquiry, upload, own=False) if upload else None
    finding: InquiryFinding = InquiryFinding.objects.create(
        inquiry=inquiry,
        scope=claim.scope,
        about=claim.object_id,
        fact=claim.fact,
        value=claim.value,
        disputed=disputed,
        reason=reason.strip(),
        source=source.kind,
        source_text=source.text.strip(),
        source_date=source.dated_on,
        evidence=evidence,
        by=actor,
        at=timezone.now(),
    )
    _record("inquiry.finding_recorded", actor, inquiry, _told(finding), [evidence.sha256] if evidence else [])
    return finding


def _told(finding: InquiryFinding) -> dict[str, JSON]:
    return {
        "finding": str(finding.pk),
        "scope": str(finding.scope),
        "object": str(finding.about),
        "fact": finding.fact,
        "value": finding.value,
        "status": "disputed" if finding.disputed else "found",
        "reason": finding.reason,
        "source": str(finding.source),
        "source_text": finding.source_text,
        "source_dated_on": finding.source_date.isoformat() if finding.source_date else None,
    }


def _keep(actor: User, inquiry: Inquiry, upload: Upload, *, own: bool) -> Document:
    """What the office adds belongs to the office: no exporter sees it."""
    return store(
        actor=actor,
        upload=upload,
        title=upload.name or _("Document"),
        organisation=inquiry.organisation if own else None,
        subject=inquiry,
    )


def _record(
    type: str, actor: User, inquiry: Inquiry, payload: dict[str, JSON], files: Sequence[str] = ()
) -> None:
    record(
        type=type,
        actor=actor.pseudonym,
        subject=inquiry,
        payload={"reference": inquiry.reference, **payload},
        files=list(files),
    )
