"""Reading the ledger."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from .installation import is_demo
from .models import Checkpoint, Event

__all__ = ["events_of", "is_demo"]


def events_of(subject: Model) -> QuerySet[Event]:
    """The events of one record, in the order they were recorded, with their content. The caller has let the reader see the subject."""
    return (
        Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("content", "personal_content", "leaf")
        .order_by("id")
    )


def latest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()
