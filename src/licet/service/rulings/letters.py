"""What the letters of rulings say, filled in from what was signed, in the language of the moment."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from licet.service.base.countries import name_of
from licet.service.letters.contexts import RulingLetter, RulingWithdrawnLetter
from licet.service.letters.corrections import said_anew
from licet.service.letters.models import Letter, LetterKind
from licet.service.letters.parts import Ruled
from licet.service.letters.wording import label
from licet.service.people.models import Role, User
from licet.service.people.office import particulars

from .entries import title_of
from .models import Ruling, RulingEnd
from .telling import cited_by, facts_of, law_of


def ruling_letter(ruling: Ruling) -> RulingLetter:
    assert ruling.signed_at is not None, "a letter follows from a signed ruling"
    return RulingLetter(
        **_envelope(ruling, timezone.localdate(ruling.signed_at), ruling.signed_by),
        **_about(ruling),
        reasons=ruling.reasons,
        entries=tuple(Ruled(title_of(each.entry), each.applies, each.reasons) for each in ruling.lines.all()),
        cited=cited_by(ruling),
        facts=facts_of(ruling),
        law=law_of(ruling),
        valid_until=ruling.valid_until,
        replaced=(ruling.replaces.number or "") if ruling.replaces else "",
    )


def withdrawn_letter(end: RulingEnd) -> RulingWithdrawnLetter:
    day = timezone.localdate(end.at)
    return RulingWithdrawnLetter(
        **_envelope(end.ruling, day, end.by), **_about(end.ruling), withdrawn_on=day, told=end.reason
    )


def _about(ruling: Ruling) -> dict[str, Any]:
    return {
        "ruling": ruling.number or "",
        "item": ruling.item_name,
        "asked": ruling.inquiry_id is not None,
    }


def _envelope(ruling: Ruling, dated: date, signatory: User | None) -> dict[str, Any]:
    person, since = _asked(ruling)
    office = particulars()
    attention = [label("attention", name=person.name)] if person else []
    return {
        "language": ruling.language,
        "authority": office.name,
        "authority_address": office.letterhead,
        "reference": reference_of(ruling),
        "addressee": ruling.organisation.name,
        "address": (*attention, name_of(ruling.organisation.country)),
        "deal": ruling.deal,
        "submitted_on": since,
        "dated": dated,
        "signatory": signatory.name if signatory else "",
        "office": str(Role.APPROVER.label),
    }


def _asked(ruling: Ruling) -> tuple[User | None, date]:
    """Who asked, and since when; in a case, who handed in the application."""
    if ruling.inquiry:
        return ruling.inquiry.asked_by, timezone.localdate(ruling.inquiry.asked_at)
    assert ruling.case is not None, "a ruling was asked for, or is given in a case"
    return ruling.case.application.submitted_by, timezone.localdate(ruling.case.submitted_at)


def reference_of(ruling: Ruling) -> str:
    if ruling.inquiry:
        return str(ruling.inquiry.reference)
    assert ruling.case is not None, "a ruling was asked for, or is given in a case"
    return str(ruling.case.reference)


@said_anew(LetterKind.RULING)
def ruling_anew(letter: Letter) -> RulingLetter:
    return ruling_letter(ruling_of(letter.occasion))


@said_anew(LetterKind.RULING_WITHDRAWN)
def withdrawn_anew(letter: Letter) -> RulingWithdrawnLetter:
    return withdrawn_letter(ruling_of(letter.occasion).end)


def ruling_of(pk: Any) -> Ruling:
    rows = Ruling.objects.select_related(
        "organisation",
        "indication",
        "signed_by",
        "replaces",
        "inquiry__application",
        "inquiry__asked_by",
        "case__application__submitted_by",
    )
    found: Ruling = rows.get(pk=pk)
    return found


def first_of(ruling: Ruling) -> Ruling:
    """The ruling at the beginning of those that replaced one another."""
    while ruling.replaces is not None:
        ruling = ruling.replaces
    return ruling
