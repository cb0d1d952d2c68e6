"""With the content of `case.opened` goes what people wrote in the case. Its state, days and people stay."""

from __future__ import annotations

from licet.service.records.emptying import empty
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from . import models


@reaches("case.opened")
def empty_case(event: Event) -> None:
    case = event.subject_id
    empty(event, models.Note.objects.filter(case=case), "text")
    empty(event, models.Expedite.objects.filter(case=case), "asked_by", "reason")
    empty(event, models.Question.objects.filter(case=case), "text")
    empty(event, models.Reply.objects.filter(question__case=case), "text")
    empty(event, models.Consultation.objects.filter(case=case), "text")
    empty(event, models.Advice.objects.filter(consultation__case=case), "reasons", "conditions")
    empty(event, models.Silence.objects.filter(consultation__case=case), "tried")
    empty(event, models.Release.objects.filter(case=case), "reason")
    of_the_chain = models.FindingSource.objects.filter(statement__chain__application__case=case)
    empty(event, of_the_chain, "text")
