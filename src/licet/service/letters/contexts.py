"""What a letter says, as typed values. The app that decides fills them in; nothing else reaches a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from .models import LetterKind


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
class Unit:
    """The end-user: the operating unit, with the body it belongs to and its mandate."""

    name: str
    country: str
    belongs_to: str = ""
    mandate: str = ""
    address: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter has."""

    kind: ClassVar[LetterKind]
    template: ClassVar[str]

    authority: str
    reference: str
    addressee: str
    deal: str
    submitted_on: date
    decided_on: date
    reasons: str
    law_digest: str
    editions: tuple[tuple[str, str], ...]
    software: str
    appeal: Appeal
    policy: Policy | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceLetter(Letter):
    kind = LetterKind.LICENCE
    template = "letters/licence.html"

    number: str
    end_user: Unit
    purpose: str
    valid_from: date
    valid_until: date
    conditions: tuple[str, ...] = ()
    items: tuple[ScheduleItem, ...] = ()
    required_by: tuple[Cited, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalLetter(Letter):
    kind = LetterKind.REFUSAL
    template = "letters/refusal.html"

    grounds: tuple[Cited, ...]
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLicenceLetter(Letter):
    kind = LetterKind.NO_LICENCE
    template = "letters/no_licence.html"

    checked: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLetter(Letter):
    kind = LetterKind.RETURNED
    template = "letters/returned.html"
