"""With the content of `case.opened` goes what was said of answers the law moved."""

from __future__ import annotations

from licet.service.records.emptying import empty
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from .models import Look


@reaches("case.opened")
def empty_looks(event: Event) -> None:
    empty(event, Look.objects.filter(answer__case=event.subject_id), "reason")
