"""`ledger verify --deep` compares each gap record and each step with the event that announced it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .gaps import content_of, step_of
from .models import GapRecord, GapStep


def records() -> Iterator[Difference]:
    told = {row["gap"]: row for row in _told("gap.recorded")}
    for gap in GapRecord.objects.iterator(500):
        yield from _compare(gap.name, content_of(gap), told.get(str(gap.pk)))


def steps() -> Iterator[Difference]:
    told = {(row["gap"], row["number"]): row for row in _told("gap.moved")}
    for step in GapStep.objects.select_related("gap").iterator(500):
        yield from _compare(str(step), step_of(step), told.get((str(step.gap_id), step.number)))


def _told(type: str) -> Iterator[Mapping[str, Any]]:
    rows = Event.objects.filter(type=type).select_related("content").iterator(500)
    yield from (event.payload for event in rows if event.payload)


def _compare(name: str, row: Mapping[str, Any], told: Mapping[str, Any] | None) -> Iterator[Difference]:
    if told is None:
        yield Difference(name, _("No event tells of this row."))
    elif wrong := sorted(key for key, value in row.items() if told.get(key) != value):
        yield Difference(name, _("Differs from its event in: %(fields)s.") % {"fields": ", ".join(wrong)})


projection("bench.gaps", records)
projection("bench.steps", steps)
