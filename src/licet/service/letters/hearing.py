"""What a letter tells of the hearing: the sources that could be named, and the answer with its weighing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A source that may be named to the addressee."""

    source: str
    title: str
    dated_on: date
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the addressee answered to the notice, and how it was weighed."""

    said: str
    weighed: str
