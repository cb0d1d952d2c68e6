"""`ledger verify --deep` compares drafts, examinations and what is in force with the events that announced them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from licet.service.corpus.models import LawInForce
from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .models import Draft, Examination
from .services import content_of, signed_digest


def drafts() -> Iterator[Difference]:
    told = _told("own_law.put_forward", "draft")
    for draft in Draft.objects.iterator(500):
        if told.get(str(draft.pk)) != content_of(draft):
            yield Difference(str(draft.pk), _("The draft is not the one that was put forward."))


def examinations() -> Iterator[Difference]:
    told = _told("own_law.examined", "examination")
    rows = Examination.objects.filter(finished_at__isnull=False).select_related("draft")
    for row in rows.iterator(500):
        if row.digest != signed_digest(row) or told.get(str(row.pk), {}).get("digest") != row.digest:
            yield Difference(str(row.pk), _("The report is not the one that was made."))


def in_force() -> Iterator[Difference]:
    """Nothing is law here that nobody signed."""
    told = _told("own_law.signed", "in_force")
    bundles = {str(draft.pk): draft.bundle for draft in Draft.objects.iterator(500)}
    for row in LawInForce.objects.iterator(500):
        event = told.get(str(row.pk))
        if event is None:
            yield Difference(str(row), _("No event tells of this row."))
        elif event["starts_on"] != row.starts_on.isoformat() or row.bundle not in (
            "",
            bundles.get(event["draft"]),
        ):
            yield Difference(str(row), _("This is not the law that was signed."))


def _told(type: str, key: str) -> dict[str, Mapping[str, Any]]:
    rows = Event.objects.filter(type=type).select_related("content").iterator(500)
    return {str(event.payload[key]): event.payload for event in rows if event.payload}


projection("own_law.drafts", drafts)
projection("own_law.examinations", examinations)
projection("own_law.in_force", in_force)
