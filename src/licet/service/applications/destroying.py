"""With the content of `application.created` go the exporter’s answers and why she took the application back."""

from __future__ import annotations

from licet.service.records.emptiable import GONE
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from .models import Application


@reaches("application.created")
def empty_application(event: Event) -> None:
    rows = Application.objects.filter(pk=event.subject_id)
    rows.exclude(withdrawal_reason="").update(withdrawal_reason=GONE)
    rows.update(data={})
