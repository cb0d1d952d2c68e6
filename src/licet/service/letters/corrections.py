"""A letter said anew from the act it follows from: the app whose act it is registers how; letters stands below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import override

from .contexts import Letter as Context
from .models import Letter, LetterKind

Anew = Callable[[Letter], Context]
_anew: dict[str, Anew] = {}


def said_anew(*kinds: LetterKind) -> Callable[[Anew], Anew]:
    """Declare how the context of a letter of these kinds is read again from its act, in the language of the moment."""

    def declare(function: Anew) -> Anew:
        _anew.update(dict.fromkeys(kinds, function))
        return function

    return declare


def anew(letter: Letter) -> Context:
    """What the letter would say today: the same act, with the office, the names and the wording as they are now."""
    with override(letter.language):
        context = _anew[letter.kind](letter)
    return replace(context, language=letter.language, dated=timezone.localdate())
