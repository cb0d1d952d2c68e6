"""Letters follow notices and outcomes, as jobs: drawing a PDF does not hold up the signature."""

from __future__ import annotations

from django.utils.translation import override

from licet.service.letters.models import LetterKind
from licet.service.letters.services import issue
from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

from .letters import intent_of, letter_of, notices_told, outcomes_told


@subscribe("outcome.decided", name="decisions.issue_letter")
def on_decided(event: Event) -> None:
    outcome = outcomes_told().get(case_id=event.subject_id)
    with override(outcome.case.application.language):
        letter = letter_of(outcome)
    issue(
        subject=outcome.case,
        occasion=outcome.pk,
        organisation=outcome.case.organisation,
        letter=letter,
        supersedes=[LetterKind.INTENT_TO_REFUSE],
    )


@subscribe("refusal.announced", name="decisions.issue_notice")
def on_announced(event: Event) -> None:
    notice = notices_told().get(pk=(event.payload or {})["notice"])
    with override(notice.case.application.language):
        letter = intent_of(notice)
    issue(subject=notice.case, occasion=notice.pk, organisation=notice.case.organisation, letter=letter)
