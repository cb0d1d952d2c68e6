"""Reading the ledger."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from .installation import is_demo
from .models import Checkpoint, Event

__all__ = ["destructions_of", "event", "events_of", "is_demo", "latest_checkpoint", "page_of"]

PAGE = 50


def events_of(subject: Model) -> QuerySet[Event]:
    """The events of one record, in the order they were recorded, with their content. The caller has let the reader see the subject."""
    return (
        Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)
        .select_related("content", "personal_content", "leaf")
        .order_by("id")
    )


def page_of(
    *, type: str = "", subject: UUID | None = None, actor: UUID | None = None, before: UUID | None = None
) -> tuple[list[Event], UUID | None]:
    """A page of events, newest first, and where the next older page begins."""
    wanted = {"type": type, "subject_id": subject, "actor": actor, "id__lt": before}
    chosen = Event.objects.filter(**{name: value for name, value in wanted.items() if value})
    found = list(chosen.select_related("leaf").order_by("-id")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None


def event(pk: UUID | str) -> Event:
    found = Event.objects.select_related("content", "personal_content", "leaf").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def destructions_of(event: Event) -> list[Event]:
    acts = Event.objects.filter(subject_id=event.pk, type__in=["content.destroyed", "personal.destroyed"])
    return list(acts.select_related("content").order_by("id"))


def latest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.order_by("-size").first()
