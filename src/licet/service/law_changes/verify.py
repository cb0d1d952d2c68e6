"""`ledger verify --deep` compares each look with the event that recorded it, and each row with its own digest."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from licet.service.records.emptiable import GONE
from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .comparing import Compared
from .models import ChangedAnswer, Look


def answers() -> Iterator[Difference]:
    for row in ChangedAnswer.objects.iterator(500):
        if Compared(row.differences, row.fault).digest != row.digest:
            yield Difference(row.name, _("The differences are not those that were found."))


def looks() -> Iterator[Difference]:
    rows = Event.objects.filter(type="law_change.looked_at").select_related("content").iterator(500)
    told = {str(event.payload["answer"]): event.payload["reason"] for event in rows if event.payload}
    for look in Look.objects.exclude(reason=GONE).select_related("answer").iterator(500):
        if told.get(str(look.answer_id)) != look.reason:
            yield Difference(look.answer.name, _("No event tells of this row."))


projection("law_changes.answers", answers)
projection("law_changes.looks", looks)
