"""The case follows the application: opened when it is submitted, ended when it is taken back. Letters follow the case."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import override

from licet.service.applications.models import Application
from licet.service.letters.models import LetterKind
from licet.service.letters.services import issue
from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

from . import letters
from .models import Case, Question
from .services import open_case, withdraw


@subscribe("application.submitted", name="casework.open_case")
def on_submitted(event: Event) -> None:
    open_case(application=Application.objects.get(pk=event.subject_id))


@subscribe("application.withdrawn", name="casework.withdraw")
def on_withdrawn(event: Event) -> None:
    application = Application.objects.get(pk=event.subject_id)
    withdraw(application=application, reason=application.withdrawal_reason)


@subscribe("case.opened", name="casework.acknowledge")
def on_opened(event: Event) -> None:
    case = _case(event.subject_id)
    with override(case.application.language):
        letter = letters.acknowledgement(case)
    issue(subject=case, occasion=case.pk, organisation=case.organisation, letter=letter)


@subscribe("question.asked", name="casework.write_question")
def on_asked(event: Event) -> None:
    payload = event.payload or {}
    question = Question.objects.select_related("by").get(pk=payload["question"])
    question.case = case = _case(event.subject_id)
    with override(case.application.language):
        letter = letters.question_letter(question)
    issue(subject=case, occasion=question.pk, organisation=case.organisation, letter=letter)


@subscribe("case.withdrawn", name="casework.confirm_withdrawal")
@subscribe("case.withdrawn_after_notice", name="casework.confirm_noticed_withdrawal")
def on_case_withdrawn(event: Event) -> None:
    case = _case(event.subject_id)
    with override(case.application.language):
        letter = letters.withdrawal_letter(case, timezone.localdate(event.at))
    issue(
        subject=case,
        occasion=case.pk,
        organisation=case.organisation,
        letter=letter,
        supersedes=[LetterKind.INTENT_TO_REFUSE],
    )


def _case(pk: UUID) -> Case:
    rows = Case.objects.select_related("organisation", "application__chain", "application__submitted_by")
    found: Case = rows.get(pk=pk)
    return found
