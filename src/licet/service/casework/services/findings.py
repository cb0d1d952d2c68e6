"""Findings of fact on the case's chain, each with what was examined and the document that shows it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.chains.models import Statement
from licet.service.chains.services import Claim, dispute_fact, find_fact
from licet.service.files.models import Document
from licet.service.files.services import store
from licet.service.files.storage import Upload
from licet.service.people.models import User
from licet.service.people.policy import require

from ..models import Case
from ..moves import Act
from .move import locked, move


@transaction.atomic
def record_finding(
    *,
    actor: User,
    case: Case,
    claim: Claim,
    reason: str,
    upload: Upload | None = None,
    evidence: Document | None = None,
    disputed: bool = False,
) -> Statement:
    """Found, or disputed: a disputed fact counts as unknown until it is found. The claim stays visible beside it."""
    require(actor, Act.FIND, case)
    case = locked(case)
    chain = case.application.chain
    if upload is not None:
        evidence = _keep(actor, case, upload)
    act = dispute_fact if disputed else find_fact
    statement = act(actor=actor, chain=chain, claim=claim, reason=reason, evidence=evidence)
    payload: dict[str, JSON] = {
        "statement": statement.pk,
        "scope": claim.scope,
        "object": str(claim.object_id),
        "fact": claim.fact,
        "status": str(statement.status),
        "reason": reason,
    }
    hashes = [evidence.sha256] if evidence else []
    move(case=case, act=Act.FIND, actor=actor, payload=payload, files=hashes)
    return statement


def _keep(actor: User, case: Case, upload: Upload) -> Document:
    """What the office adds belongs to the office: no exporter sees it."""
    return store(
        actor=actor, upload=upload, title=upload.name or _("Evidence"), organisation=None, subject=case
    )
