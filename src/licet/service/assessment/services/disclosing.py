"""What may be disclosed: an officer says of each source whether letters to the exporter may name it. Until then none may."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.base.reasons import says_why
from licet.service.casework.moves import Act
from licet.service.casework.services import locked, move
from licet.service.people.models import User
from licet.service.people.policy import require

from ..models import Disclosure, Evidence


@transaction.atomic
def mark(*, actor: User, evidence: Evidence, may_be_named: bool, reason: str) -> Disclosure:
    """Say whether letters may name this source, and why. It holds for the source in every version of the assessment."""
    require(actor, Act.DISCLOSE, evidence.assessment.case)
    case = locked(evidence.assessment.case)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence why it may or may not be named.")})
    row: Disclosure = Disclosure.objects.create(
        case=case,
        source=evidence.root,
        may_be_named=may_be_named,
        reason=reason.strip(),
        by=actor,
        at=timezone.now(),
    )
    payload: dict[str, JSON] = {
        "source": str(evidence.root),
        "title": evidence.title,
        "may_be_named": may_be_named,
        "reason": row.reason,
    }
    move(case=case, act=Act.DISCLOSE, actor=actor, payload=payload)
    return row
