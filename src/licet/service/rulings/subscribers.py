"""Letters follow rulings, as jobs: drawing a PDF does not hold up a signature."""

from __future__ import annotations

from django.utils.translation import override

from licet.service.letters.contexts import Letter
from licet.service.letters.models import LetterKind
from licet.service.letters.services import issue
from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

from . import letters
from .models import Ruling


@subscribe("ruling.signed", name="rulings.write")
def on_signed(event: Event) -> None:
    ruling = letters.ruling_of(event.subject_id)
    with override(ruling.language):
        _issue(ruling, letters.ruling_letter(ruling))


@subscribe("ruling.withdrawn", name="rulings.tell_withdrawn")
def on_withdrawn(event: Event) -> None:
    ruling = letters.ruling_of(event.subject_id)
    with override(ruling.language):
        _issue(ruling, letters.withdrawn_letter(ruling.end))


def _issue(ruling: Ruling, letter: Letter) -> None:
    """About the first of those that replaced one another, so that each letter ends the one before it."""
    issue(
        subject=letters.first_of(ruling),
        occasion=ruling.pk,
        organisation=ruling.organisation,
        letter=letter,
        supersedes=[LetterKind.RULING],
    )
