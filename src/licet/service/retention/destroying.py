"""With the content of `case.opened` goes why the case was held. That it was, when and by whom, stays."""

from __future__ import annotations

from licet.service.records.emptying import empty
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from .models import Hold, HoldLifted


@reaches("case.opened")
def empty_holds(event: Event) -> None:
    empty(event, Hold.objects.filter(case=event.subject_id), "reason")
    empty(event, HoldLifted.objects.filter(hold__case=event.subject_id), "reason")
