"""An indication as the page shows it: leg by leg, regime by regime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


class Leg(Protocol):
    """A transfer as the page names it: one of a deal, or one of a self-assessment."""

    @property
    def pk(self) -> Any: ...
    @property
    def item(self) -> Any: ...
    @property
    def act(self) -> str: ...
    @property
    def actor(self) -> Any: ...
    @property
    def source(self) -> Any: ...
    @property
    def destination(self) -> Any: ...
    @property
    def elsewhere(self) -> list[str]: ...
    def get_act_display(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule an answer rests on; `href` is its page, where this law still has it."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    id: str
    title: str
    href: str
    holds: bool
    why: str
    bearers: str
    deadline: str
    mark: str
    rules: list[Cited]
    facts: list[str]
    citations: list[Mapping[str, str]]
    unverified: list[str]


@dataclass(frozen=True, slots=True)
class EntryView:
    id: str
    title: str
    href: str
    holds: bool


@dataclass(frozen=True, slots=True)
class LegRegime:
    """One leg under one regime."""

    id: str
    title: str
    headline: str
    because: str
    controlled: bool
    open: bool
    bearers: list[str]
    entries: list[EntryView]
    open_entries: list[EntryView]
    measures: list[MeasureView]
    not_checked: list[str]
    why_not: list[str]
    """Where nothing was found: why the measures do not apply, as far as facts of this leg say it."""
    prohibited: bool = False

    @property
    def colour(self) -> str:
        """Of the tag that carries the headline; the words say the same."""
        if self.prohibited:
            return "red"
        return "blue" if self.controlled else "yellow" if self.open else "grey"


@dataclass(frozen=True, slots=True)
class LegView:
    number: int
    leg: Leg
    regimes: list[LegRegime]
    amid_control: bool = False
    """Another leg of the deal is controlled, or one of its things is a commercial cyber intrusion capability."""

    @property
    def uncontrolled(self) -> bool:
        """No regime asked here requires anything of anybody, and none might."""
        return not any(regime.controlled or regime.open for regime in self.regimes)

    @property
    def alarm(self) -> bool:
        """A leg that nobody controls is a gap only where there is something to control."""
        return self.uncontrolled and self.amid_control

    @property
    def held(self) -> list[LegRegime]:
        return [regime for regime in self.regimes if regime.controlled]

    @property
    def undecided(self) -> list[LegRegime]:
        return [regime for regime in self.regimes if regime.open and not regime.controlled]


@dataclass(frozen=True, slots=True)
class RegimeView:
    id: str
    title: str
    possible: list[str]
    settled: bool
    covers: str
    sentence: str
    own: bool
    not_checked: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ItemView:
    """Whether an item is a commercial cyber intrusion capability, and of which kinds."""

    name: str
    answer: str
    kinds: list[str]


@dataclass(frozen=True, slots=True)
class IndicationView:
    as_of: date
    editions: Mapping[str, str]
    digest: str
    regimes: list[RegimeView]
    not_asked: list[str]
    """States in which something begins, and whose own rules were not asked."""
    legs: list[LegView]
    items: list[ItemView]
    contradictions: list[str]

    @property
    def own(self) -> list[RegimeView]:
        return [regime for regime in self.regimes if regime.own]

    @property
    def others(self) -> list[RegimeView]:
        return [regime for regime in self.regimes if not regime.own]
