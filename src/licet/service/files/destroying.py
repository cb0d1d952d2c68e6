"""With the content of `document.uploaded` go the name of the document and the file, unless another document has the same."""

from __future__ import annotations

from django.db import transaction

from licet.service.records.emptiable import GONE
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from .models import Document
from .storage import forget


@reaches("document.uploaded")
def forget_document(event: Event) -> None:
    Document.objects.filter(pk=event.subject_id).update(title=GONE, filename=GONE)
    for name in event.files:
        if not _needed_elsewhere(name, event):
            transaction.on_commit(lambda name=name: forget(name))  # type: ignore[misc]


def _needed_elsewhere(name: str, event: Event) -> bool:
    """Somebody else handed in the same file, and its time is not over."""
    same = Document.objects.filter(sha256=name).exclude(pk=event.subject_id).values("pk")
    told = Event.objects.filter(type=event.type, subject_id__in=same, content__isnull=False)
    return told.exists()
