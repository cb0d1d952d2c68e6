"""What is spoken of: facts, frames, marks, citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How well a rule was checked against the instrument itself, best first."""

    VERIFIED = "verified"
    PARTIAL = "partial"
    UNVERIFIED = "unverified"


class Scope(StrEnum):
    """What a fact is about."""

    ITEM = "item"
    TRANSFER = "transfer"
    PARTY = "party"
    FILE = "file"


class FactType(StrEnum):
    BOOLEAN = "boolean"
    CHOICE = "choice"
    COUNTRY = "country"
    NUMBER = "number"
    DATE = "date"


class Frame(StrEnum):
    """Whose facts an atom speaks of, seen from the item or transfer that is tested."""

    ITEM = "item"
    TARGET = "target"  # the item this item relates to (technology for it, update to it, …)
    TRANSFER = "transfer"
    ACTOR = "actor"
    FROM = "from"
    TO = "to"
    VIA = "via"
    HOST = "host"
    ACCESSOR = "accessor"
    END_USER = "end_user"
    FILE = "file"


Text = Mapping[str, str]
"""One text by language code; English (`en`) and French (`fr`)."""


@dataclass(frozen=True, slots=True)
class Where:
    """Place of a definition in the corpus, for error messages."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Citation:
    instrument: str
    pinpoint: str
    edition: str
    url: str


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """One question that can be asked. `id` is `<scope>.<name>`, e.g. `item.specially_designed`."""

    id: str
    scope: Scope
    type: FactType
    ask: Text
    help: Text
    options: tuple[Option, ...]
    unit: str
    prior: float | None  # share of "yes" assumed when choosing questions; None = no opinion
    where: Where
