"""How applications ended, as their exporter reads it. The app that decides stands below and registers itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from .models import Application


@dataclass(frozen=True, slots=True)
class Ending:
    """The outcome in words, and where and until when it can be appealed; no date while its letter is being drawn."""

    words: str
    colour: str
    appeal_body: str
    appeal_until: date | None


Finder = Callable[[Iterable[Application]], Mapping[UUID, Ending]]
_finders: list[Finder] = []


def endings(finder: Finder) -> Finder:
    """Declare where decided applications are found; asked once for a whole page of them."""
    _finders.append(finder)
    return finder


def ended(applications: Iterable[Application]) -> dict[UUID, Ending]:
    """The ending of each application that was decided, by its id."""
    asked = list(applications)
    return {pk: ending for finder in _finders for pk, ending in finder(asked).items()}
