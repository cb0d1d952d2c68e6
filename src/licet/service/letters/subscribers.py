"""The addressee of a withdrawn letter is told, as a job: drawing a PDF does not hold up the withdrawal."""

from __future__ import annotations

from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

from .models import LetterEnd
from .services.correcting import follow_up


@subscribe("letter.withdrawn", name="letters.tell_addressee")
def on_withdrawn(event: Event) -> None:
    found = (event.payload or {}).get("end")
    if found:
        rows = LetterEnd.objects.select_related("letter__organisation", "retraction", "by")
        follow_up(rows.get(pk=found))
