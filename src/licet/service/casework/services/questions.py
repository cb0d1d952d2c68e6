"""Questions to the exporter: asked by the officer, answered on the exporter's page, with documents."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.reasons import says_why
from licet.service.files.services import store
from licet.service.files.storage import Upload
from licet.service.people.models import User
from licet.service.people.policy import require

from ..calendar import due_after
from ..models import Case, Question, Reply
from ..moves import Act
from .move import Overtaken, locked, move

ANSWER_WITHIN = 10
"""Working days an exporter has to answer unless the officer sets another number."""


@transaction.atomic
def ask(*, actor: User, case: Case, text: str, working_days: int = ANSWER_WITHIN) -> Question:
    require(actor, Act.ASK, case)
    case = locked(case)
    refuse_thin(text)
    due = due_after(timezone.localdate(), working_days)
    question = Question.objects.create(
        case=case, by=actor, at=timezone.now(), text=text, due_on=due.on, calendar=due.calendar
    )
    payload = {
        "question": str(question.pk),
        "text": text,
        "due_on": due.on.isoformat(),
        "calendar": due.calendar,
    }
    move(case=case, act=Act.ASK, actor=actor, payload=payload)
    return question


def refuse_thin(text: str) -> None:
    """A question that the exporter cannot understand cannot be answered."""
    if not says_why(text):
        raise ValidationError({"text": _("Ask in a sentence: the exporter reads exactly this.")})


@transaction.atomic
def answer(*, actor: User, question: Question, text: str, uploads: Sequence[Upload] = ()) -> Reply:
    """The exporter's answer; the clock of the question stops."""
    require(actor, Act.ANSWER, question.case)
    case = locked(question.case)
    _still_open(question)
    stored = [
        store(
            actor=actor,
            upload=upload,
            title=upload.name or _("Document"),
            organisation=case.organisation,
            subject=question,
        )
        for upload in uploads
    ]
    reply = Reply.objects.create(question=question, answered=True, text=text, by=actor, at=timezone.now())
    payload = {"question": str(question.pk), "text": text}
    hashes = [document.sha256 for document in stored]
    move(case=case, act=Act.ANSWER, actor=actor, payload=payload, files=hashes)
    return reply


@transaction.atomic
def close_question(*, actor: User, question: Question, reason: str) -> Reply:
    """The officer stops waiting. What was asked stays unknown: the absence of an answer favours nobody."""
    require(actor, Act.CLOSE_QUESTION, question.case)
    case = locked(question.case)
    _still_open(question)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence why you stop waiting. The exporter reads it.")})
    reply = Reply.objects.create(question=question, answered=False, text=reason, by=actor, at=timezone.now())
    payload = {"question": str(question.pk), "reason": reason}
    move(case=case, act=Act.CLOSE_QUESTION, actor=actor, payload=payload)
    return reply


def _still_open(question: Question) -> None:
    if Reply.objects.filter(question=question).exists():
        raise Overtaken(_("This question has been answered or closed in the meantime."))
