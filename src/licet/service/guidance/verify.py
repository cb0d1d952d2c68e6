"""`ledger verify --deep` compares each version with its text and with the event that announced it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .composing import digest_of
from .models import Adoption, Version
from .services import content_of


def versions() -> Iterator[Difference]:
    told = _told("guidance.put_forward")
    for version in Version.objects.iterator(500):
        if digest_of(version.contents, version.meanings) != version.digest:
            yield Difference(str(version.pk), _("The text is not the one that was put forward."))
        yield from _compare(str(version.pk), content_of(version), told)


def adoptions() -> Iterator[Difference]:
    told = _told("guidance.adopted")
    for row in Adoption.objects.iterator(500):
        content = {"version": str(row.version_id), "number": row.number}
        yield from _compare(str(row.version_id), content, told)


def _told(type: str) -> dict[str, Mapping[str, Any]]:
    rows = Event.objects.filter(type=type).select_related("content").iterator(500)
    return {str(event.payload["version"]): event.payload for event in rows if event.payload}


def _compare(
    version: str, row: Mapping[str, Any], told: Mapping[str, Mapping[str, Any]]
) -> Iterator[Difference]:
    if version not in told:
        yield Difference(version, _("No event tells of this row."))
    elif wrong := sorted(key for key, value in row.items() if told[version].get(key) != value):
        yield Difference(version, _("Differs from its event in: %(fields)s.") % {"fields": ", ".join(wrong)})


projection("guidance.versions", versions)
projection("guidance.adoptions", adoptions)
