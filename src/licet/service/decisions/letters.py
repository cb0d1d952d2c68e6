"""What the letter of an outcome says, filled in from what was decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.assessment.criteria import question_for, words_of
from licet.service.assessment.models import Answer, Effect, Finding
from licet.service.assessment.selectors import binding_policy, policy_in_force
from licet.service.letters.contexts import (
    Appeal,
    Cited,
    Letter,
    LicenceLetter,
    NoLicenceLetter,
    Policy,
    RefusalLetter,
    ReturnedLetter,
    ScheduleItem,
    Unit,
)
from licet.service.parties.models import Party

from .grounds import BASES, Ground
from .models import Kind, Outcome
from .today import home_regime


def letter_of(outcome: Outcome) -> Letter:
    makers: dict[str, Callable[[Outcome], Letter]] = {
        Kind.GRANT: _licence,
        Kind.REFUSE: _refusal,
        Kind.NO_LICENCE: _no_licence,
        Kind.RETURN_INCOMPLETE: _returned,
    }
    return makers[outcome.kind](outcome)


def _returned(outcome: Outcome) -> ReturnedLetter:
    return ReturnedLetter(**_common(outcome))


def _common(outcome: Outcome) -> dict[str, Any]:
    case = outcome.case
    signed, day = outcome.assessment, timezone.localdate(outcome.at)
    declared = binding_policy(signed, day) if signed else policy_in_force(day)
    return {
        "authority": settings.AUTHORITY_NAME,
        "reference": case.reference,
        "addressee": case.organisation.name,
        "deal": case.application.chain.title,
        "submitted_on": timezone.localdate(case.submitted_at),
        "decided_on": day,
        "reasons": outcome.proposal.reasons,
        "law_digest": outcome.law_digest,
        "editions": _editions(outcome.law_editions),
        "software": outcome.software,
        "appeal": Appeal(settings.APPEAL_BODY, settings.APPEAL_DAYS),
        "policy": Policy(declared.text, declared.in_force_from) if declared else None,
    }


def _editions(editions: Any) -> tuple[tuple[str, str], ...]:
    """The contract's `law.editions`: instrument to edition, or to several."""
    if not isinstance(editions, dict):
        return tuple((str(each), "") for each in editions)
    return tuple(
        (name, ", ".join(edition) if isinstance(edition, list) else str(edition))
        for name, edition in sorted(editions.items())
    )


def _licence(outcome: Outcome) -> LicenceLetter:
    licence = outcome.licence
    return LicenceLetter(
        **_common(outcome),
        number=licence.number,
        end_user=_unit(licence.end_user),
        purpose=licence.purpose,
        valid_from=licence.valid_from,
        valid_until=licence.valid_until,
        conditions=tuple(licence.conditions),
        items=tuple(ScheduleItem(**item) for item in licence.items),
        required_by=_required_by(outcome),
    )


def _unit(party: Party) -> Unit:
    return Unit(
        name=party.name,
        country=party.country,
        belongs_to=party.parent.name if party.parent else "",
        mandate=party.mandate,
        address=party.address,
    )


def _required_by(outcome: Outcome) -> tuple[Cited, ...]:
    """The paragraphs cited by the measures that held on the findings."""
    measures = outcome.indication.result["regimes"][home_regime()]["measures"]
    holding = [
        each
        for each in measures
        if each["result"] == "true" and each["kind"] in ("licence", "individual_only")
    ]
    cited = {_key(citation): citation for each in holding for citation in each["citations"]}
    return tuple(
        Cited(
            instrument=citation.get("instrument", ""),
            pinpoint=citation.get("pinpoint", ""),
            text="",
            edition=citation.get("edition", ""),
            url=citation.get("url", ""),
        )
        for citation in cited.values()
    )


def _key(citation: dict[str, str]) -> tuple[str, str]:
    return citation.get("instrument", ""), citation.get("pinpoint", "")


def _refusal(outcome: Outcome) -> RefusalLetter:
    grounds = [BASES[Ground(code)] for code in outcome.grounds]
    cited = tuple(Cited(each.instrument, each.pinpoint, str(each.text)) for each in grounds)
    return RefusalLetter(**_common(outcome), grounds=cited, findings=_findings(outcome))


def _findings(outcome: Outcome) -> tuple[str, ...]:
    """Which limbs that deny were answered yes. Evidence and reasoning stay in the file; the court sees them."""
    if outcome.assessment is None:
        return ()
    rows = outcome.assessment.findings.filter(answer=Answer.YES, effect=Effect.DENY)
    return tuple(_finding(row) for row in rows)


def _finding(row: Finding) -> str:
    """The limb, the standard, and the harms by name."""
    asked = question_for(row.criterion, row.limb, row.standard)
    if asked is None:  # the corpus has another edition by now
        return words_of(row)
    names = ", ".join(harm.text for harm in asked.harms if harm.id in row.harms)
    # The corpus explains each standard to the official who answers it; the reader is told the question alone.
    limb = asked.limb_text.partition(" - ")[0].rstrip(".")
    question = "".join(asked.text.partition("?")[:2])
    told = _("%(limb)s: %(standard)s Yes.") % {"limb": limb, "standard": question}
    return f"{told} {names}." if names else told


def _no_licence(outcome: Outcome) -> NoLicenceLetter:
    scope = outcome.indication.result["regimes"][home_regime()]["scope"]
    return NoLicenceLetter(
        **_common(outcome),
        checked=tuple(map(str, scope["checked"])),
        not_checked=tuple(str(each["family"]) for each in scope["not_checked"]),
    )
