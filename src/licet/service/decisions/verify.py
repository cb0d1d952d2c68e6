"""`ledger verify --deep` compares outcomes and licences with the events that announced them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .models import Licence, Outcome
from .services.deciding import licence_content, outcome_content


def outcomes() -> Iterator[Difference]:
    """Each outcome and licence says what its event said; one without an event was never decided."""
    told, gone = _contents("outcome.decided", "outcome"), _destroyed("outcome.decided")
    rows = Outcome.objects.exclude(case__in=gone).select_related("case", "assessment", "approver")
    for outcome in rows.iterator(2000):
        yield from _compare(str(outcome.case), outcome_content(outcome), told.get(str(outcome.pk)))
    told, gone = _contents("licence.issued", "licence"), _destroyed("licence.issued")
    for licence in Licence.objects.exclude(case__in=gone).iterator(2000):
        yield from _compare(licence.number, licence_content(licence), told.get(str(licence.pk)))


def _contents(type: str, key: str) -> dict[str, Mapping[str, Any] | None]:
    """What the events said, by the row they speak of."""
    rows = Event.objects.filter(type=type).select_related("content").iterator(2000)
    return {str(event.payload[key]): event.payload for event in rows if event.payload}


def _destroyed(type: str) -> QuerySet[Any, Any]:
    """The cases whose event of this type lost its content; destroying it is on record, so there is nothing to compare."""
    return Event.objects.filter(type=type, content__isnull=True).values("subject_id")


def _compare(name: str, row: Mapping[str, Any], told: Mapping[str, Any] | None) -> Iterator[Difference]:
    if told is None:
        yield Difference(name, _("No event tells of this row."))
        return
    wrong = sorted(key for key, value in row.items() if told.get(key) != value)
    if wrong:
        yield Difference(name, _("Differs from its event in: %(fields)s.") % {"fields": ", ".join(wrong)})


projection("decisions.outcomes", outcomes)
