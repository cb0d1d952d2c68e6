"""The parts that letters are put together from, each a typed value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cited:
    """A paragraph of law: instrument, pinpoint, and what it says in our words."""

    instrument: str
    pinpoint: str
    text: str
    edition: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ScheduleItem:
    name: str
    kind: str
    quantity: str = ""
    value: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party of the deal with what it does in it."""

    name: str
    country: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """The end-user: the operating unit, with the body it belongs to and its mandate."""

    name: str
    country: str
    belongs_to: str = ""
    mandate: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A limb of a criterion that was found to hold, standard by standard, with the harms by name."""

    title: str
    statement: str = ""
    standards: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of one thing: the question, what it rests on, and whether the authority found it."""

    ask: str
    answer: str
    found: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    about: str
    lines: tuple[FactLine, ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A list entry, whether it applies to the item, and why."""

    entry: str
    applies: bool
    reasons: str


@dataclass(frozen=True, slots=True)
class Policy:
    """A declaration of the authority that the letter rests on."""

    text: str
    in_force_from: date


@dataclass(frozen=True, slots=True)
class Appeal:
    """Who decides an appeal, and until when it can be made, counted from service."""

    body: str
    days: int


@dataclass(frozen=True, slots=True)
class Correction:
    """The withdrawn letter that this one replaces, and what was wrong with it."""

    number: str
    dated: date
    withdrawn_on: date
    told: str


@dataclass(frozen=True, slots=True)
class Law:
    """The law a letter applies: that of the authority's own regime alone."""

    regime: str
    editions: tuple[tuple[str, str], ...]
    digest: str
    software: str
