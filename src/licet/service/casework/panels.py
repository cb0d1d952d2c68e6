"""Apps below put their part on the case page: who they show it to, and the template that shows it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from licet.service.people.models import User

from .models import Case


@dataclass(frozen=True, slots=True)
class Panel:
    """One section of a case page."""

    template: str
    context: Mapping[str, Any]
    anchor: str = ""
    title: str = ""
    """Where the section begins on the page, and what the list of contents calls it."""


Maker = Callable[[Case, User], Panel]

_makers: dict[str, tuple[int, Maker]] = {}


def panel(name: str, order: int) -> Callable[[Maker], Maker]:
    """Declare a panel, once per name; the lowest order stands first."""

    def declare(maker: Maker) -> Maker:
        _makers[name] = (order, maker)
        return maker

    return declare


def panels_for(case: Case, actor: User) -> list[Panel]:
    return [maker(case, actor) for _order, maker in sorted(_makers.values(), key=lambda pair: pair[0])]


_own: dict[str, tuple[int, Maker]] = {}


def own_panel(name: str, order: int) -> Callable[[Maker], Maker]:
    """Declare a panel of the exporter's page, once per name."""

    def declare(maker: Maker) -> Maker:
        _own[name] = (order, maker)
        return maker

    return declare


def own_panels_for(case: Case, actor: User) -> list[Panel]:
    return [maker(case, actor) for _order, maker in sorted(_own.values(), key=lambda pair: pair[0])]


Departures = Callable[[Case, Collection[UUID]], list[str]]
_departures: list[Departures] = []


def departures(finder: Departures) -> Departures:
    """Declare where the written reasons for departing from the advice of given bodies are found; those bodies see them."""
    _departures.append(finder)
    return finder


def departures_told(case: Case, bodies: Collection[UUID]) -> list[str]:
    """What these bodies are told: nothing where it was not their advice that was departed from."""
    return [text for finder in _departures for text in finder(case, bodies)]
