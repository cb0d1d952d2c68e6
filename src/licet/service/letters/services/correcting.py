"""What follows a withdrawal: the corrected letter on the same act, or a notice that the letter no longer stands."""

from __future__ import annotations

from dataclasses import fields

from django.utils import timezone
from django.utils.translation import override

from licet.service.people.models import Role

from ..contexts import Letter as Context
from ..contexts import RetractionLetter
from ..corrections import anew
from ..models import Letter, LetterEnd
from ..rewriting import corrected
from .ending import subject_of
from .issuing import issue


def follow_up(end: LetterEnd) -> Letter | None:
    """Tell the addressee, once; withdrawals of before, which nobody put in words for her, are not told."""
    retraction, letter = end.retraction, end.letter
    if retraction is None:
        return None
    return issue(
        subject=subject_of(letter),
        occasion=letter.occasion if retraction.replace else end.pk,
        organisation=letter.organisation,
        letter=corrected(letter, retraction.told, end) if retraction.replace else notice_of(end),
        replaces=letter if retraction.replace else None,
    )


def notice_of(end: LetterEnd) -> RetractionLetter:
    """Addressed as the letter was, signed by the one who confirmed."""
    letter, retraction, person = end.letter, end.retraction, end.by
    as_now = anew(letter)
    frame = {each.name: getattr(as_now, each.name) for each in fields(Context)}
    with override(letter.language):
        own = {
            "signatory": person.name if person else "",
            "office": str(Role.APPROVER.label),
            "law": None,
            "appeal": None,
            "valid_until": None,
            "withdrawn": letter.number,
            "withdrawn_kind": letter.get_kind_display(),
            "withdrawn_of": timezone.localdate(letter.issued_at),
            "told": retraction.told if retraction else "",
        }
    return RetractionLetter(**{**frame, **own})
