"""What the letter of an outcome says, filled in from what was decided, in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from licet.service.assessment.models import Assessment
from licet.service.assessment.selectors import binding_policy, policy_in_force
from licet.service.base.countries import name_of
from licet.service.casework.letters import envelope
from licet.service.casework.models import Case
from licet.service.chains.models import PartyRole
from licet.service.letters import models
from licet.service.letters.composing import software
from licet.service.letters.contexts import (
    IntentLetter,
    Letter,
    LicenceLetter,
    NoLicenceLetter,
    RefusalLetter,
    ReturnedLetter,
)
from licet.service.letters.corrections import said_anew
from licet.service.letters.hearing import Heard
from licet.service.letters.models import LetterKind
from licet.service.letters.parts import Appeal, Cited, PartyLine, Policy, ScheduleItem, Unit
from licet.service.parties.models import Party
from licet.service.people.models import Role
from licet.service.people.office import particulars

from . import lettered
from .grounds import ground
from .models import Kind, Licence, Outcome, RefusalNotice
from .selectors import weighed_in


def letter_of(outcome: Outcome) -> Letter:
    makers: dict[str, Callable[[Outcome], Letter]] = {
        Kind.GRANT: _licence,
        Kind.REFUSE: _refusal,
        Kind.NO_LICENCE: _no_licence,
        Kind.RETURN_INCOMPLETE: _returned,
    }
    return makers[outcome.kind](outcome)


def _common(outcome: Outcome) -> dict[str, Any]:
    day = timezone.localdate(outcome.at)
    return {
        **envelope(outcome.case, day, outcome.approver, Role.APPROVER),
        "reasons": outcome.proposal.reasons,
        "policy": policy_of(outcome.assessment, day),
        "heard": _heard(outcome),
        "law": lettered.law(outcome.indication, outcome.law_digest, outcome.software, outcome.assessment),
        "appeal": Appeal(particulars().appeal_body, settings.APPEAL_DAYS),
    }


def _heard(outcome: Outcome) -> Heard | None:
    answer = weighed_in(outcome.proposal)
    return Heard(answer.said, answer.weighed) if answer else None


def intent_of(notice: RefusalNotice) -> IntentLetter:
    day = timezone.localdate(notice.at)
    law = lettered.law(notice.indication, notice.indication.law_digest, software(), notice.assessment)
    return IntentLetter(
        **envelope(notice.case, day, notice.by, Role.OFFICER),
        reasons=notice.reasons,
        policy=policy_of(notice.assessment, day),
        law=law,
        grounds=cited_grounds(notice.grounds),
        findings=lettered.findings_of(notice.assessment, notice.grounds),
        **lettered.sources(notice.assessment, notice.at),
        respond_by=notice.respond_by,
    )


def policy_of(signed: Assessment | None, day: date) -> Policy | None:
    declared = binding_policy(signed, day) if signed else policy_in_force(day)
    return Policy(declared.text, declared.in_force_from) if declared else None


def cited_grounds(codes: Iterable[str]) -> tuple[Cited, ...]:
    """The paragraphs of the grounds with what they say, in the language of the moment."""
    known = map(ground, codes)
    return tuple(Cited(each.instrument, each.pinpoint, each.letter) for each in known)


def _returned(outcome: Outcome) -> ReturnedLetter:
    return ReturnedLetter(**_common(outcome))


def _refusal(outcome: Outcome) -> RefusalLetter:
    return RefusalLetter(
        **_common(outcome),
        grounds=cited_grounds(outcome.grounds),
        findings=lettered.findings_of(outcome.assessment, outcome.grounds),
        **lettered.sources(outcome.assessment, outcome.at),
    )


def _licence(outcome: Outcome) -> LicenceLetter:
    licence = outcome.licence
    return LicenceLetter(
        **_common(outcome),
        licence=licence.number,
        end_user=_unit(licence.end_user),
        purpose=licence.purpose,
        valid_from=licence.valid_from,
        valid_until=licence.valid_until,
        conditions=tuple(licence.conditions),
        items=tuple(ScheduleItem(**item) for item in licence.items),
        parties=_parties(outcome.case),
        territory=_territory(licence),
        required_by=lettered.required_by(outcome.indication),
    )


def _unit(party: Party) -> Unit:
    return Unit(
        name=party.name,
        country=party.country,
        belongs_to=party.parent.name if party.parent else "",
        mandate=party.mandate,
        address=party.address,
    )


def _parties(case: Case) -> tuple[PartyLine, ...]:
    """Each party of the deal once, with everything it does in it."""
    roles: dict[Party, list[str]] = {}
    for row in case.application.chain.parties.select_related("party").order_by("id"):
        roles.setdefault(row.party, []).append(str(PartyRole(row.role).label))
    return tuple(PartyLine(party.name, party.country, tuple(held)) for party, held in roles.items())


def _territory(licence: Licence) -> tuple[str, ...]:
    """Where the items may go: the end-user's country, and those of the legs' destinations and hosts."""
    legs = licence.case.application.chain.transfers.select_related("destination", "host").order_by("id")
    places = [licence.end_user.country]
    for leg in legs:
        places += [leg.destination.country, *([leg.host.country] if leg.host else [])]
    return tuple(name_of(code) for code in dict.fromkeys(places))


def _no_licence(outcome: Outcome) -> NoLicenceLetter:
    checked, not_checked = lettered.scope(outcome.indication)
    return NoLicenceLetter(
        **_common(outcome),
        valid_until=timezone.localdate(outcome.at) + timedelta(days=settings.NO_LICENCE_DAYS),
        facts=lettered.facts(outcome.case),
        checked=checked,
        not_checked=not_checked,
    )


def outcomes_told() -> QuerySet[Outcome]:
    """Outcomes with what their letters say of them."""
    rows: QuerySet[Outcome] = Outcome.objects.select_related(
        "case__organisation",
        "case__application__chain",
        "case__application__submitted_by",
        "proposal",
        "assessment__policy",
        "approver",
    )
    return rows


def notices_told() -> QuerySet[RefusalNotice]:
    rows: QuerySet[RefusalNotice] = RefusalNotice.objects.select_related(
        "case__organisation",
        "case__application__chain",
        "case__application__submitted_by",
        "assessment__policy",
        "indication",
        "by",
    )
    return rows


@said_anew(LetterKind.LICENCE, LetterKind.REFUSAL, LetterKind.NO_LICENCE, LetterKind.RETURNED)
def outcome_anew(letter: models.Letter) -> Letter:
    return letter_of(outcomes_told().get(pk=letter.occasion))


@said_anew(LetterKind.INTENT_TO_REFUSE)
def notice_anew(letter: models.Letter) -> IntentLetter:
    return intent_of(notices_told().get(pk=letter.occasion))
