"""With the content of `case.opened` goes what was written on the way to its outcome. Outcome, grounds, number and days stay."""

from __future__ import annotations

from licet.service.records.emptying import empty
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from . import models


@reaches("case.opened")
def empty_decisions(event: Event) -> None:
    case = event.subject_id
    empty(event, models.RefusalNotice.objects.filter(case=case), "reasons")
    empty(event, models.NoticeEnd.objects.filter(notice__case=case), "text")
    proposals = models.Proposal.objects.filter(case=case)
    empty(event, proposals, "reasons", "purpose", "acknowledged", "written_reason", "conditions", "items")
    empty(event, models.AnswerWeighed.objects.filter(proposal__case=case), "said", "weighed")
    empty(event, models.ProposalReturn.objects.filter(proposal__case=case), "reason")
    empty(event, models.Outcome.objects.filter(case=case), "acknowledged", "written_reason")
    empty(event, models.Licence.objects.filter(case=case), "purpose", "conditions", "items")
