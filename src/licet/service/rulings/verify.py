"""`ledger verify --deep` compares each signed ruling with its digest, and with the event that recorded it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .models import Ruling
from .services.signing import digest_of


def rulings() -> Iterator[Difference]:
    rows = Event.objects.filter(type="ruling.signed").select_related("content").iterator(500)
    told = {str(event.subject_id): event.payload["digest"] for event in rows if event.payload}
    signed = Ruling.objects.signed().select_related("indication", "drafted_by", "replaces")
    for ruling in signed.prefetch_related("lines").iterator(500):
        if digest_of(ruling) != ruling.digest:
            yield Difference(str(ruling), _("The ruling is not the one that was signed."))
        if told.pop(str(ruling.pk), ruling.digest) != ruling.digest:
            yield Difference(str(ruling), _("Its event tells of another ruling."))
    for subject in told:
        yield Difference(subject, _("Its event is there, the ruling is not."))


projection("rulings.rulings", rulings)
