"""An indication as the page shows it: leg by leg, regime by regime."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from licet.service.chains.models import Transfer


@dataclass(frozen=True, slots=True)
class MeasureView:
    id: str
    title: str
    holds: bool
    why: str
    bearers: str
    deadline: str
    mark: str
    rules: list[str]
    facts: list[str]
    citations: list[Mapping[str, str]]
    unverified: list[str]


@dataclass(frozen=True, slots=True)
class EntryView:
    id: str
    title: str
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


@dataclass(frozen=True, slots=True)
class LegView:
    number: int
    leg: Transfer
    regimes: list[LegRegime]

    @property
    def uncontrolled(self) -> bool:
        """No regime asked here requires anything of anybody, and none might."""
        return not any(regime.controlled or regime.open for regime in self.regimes)


@dataclass(frozen=True, slots=True)
class RegimeView:
    id: str
    title: str
    possible: list[str]
    settled: bool
    covers: str
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
    legs: list[LegView]
    items: list[ItemView]
    contradictions: list[str]
