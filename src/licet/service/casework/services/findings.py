"""Findings of fact on the case's chain, each with what was examined and the document that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.base.reasons import says_why
from licet.service.chains.models import Statement
from licet.service.chains.services import Claim, dispute_fact, find_fact
from licet.service.files.models import Document
from licet.service.files.services import store
from licet.service.files.storage import Upload
from licet.service.people.models import User
from licet.service.people.policy import require

from ..models import Case, FindingSource, SourceKind
from ..moves import Act
from .move import locked, move


@dataclass(frozen=True, slots=True)
class Source:
    """What the finding rests on. `text`: who stated it and how, where it is published, or how the officer knows it."""

    kind: SourceKind
    text: str = ""
    dated_on: date | None = None


@transaction.atomic
def record_finding(
    *,
    actor: User,
    case: Case,
    claim: Claim,
    reason: str,
    source: Source,
    upload: Upload | None = None,
    evidence: Document | None = None,
    disputed: bool = False,
) -> Statement:
    """Found, or disputed: a disputed fact counts as unknown until it is found. The claim stays visible beside it."""
    require(actor, Act.FIND, case)
    case = locked(case)
    refuse_unsourced(source, has_document=upload is not None or evidence is not None)
    chain = case.application.chain
    if upload is not None:
        evidence = _keep(actor, case, upload)
    act = dispute_fact if disputed else find_fact
    statement = act(actor=actor, chain=chain, claim=claim, reason=reason, evidence=evidence)
    FindingSource.objects.create(
        statement=statement, kind=source.kind, text=source.text.strip(), dated_on=source.dated_on
    )
    payload: dict[str, JSON] = {
        "statement": statement.pk,
        "scope": claim.scope,
        "object": str(claim.object_id),
        "fact": claim.fact,
        "status": str(statement.status),
        "reason": reason,
        "source": str(source.kind),
        "source_text": source.text.strip(),
        "source_dated_on": source.dated_on.isoformat() if source.dated_on else None,
    }
    hashes = [evidence.sha256] if evidence else []
    move(case=case, act=Act.FIND, actor=actor, payload=payload, files=hashes)
    return statement


def refuse_unsourced(source: Source, *, has_document: bool) -> None:
    """A finding that nobody can trace does not stand in court."""
    faults: dict[str, str] = {}
    if source.kind == SourceKind.DOCUMENT and not has_document:
        faults["upload"] = _("Select the document that this finding rests on, or choose another source.")
    if source.kind == SourceKind.STATEMENT and not source.text.strip():
        faults["source_text"] = _("Say who stated it, and how.")
    if source.kind == SourceKind.PUBLIC and not source.text.strip():
        faults["source_text"] = _("Say which source it is, and where it can be found.")
    if source.kind == SourceKind.OWN and not says_why(source.text):
        faults["source_text"] = _("Say in a sentence how you know it.")
    if source.kind in (SourceKind.STATEMENT, SourceKind.PUBLIC) and source.dated_on is None:
        faults["source_date"] = _("Give the date of the source.")
    if source.dated_on and source.dated_on > timezone.localdate():
        faults["source_date"] = _("The source cannot be dated in the future.")
    if faults:
        raise ValidationError(faults)


def _keep(actor: User, case: Case, upload: Upload) -> Document:
    """What the office adds belongs to the office: no exporter sees it."""
    return store(
        actor=actor, upload=upload, title=upload.name or _("Evidence"), organisation=None, subject=case
    )
