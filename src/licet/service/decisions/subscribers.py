"""The letter follows the outcome, as a job: drawing a PDF does not hold up the signature."""

from __future__ import annotations

from licet.service.letters.services import issue
from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

from .letters import letter_of
from .models import Outcome


@subscribe("outcome.decided", name="decisions.issue_letter")
def on_decided(event: Event) -> None:
    rows = Outcome.objects.select_related(
        "case__organisation", "case__application__chain", "proposal", "assessment__policy"
    )
    outcome = rows.get(case_id=event.subject_id)
    issue(actor=None, subject=outcome.case, organisation=outcome.case.organisation, letter=letter_of(outcome))
