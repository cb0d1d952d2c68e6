"""Numbers of inquiries and rulings, each series counted by the year."""

from __future__ import annotations

from django.conf import settings

from ..models import ReferenceCounter

INQUIRY, RULING = "PI", "R"


def next_number(series: str, year: int) -> str:
    ReferenceCounter.objects.get_or_create(series=series, year=year)
    counter = ReferenceCounter.objects.select_for_update().get(series=series, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return f"{settings.REFERENCE_PREFIX}-{series}-{year}-{counter.last:05d}"
