"""What waits for a person: numbers that lead somewhere, and what is due next. Each app registers its own in `ready()`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

NEXT = 8
"""How many deadlines the start page names."""


@dataclass(frozen=True, slots=True)
class Tile:
    """`count` things wait at `href`; `note` says since or until when, `grave` that some are late."""

    count: int
    text: str
    href: str
    note: str = ""
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Deadline:
    on: date
    text: str
    href: str
    about: str = ""


Tiles = Callable[[Any], Iterable[Tile]]
Deadlines = Callable[[Any], Iterable[Deadline]]

_tiles: list[tuple[frozenset[str], Tiles]] = []
_deadlines: list[tuple[frozenset[str], Deadlines]] = []


def register_tiles(roles: Collection[str]) -> Callable[[Tiles], Tiles]:
    """Ask the function below for the tiles of people in `roles`; those that count nothing are not shown."""

    def register(function: Tiles) -> Tiles:
        _tiles.append((frozenset(map(str, roles)), function))
        return function

    return register


def register_deadlines(roles: Collection[str]) -> Callable[[Deadlines], Deadlines]:
    """Ask the function below what is due; it may give its first `NEXT` only."""

    def register(function: Deadlines) -> Deadlines:
        _deadlines.append((frozenset(map(str, roles)), function))
        return function

    return register


def tiles_for(actor: Any) -> list[Tile]:
    found = (tile for roles, tiles in _tiles if _holds(actor, roles) for tile in tiles(actor))
    return [tile for tile in found if tile.count]


def deadlines_for(actor: Any) -> list[Deadline]:
    """The next few, soonest first."""
    found = (one for roles, deadlines in _deadlines if _holds(actor, roles) for one in deadlines(actor))
    return sorted(found, key=lambda one: (one.on, one.text, one.about))[:NEXT]


def _holds(actor: Any, roles: frozenset[str]) -> bool:
    return not roles.isdisjoint(map(str, getattr(actor, "roles", ())))
