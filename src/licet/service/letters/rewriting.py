"""The letter that would replace another one: composed and compared before anybody agrees to it."""

from __future__ import annotations

from dataclasses import replace

from django.utils import timezone

from .composing import Composed, compose
from .contexts import Letter as Context
from .corrections import anew
from .differences import Change, of_letters
from .models import Letter, LetterEnd, Retraction
from .parts import Correction


def rewritten(letter: Letter) -> Composed:
    """The letter as its act would be told today, under the same number, to be compared."""
    return compose(anew(letter), number=letter.number, code=letter.code)


def differences(letter: Letter) -> list[Change]:
    return of_letters(letter.body, rewritten(letter).body)


def says_otherwise(letter: Letter) -> bool:
    return bool(differences(letter))


def proposed(retraction: Retraction) -> Composed:
    """The corrected letter to look at before it is confirmed, marked as a preview."""
    context = corrected(retraction.letter, retraction.told)
    return compose(context, number=f"{retraction.letter.reference}-L…", code="0" * 16, mark="preview")


def corrected(letter: Letter, told: str, end: LetterEnd | None = None) -> Context:
    """What the corrected letter says: the act anew, and which letter it replaces for what reason."""
    at = end.at if end else timezone.now()
    correction = Correction(
        number=letter.number,
        dated=timezone.localdate(letter.issued_at),
        withdrawn_on=timezone.localdate(at),
        told=told,
    )
    return replace(anew(letter), correction=correction)
