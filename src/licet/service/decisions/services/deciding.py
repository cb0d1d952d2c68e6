"""The approver's act: one outcome, by another person, on what holds today."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from licet import __version__
from licet.ledger.canonical import JSON
from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.services import locked, move
from licet.service.corpus.models import Indication
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..lettered import editions
from ..models import Kind, Licence, Outcome, Proposal
from ..preconditions import require_all
from ..today import store_today
from .proposing import refuse_stale, refuse_unanswered, refuse_unseen


@transaction.atomic
def decide(*, actor: User, proposal: Proposal, acknowledged: str = "", written_reason: str = "") -> Outcome:
    """Sign the proposal as it is. Every condition is checked again, and the law re-run, on the day of decision."""
    require(actor, Act.DECIDE, proposal)
    case = locked(proposal.case)
    refuse_stale(case, proposal)
    require_all(case, proposal.kind)
    refuse_unanswered(case, proposal.kind, proposal.grounds, written_reason)
    refuse_unseen(proposal.indication, case, acknowledged)
    outcome = _store(actor, case, proposal, store_today(actor, case), acknowledged, written_reason)
    licence = _licence(outcome) if outcome.kind == Kind.GRANT else None
    move(
        case=case,
        act=Act.DECIDE,
        actor=actor,
        payload=outcome_content(outcome),
        law_digest=outcome.law_digest,
    )
    if licence:
        content = licence_content(licence)
        record(type="licence.issued", actor=actor.pseudonym, subject=case, payload=content)
    return outcome


def _store(
    actor: User,
    case: Case,
    proposal: Proposal,
    indication: Indication,
    acknowledged: str,
    written_reason: str,
) -> Outcome:
    outcome: Outcome = Outcome.objects.create(
        case=case,
        proposal=proposal,
        proposer_id=proposal.proposer_id,
        approver=actor,
        at=timezone.now(),
        kind=proposal.kind,
        grounds=proposal.grounds,
        assessment_id=proposal.assessment_id,
        release_id=proposal.release_id,
        indication=indication,
        law_digest=indication.law_digest,
        law_editions=editions(indication, proposal.assessment),
        facts_digest=indication.input_digest,
        software=f"licet {__version__}",
        acknowledged=acknowledged,
        written_reason=written_reason,
    )
    return outcome


def _licence(outcome: Outcome) -> Licence:
    proposal = outcome.proposal
    assert proposal.end_user_id and proposal.valid_until, "a grant has both, held by a constraint"
    licence: Licence = Licence.objects.create(
        number=f"L-{outcome.case.reference}",
        outcome=outcome,
        case=outcome.case,
        holder_id=outcome.case.organisation_id,
        end_user_id=proposal.end_user_id,
        purpose=proposal.purpose,
        items=proposal.items,
        conditions=proposal.conditions,
        valid_from=timezone.localdate(),
        valid_until=proposal.valid_until,
    )
    return licence


def outcome_content(outcome: Outcome) -> dict[str, JSON]:
    return {
        "outcome": str(outcome.pk),
        "proposal": str(outcome.proposal_id),
        "kind": str(outcome.kind),
        "grounds": outcome.grounds,
        "assessment": str(outcome.assessment_id) if outcome.assessment_id else None,
        "assessment_digest": outcome.assessment.digest if outcome.assessment else None,
        "release": str(outcome.release_id) if outcome.release_id else None,
        "indication": str(outcome.indication_id),
        "law_editions": outcome.law_editions,
        "facts_digest": outcome.facts_digest,
        "software": outcome.software,
        "acknowledged": outcome.acknowledged,
        "written_reason": outcome.written_reason,
    }


def licence_content(licence: Licence) -> dict[str, JSON]:
    return {
        "licence": str(licence.pk),
        "number": licence.number,
        "outcome": str(licence.outcome_id),
        "end_user": str(licence.end_user_id),
        "purpose": licence.purpose,
        "items": licence.items,
        "conditions": licence.conditions,
        "valid_from": licence.valid_from.isoformat(),
        "valid_until": licence.valid_until.isoformat(),
    }
