"""What a letter says, as typed values. The app whose act it follows from fills them in; nothing else reaches a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licet.service.base.templatetags.base import day

from .hearing import Heard, Source
from .models import LetterKind
from .parts import Appeal, Cited, Correction, Facts, Found, Law, PartyLine, Policy, Ruled, ScheduleItem, Unit

Places = dict[str, str | Promise]
"""Placeholders of a kind of letter: name to what stands there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter has. `signatory` empty: it was made without a person."""

    kind: ClassVar[LetterKind]
    places: ClassVar[Places] = {
        "authority": _("the name of this authority"),
        "addressee": _("the organisation the letter goes to"),
        "reference": _("the reference of the case"),
        "deal": _("the name of the deal, as the exporter wrote it"),
        "submitted_on": _("the day the application was submitted"),
    }

    language: str
    authority: str
    authority_address: tuple[str, ...] = ()
    reference: str
    addressee: str
    address: tuple[str, ...] = ()
    deal: str
    submitted_on: date
    dated: date
    signatory: str = ""
    office: str = ""
    law: Law | None = None
    appeal: Appeal | None = None
    valid_until: date | None = None
    correction: Correction | None = None

    @property
    def template(self) -> str:
        return f"letters/kinds/{self.kind}.html"

    def values(self) -> dict[str, str]:
        """What stands in the place of each placeholder, in the language of the moment."""
        return {
            "authority": self.authority,
            "addressee": self.addressee,
            "reference": self.reference,
            "deal": self.deal,
            "submitted_on": day(self.submitted_on),
            **self.own_values(),
        }

    def own_values(self) -> dict[str, str]:
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgementLetter(Letter):
    kind = LetterKind.ACKNOWLEDGEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLetter(Letter):
    kind = LetterKind.QUESTION
    places = Letter.places | {"due_on": _("the day by which to answer")}

    question: str
    due_on: date

    def own_values(self) -> dict[str, str]:
        return {"due_on": day(self.due_on)}


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalLetter(Letter):
    kind = LetterKind.WITHDRAWAL
    places = Letter.places | {"withdrawn_on": _("the day the application was withdrawn")}

    withdrawn_on: date
    after_notice: bool = False

    def own_values(self) -> dict[str, str]:
        return {"withdrawn_on": day(self.withdrawn_on)}


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractionLetter(Letter):
    """A letter was taken back, and none replaces it."""

    kind = LetterKind.RETRACTION
    places = Letter.places | {
        "withdrawn": _("the number of the letter that is withdrawn"),
        "withdrawn_kind": _("what kind of letter that was"),
        "withdrawn_of": _("the day of that letter"),
    }

    withdrawn: str
    withdrawn_kind: str
    withdrawn_of: date
    told: str

    def own_values(self) -> dict[str, str]:
        return {
            "withdrawn": self.withdrawn,
            "withdrawn_kind": self.withdrawn_kind,
            "withdrawn_of": day(self.withdrawn_of),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned(Letter):
    """What announces a decision, or is one."""

    reasons: str
    grounds: tuple[Cited, ...] = ()
    findings: tuple[Found, ...] = ()
    policy: Policy | None = None
    sources: tuple[Source, ...] = ()
    withheld: bool = False
    """Whether it rests on more than `sources`, which cannot be disclosed."""
    heard: Heard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntentLetter(Reasoned):
    kind = LetterKind.INTENT_TO_REFUSE
    places = Letter.places | {"respond_by": _("the last day to be heard")}

    respond_by: date

    def own_values(self) -> dict[str, str]:
        return {"respond_by": day(self.respond_by)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Reasoned):
    """A decision, which can be appealed."""

    places = Letter.places | {
        "appeal_body": _("who decides an appeal"),
        "appeal_days": _("how many days there are to appeal"),
    }

    def own_values(self) -> dict[str, str]:
        appeal = self.appeal or Appeal("", 0)
        return {"appeal_body": appeal.body, "appeal_days": str(appeal.days)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceLetter(Decided):
    kind = LetterKind.LICENCE
    places = Decided.places | {
        "licence": _("the number of the licence"),
        "end_user": _("the unit that uses the items"),
        "valid_until": _("the last day of the licence"),
    }

    licence: str
    end_user: Unit
    purpose: str
    valid_from: date
    conditions: tuple[str, ...] = ()
    items: tuple[ScheduleItem, ...] = ()
    parties: tuple[PartyLine, ...] = ()
    territory: tuple[str, ...] = ()
    required_by: tuple[Cited, ...] = ()

    def own_values(self) -> dict[str, str]:
        return {
            **Decided.own_values(self),
            "licence": self.licence,
            "end_user": self.end_user.name,
            "valid_until": day(self.valid_until),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalLetter(Decided):
    kind = LetterKind.REFUSAL


@dataclass(frozen=True, slots=True, kw_only=True)
class NoLicenceLetter(Decided):
    kind = LetterKind.NO_LICENCE
    places = Decided.places | {"valid_until": _("the last day on which the answer holds")}

    facts: tuple[Facts, ...] = ()
    checked: tuple[str, ...] = ()
    not_checked: tuple[str, ...] = ()

    def own_values(self) -> dict[str, str]:
        return {**Decided.own_values(self), "valid_until": day(self.valid_until)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLetter(Decided):
    kind = LetterKind.RETURNED


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingLetter(Letter):
    """Which entries apply to an item, and which do not."""

    kind = LetterKind.RULING
    places = Letter.places | {
        "reference": _("the reference of the case or of the request"),
        "submitted_on": _("the day the ruling was asked for, or the application submitted"),
        "ruling": _("the number of the ruling"),
        "item": _("the item it is about"),
    }

    ruling: str
    item: str
    asked: bool = False
    """Whether it was asked for; else it is given in a case."""
    reasons: str
    entries: tuple[Ruled, ...] = ()
    cited: tuple[Cited, ...] = ()
    facts: tuple[Facts, ...] = ()
    replaced: str = ""

    def own_values(self) -> dict[str, str]:
        return {"ruling": self.ruling, "item": self.item}


@dataclass(frozen=True, slots=True, kw_only=True)
class RulingWithdrawnLetter(Letter):
    kind = LetterKind.RULING_WITHDRAWN
    places = Letter.places | {
        "reference": _("the reference of the case or of the request"),
        "submitted_on": _("the day the ruling was asked for, or the application submitted"),
        "ruling": _("the number of the ruling"),
        "item": _("the item it is about"),
        "withdrawn_on": _("the day the ruling was withdrawn"),
    }

    ruling: str
    item: str
    asked: bool = False
    withdrawn_on: date
    told: str

    def own_values(self) -> dict[str, str]:
        return {"ruling": self.ruling, "item": self.item, "withdrawn_on": day(self.withdrawn_on)}


CONTEXTS: dict[str, type[Letter]] = {
    context.kind: context
    for context in (
        AcknowledgementLetter,
        QuestionLetter,
        IntentLetter,
        LicenceLetter,
        RefusalLetter,
        NoLicenceLetter,
        ReturnedLetter,
        WithdrawalLetter,
        RetractionLetter,
        RulingLetter,
        RulingWithdrawnLetter,
    )
}
