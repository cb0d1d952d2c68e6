"""Letters as things that happened: what the addressee reads of them on her timeline, and no name of the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from .models import Letter
from .selectors import told_of


def happened(letters: Iterable[Letter]) -> Iterator[dict[str, Any]]:
    """Rows for the timeline: each letter when it was issued, and when it ended."""
    for letter in letters:
        yield _row(
            letter, _("Letter: %(title)s") % {"title": letter.title}, letter.issued_at, _replaced(letter)
        )
        end = getattr(letter, "end", None)
        if end is not None:
            words = _("Letter %(number)s: %(how)s") % {"number": letter.number, "how": end.get_how_display()}
            yield _row(letter, words, end.at, told_of(letter))


def _row(letter: Letter, title: str, at: Any, text: str) -> dict[str, Any]:
    place = reverse("letters:read", args=[letter.pk])
    return {"title": title, "at": at, "by": "", "text": text, "href": place}


def _replaced(letter: Letter) -> str:
    if letter.replaces is None:
        return ""
    return _("Replaces %(number)s.") % {"number": letter.replaces.number}
