"""With the content of `case.opened` go reasons and sources of its assessments. What was answered, and the digest, stay."""

from __future__ import annotations

from licet.service.records.emptying import empty
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from . import models


@reaches("case.opened")
def empty_assessments(event: Event) -> None:
    case = event.subject_id
    empty(event, models.Assessment.objects.filter(case=case), "summary")
    empty(event, models.Finding.objects.filter(assessment__case=case), "reasons", "tried")
    empty(event, models.Evidence.objects.filter(assessment__case=case), "source", "title", "reference")
    empty(event, models.SetAside.objects.filter(assessment__case=case), "reasons")
    empty(event, models.Disclosure.objects.filter(case=case), "reason")
    empty(event, models.RedFlagLook.objects.filter(case=case), "reason")
