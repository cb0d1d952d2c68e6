"""A document once read: objects, what is known of them, and legs.

A leg is one transfer. Where an item relates to several others, or several end-users or intermediaries are named,
a leg has several bindings: one for each way of filling the frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from licet.law.model import Scope
from licet.reasoning.statements import Known


@dataclass(frozen=True, slots=True)
class Binding:
    """One way of filling the frames of a leg: which object each frame shows, and the relation between items."""

    objects: Mapping[str, str]
    relations: Mapping[str, str]


@dataclass(slots=True)
class Leg:
    id: str
    item: str
    act: object
    bindings: list[Binding]


@dataclass(slots=True)
class Document:
    as_of: date
    regimes: tuple[str, ...]
    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    legs: list[Leg] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    scopes: dict[str, Scope] = field(default_factory=dict)  # object → what it is
    flat: bool = False

    def unknown(self, id: str, scope: Scope) -> str:
        """An object the document does not describe."""
        self.scopes.setdefault(id, scope)
        return id
