"""`ledger verify --deep` compares the schedule, and what was carried out, with the events that tell of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .models import DestructionEnd, Schedule


def schedules() -> Iterator[Difference]:
    rows = Event.objects.filter(type="schedule.adopted").select_related("content")
    told = {event.subject_id: event.payload for event in rows}
    for schedule in Schedule.objects.iterator(500):
        said = told.get(schedule.pk, {})
        if said is not None and said.get("rules") != schedule.rules:
            yield Difference(str(schedule.pk), _("No event tells of this row."))


def carried_out() -> Iterator[Difference]:
    """A list is carried out by another person than who proposed it, and its event says so."""
    rows = Event.objects.filter(type="destruction.carried_out").values_list("subject_id", "actor")
    told = dict(rows)
    for end in DestructionEnd.objects.filter(carried_out=True).select_related("by").iterator(500):
        if told.get(end.destruction_id) != end.by.pseudonym:
            yield Difference(str(end.destruction_id), _("No event tells of this row."))


projection("retention.schedules", schedules)
projection("retention.carried-out", carried_out)
