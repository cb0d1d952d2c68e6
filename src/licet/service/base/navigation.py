"""What a person finds in the service navigation and on her start page. Each app registers its own entries in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

Text = str | Promise


class Person(Protocol):
    @property
    def roles(self) -> Iterable[str]: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A link in the navigation. No roles means everybody who has signed in."""

    label: Text
    url_name: str
    roles: frozenset[str] = frozenset()
    order: int = 50


@dataclass(frozen=True, slots=True)
class Card:
    """A box on the start page: what can be done there, and how much waits (`count`, asked only when shown)."""

    title: Text
    text: Text
    url_name: str
    roles: frozenset[str] = frozenset()
    order: int = 50
    count: Callable[[Any], int] | None = None


@dataclass(frozen=True, slots=True)
class ShownCard:
    title: Text
    text: Text
    url_name: str
    waiting: int | None = None


@dataclass(slots=True)
class _Registry:
    entries: dict[str, Entry] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)


_registry = _Registry()


def register(label: Text, url_name: str, roles: Collection[str] = (), *, order: int = 50) -> None:
    """Put a link in the service navigation of people in `roles`."""
    _registry.entries[url_name] = Entry(label, url_name, frozenset(map(str, roles)), order)


def register_card(
    title: Text,
    text: Text,
    url_name: str,
    roles: Collection[str] = (),
    *,
    order: int = 50,
    count: Callable[[Any], int] | None = None,
) -> None:
    """Put a box on the start page of people in `roles`; `count(actor)` says how many things wait there."""
    _registry.cards[url_name] = Card(title, text, url_name, frozenset(map(str, roles)), order, count)


def entries_for(actor: object) -> list[Entry]:
    return [entry for entry in _in_order(_registry.entries.values()) if _shown(entry.roles, actor)]


def cards_for(actor: object) -> list[ShownCard]:
    cards = [card for card in _in_order(_registry.cards.values()) if _shown(card.roles, actor)]
    return [
        ShownCard(card.title, card.text, card.url_name, card.count(actor) if card.count else None)
        for card in cards
    ]


def _in_order(things: Iterable[Any]) -> list[Any]:
    return sorted(things, key=lambda thing: (thing.order, thing.url_name))


def _shown(roles: frozenset[str], actor: object) -> bool:
    held = getattr(actor, "roles", None)
    if held is None:
        return False
    return not roles or not roles.isdisjoint(map(str, held))
