"""Letters that follow from acts on a case before its decision, and what every letter about a case begins with."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from licet.service.base.countries import name_of
from licet.service.letters.contexts import AcknowledgementLetter, QuestionLetter, WithdrawalLetter
from licet.service.letters.corrections import said_anew
from licet.service.letters.models import Letter, LetterKind
from licet.service.letters.wording import label
from licet.service.people.models import Role, User
from licet.service.people.office import particulars

from .models import Case, Question
from .moves import State


def envelope(
    case: Case, dated: date, signatory: User | None = None, role: Role | None = None
) -> dict[str, Any]:
    """Sender, addressee, references and signatory, in the language of the moment."""
    application, organisation = case.application, case.organisation
    person, office = application.submitted_by, particulars()
    attention = [label("attention", name=person.name)] if person else []
    return {
        "language": application.language,
        "authority": office.name,
        "authority_address": office.letterhead,
        "reference": case.reference,
        "addressee": organisation.name,
        "address": (*attention, name_of(organisation.country)),
        "deal": application.chain.title,
        "submitted_on": timezone.localdate(case.submitted_at),
        "dated": dated,
        "signatory": signatory.name if signatory else "",
        "office": str(role.label) if role else "",
    }


def acknowledgement(case: Case) -> AcknowledgementLetter:
    return AcknowledgementLetter(**envelope(case, timezone.localdate(case.opened_at)))


def question_letter(question: Question) -> QuestionLetter:
    return QuestionLetter(
        **envelope(question.case, timezone.localdate(question.at), question.by, Role.OFFICER),
        question=question.text,
        due_on=question.due_on,
    )


def withdrawal_letter(case: Case, on: date) -> WithdrawalLetter:
    noticed = case.state == State.WITHDRAWN_AFTER_NOTICE
    return WithdrawalLetter(**envelope(case, on), withdrawn_on=on, after_notice=noticed)


@said_anew(LetterKind.ACKNOWLEDGEMENT)
def acknowledgement_anew(letter: Letter) -> AcknowledgementLetter:
    return acknowledgement(case_of(letter))


@said_anew(LetterKind.QUESTION)
def question_anew(letter: Letter) -> QuestionLetter:
    question = Question.objects.select_related("by").get(pk=letter.occasion)
    question.case = case_of(letter)
    return question_letter(question)


@said_anew(LetterKind.WITHDRAWAL)
def withdrawal_anew(letter: Letter) -> WithdrawalLetter:
    case = case_of(letter)
    taken_back = case.application.withdrawn_at or letter.issued_at
    return withdrawal_letter(case, timezone.localdate(taken_back))


def case_of(letter: Letter) -> Case:
    rows = Case.objects.select_related("organisation", "application__chain", "application__submitted_by")
    found: Case = rows.get(pk=letter.subject_id)
    return found
