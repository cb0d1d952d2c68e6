"""Signing: the draft becomes the assessment, word for word, and its digest goes into the ledger."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import canonical
from licet.service import corpus
from licet.service.base.reasons import says_why
from licet.service.casework.moves import Act
from licet.service.casework.services import locked, move
from licet.service.people.models import User
from licet.service.people.policy import require

from ..criteria import questions
from ..models import Assessment
from ..selectors import mandatory_grounds, policy_in_force, unanswered


@transaction.atomic
def sign(*, actor: User, assessment: Assessment, summary: str) -> Assessment:
    require(actor, Act.ASSESS, assessment)
    case = locked(assessment.case)
    draft: Assessment = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    require(actor, Act.ASSESS, draft)
    _refuse_incomplete(draft)
    if not says_why(summary):
        raise ValidationError({"summary": _("Sum up in a sentence what the assessment comes to.")})
    draft.policy = policy_in_force(timezone.localdate())
    draft.law_digest, draft.summary = corpus.law().digest, summary
    content = content_of(draft)
    draft.digest = sha256(canonical(content)).hexdigest()
    draft.completed_at = timezone.now()
    draft.save()
    move(
        case=case,
        act=Act.ASSESS,
        actor=actor,
        payload={
            "assessment": str(draft.pk),
            "version": draft.version,
            "digest": draft.digest,
            "content": content,
        },
        files=[evidence.sha256 for evidence in draft.evidence.all() if evidence.document_id],
        law_digest=draft.law_digest,
    )
    return draft


def _refuse_incomplete(draft: Assessment) -> None:
    if not questions():
        raise ValidationError(_("The law in force here names no criterion, so nothing can be assessed."))
    missing = unanswered(draft)
    if missing:
        text = _("Still to be answered: %(question)s")
        raise ValidationError([text % {"question": f"{asked.limb_title}: {asked.text}"} for asked in missing])


def content_of(assessment: Assessment) -> dict[str, Any]:
    """All an assessment says, as its digest covers it."""
    return {
        "case": assessment.case.reference,
        "version": assessment.version,
        "author": str(assessment.author.pseudonym),
        "policy": str(assessment.policy_id) if assessment.policy_id else None,
        "law": assessment.law_digest,
        "summary": assessment.summary,
        "mandatory_grounds": mandatory_grounds(assessment),
        "evidence": [
            {
                "id": str(evidence.pk),
                "source": evidence.source,
                "dated_on": evidence.dated_on.isoformat(),
                "title": evidence.title,
                "reference": evidence.reference,
                "sha256": evidence.sha256,
                **({"about": evidence.about} if evidence.about else {}),
            }
            for evidence in assessment.evidence.all()
        ],
        **_set_aside(assessment),
        "findings": [
            {
                "criterion": finding.criterion,
                "limb": finding.limb,
                "standard": finding.standard,
                "effect": finding.effect,
                "answer": finding.answer,
                "harms": finding.harms,
                "reasons": finding.reasons,
                "tried": finding.tried,
                "found_on": finding.found_on.isoformat(),
                "evidence": sorted(str(evidence.pk) for evidence in finding.evidence.all()),
            }
            for finding in assessment.findings.prefetch_related("evidence")
        ],
    }


def _set_aside(assessment: Assessment) -> dict[str, Any]:
    """Left out where there is none, so that what was signed before keeps its digest."""
    rows = assessment.set_aside.all()
    said = [
        {"criterion": row.criterion, "reasons": row.reasons, "found_on": row.found_on.isoformat()}
        for row in rows
    ]
    return {"set_aside": said} if said else {}
