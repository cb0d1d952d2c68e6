"""Statements of fact: claimed by the exporter, found or disputed by the authority. Only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.reasons import says_why
from licet.service.files.models import Document
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..facts import FactRefused, check, refuse_for_exporter
from ..models import Asserter, Chain, Scope, Statement, StatementStatus
from ..selectors import latest_statements

__all__ = ["Claim", "FactRefused", "claim_facts", "dispute_fact", "find_fact"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing stated. `value` None leaves open again what was stated before."""

    scope: str
    object_id: UUID
    fact: str
    value: Any


@transaction.atomic
def claim_facts(
    *, actor: User, chain: Chain, claims: Sequence[Claim], evidence: Document | None = None
) -> list[Statement]:
    """The exporter states facts; what was stated already is not repeated. All or none."""
    require(actor, "fact.claim", chain)
    for claim in claims:
        refuse_for_exporter(claim.fact, claim.value)
        _check(chain, claim)
    known = {(s.object_id, s.fact): s for s in latest_statements(chain) if s.by == Asserter.EXPORTER}
    fresh = [claim for claim in claims if _is_news(claim, known.get((claim.object_id, claim.fact)))]
    stated = Statement.objects.bulk_create(_claimed(actor, chain, claim, evidence) for claim in fresh)
    if stated:
        _record("fact.claimed", actor, chain, stated)
    return list(stated)


def _is_news(claim: Claim, known: Statement | None) -> bool:
    """“I don’t know”, said for the first time, is news: it is not asked again at once."""
    return known is None or known.value != claim.value


def _claimed(actor: User, chain: Chain, claim: Claim, evidence: Document | None) -> Statement:
    status = StatementStatus.OPEN if claim.value is None else StatementStatus.CLAIMED
    return _statement(actor, chain, claim, by=Asserter.EXPORTER, status=status, reason="", evidence=evidence)


@transaction.atomic
def find_fact(
    *, actor: User, chain: Chain, claim: Claim, reason: str, evidence: Document | None = None
) -> Statement:
    """The authority finds a fact; from then on findings rest on it."""
    require(actor, "fact.find", chain)
    if claim.value is None:
        raise FactRefused(claim.fact, _("Say what was found. To leave a fact open, dispute it."))
    return _by_authority(actor, chain, claim, StatementStatus.FOUND, reason, evidence)


@transaction.atomic
def dispute_fact(
    *, actor: User, chain: Chain, claim: Claim, reason: str, evidence: Document | None = None
) -> Statement:
    """The authority doubts what is claimed: until found, it counts as unknown."""
    require(actor, "fact.dispute", chain)
    return _by_authority(actor, chain, claim, StatementStatus.DISPUTED, reason, evidence)


def _by_authority(
    actor: User,
    chain: Chain,
    claim: Claim,
    status: StatementStatus,
    reason: str,
    evidence: Document | None,
) -> Statement:
    if not says_why(reason):
        text = _("Give the reason in a sentence: what was examined, and what it showed.")
        raise FactRefused("reason", text, form_field="reason")
    _check(chain, claim)
    statement = _statement(
        actor, chain, claim, by=Asserter.AUTHORITY, status=status, reason=reason.strip(), evidence=evidence
    )
    statement.save(force_insert=True)
    _record(f"fact.{status.value}", actor, chain, [statement])
    return statement


def _statement(
    actor: User,
    chain: Chain,
    claim: Claim,
    *,
    by: Asserter,
    status: StatementStatus,
    reason: str,
    evidence: Document | None,
) -> Statement:
    return Statement(
        chain=chain,
        scope=claim.scope,
        object_id=claim.object_id,
        fact=claim.fact,
        value=claim.value,
        by=by,
        status=status,
        reason=reason,
        evidence=evidence,
        stated_by=actor,
        stated_at=timezone.now(),
    )


def _check(chain: Chain, claim: Claim) -> None:
    check(claim.fact, claim.scope, claim.value)
    if not _belongs(chain, claim):
        raise FactRefused(claim.fact, _("This is stated of something that is not part of the deal."))


def _belongs(chain: Chain, claim: Claim) -> bool:
    parts = {
        Scope.ITEM.value: chain.items.filter(pk=claim.object_id),
        Scope.TRANSFER.value: chain.transfers.filter(pk=claim.object_id),
        Scope.PARTY.value: chain.parties.filter(party_id=claim.object_id),
    }
    rows = parts.get(claim.scope)
    return claim.object_id == chain.pk if rows is None else bool(rows.exists())


def _record(type: str, actor: User, chain: Chain, statements: Sequence[Statement]) -> None:
    record(
        type=type,
        actor=actor.pseudonym,
        subject=chain,
        payload={
            "statements": [
                {
                    "scope": s.scope,
                    "object": str(s.object_id),
                    "fact": s.fact,
                    "value": s.value,
                    "status": s.status,
                    "reason": s.reason,
                    "evidence": str(s.evidence_id) if s.evidence_id else None,
                }
                for s in statements
            ]
        },
        files=[s.evidence.sha256 for s in statements if s.evidence],
    )
