"""Destruction under the retention schedule reaches letters: text and PDF go with the content of the event that told of them.

Number, kind, day, hashes and how it ended stay: who holds the paper can still learn that it is genuine.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from licet.service.files.storage import forget
from licet.service.records.emptying import empty
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from .models import Letter, LetterDestroyed, LetterEnd, Retraction, RetractionRefused


@reaches("letter.issued")
def empty_letter(event: Event) -> None:
    letter: Letter = Letter.objects.get(pk=UUID((event.payload or {})["letter"]))
    LetterDestroyed.objects.get_or_create(letter=letter, defaults={"event": event, "at": timezone.now()})
    Letter.objects.filter(pk=letter.pk).update(body="", title=letter.number)
    _forget_files(event)


@reaches("letter.drawn")
def drop_late_pdf(event: Event) -> None:
    _forget_files(event)


@reaches("case.opened")
def empty_reasons(event: Event) -> None:
    """Why letters of the case were taken back, or not."""
    letters = Letter.objects.filter(subject_id=event.subject_id).values("pk")
    empty(event, Retraction.objects.filter(letter__in=letters), "reason", "told")
    empty(event, RetractionRefused.objects.filter(retraction__letter__in=letters), "reason")
    empty(event, LetterEnd.objects.filter(letter__in=letters), "reason")


def _forget_files(event: Event) -> None:
    """After the commit: a destruction that is rolled back has destroyed nothing."""
    for name in event.files:
        transaction.on_commit(lambda name=name: forget(name))  # type: ignore[misc]
