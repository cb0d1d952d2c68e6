"""`ledger verify --deep` compares letters and wordings with the events that announced them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .models import LatePdf, Letter, Wording
from .services.issuing import content_of
from .services.late import content_of_late
from .services.wordings import content_of_wording


def letters() -> Iterator[Difference]:
    """Each letter is the one its event told of: number, texts and PDF by their hashes."""
    told = _contents("letter.issued", "letter")
    for letter in Letter.objects.select_related("destroyed__event__content").iterator(2000):
        if hasattr(letter, "destroyed"):
            yield from _destroyed(letter)
            continue
        if sha256(letter.body.encode()).hexdigest() != letter.html_sha256:
            yield Difference(letter.number, _("The text is not the one that was issued."))
        yield from _compare(letter.number, content_of(letter), told.get(str(letter.pk)))


def _destroyed(letter: Letter) -> Iterator[Difference]:
    """Emptied by the destruction of its own event's content, and by nothing else."""
    event = letter.destroyed.event
    if event.type != "letter.issued" or event.subject_id != letter.subject_id or event.payload is not None:
        yield Difference(letter.number, _("Its text is gone, and no destruction explains it."))
    if letter.body:
        yield Difference(letter.number, _("Its text was destroyed, and is there again."))
    if letter.pdf_sha256 and letter.pdf_sha256 not in event.files:
        yield Difference(letter.number, _("Its PDF is not the one that its event names."))


def wordings() -> Iterator[Difference]:
    told = _contents("wording.drafted", "wording")
    for wording in Wording.objects.iterator(2000):
        yield from _compare(str(wording), content_of_wording(wording), told.get(str(wording.pk)))


def late_pdfs() -> Iterator[Difference]:
    told = _contents("letter.drawn", "letter")
    destroyed = Event.objects.filter(type="letter.drawn", content__isnull=True)
    gone = {name for files in destroyed.values_list("files", flat=True) for name in files}
    for row in LatePdf.objects.select_related("letter").exclude(sha256__in=gone).iterator(2000):
        yield from _compare(row.letter.number, content_of_late(row), told.get(str(row.letter_id)))


def _contents(type: str, key: str) -> dict[str, Mapping[str, Any] | None]:
    """What the events said, by the row they speak of; None where the content was destroyed."""
    rows = Event.objects.filter(type=type).select_related("content").iterator(2000)
    return {str(event.payload[key]): event.payload for event in rows if event.payload}


def _compare(name: str, row: Mapping[str, Any], told: Mapping[str, Any] | None) -> Iterator[Difference]:
    """Letters issued before they had numbers of their own are compared by what their events did say."""
    if told is None:
        yield Difference(name, _("No event tells of this row."))
        return
    wrong = sorted(key for key, value in row.items() if key in told and told[key] != value)
    if wrong:
        yield Difference(name, _("Differs from its event in: %(fields)s.") % {"fields": ", ".join(wrong)})


projection("letters.letters", letters)
projection("letters.late-pdfs", late_pdfs)
projection("letters.wordings", wordings)
