"""“Not relevant, because”: an answer to a whole criterion. Never to one that is assessed in every case."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.reasons import says_why
from licet.service.people.models import User

from ..criteria import applied_criterion, in_language
from ..models import Assessment, SetAside
from .writing import own_draft


@transaction.atomic
def set_aside(*, actor: User, assessment: Assessment, reasons: Mapping[str, str]) -> list[SetAside]:
    """Several criteria at once, each with its reason; said again, a reason replaces the earlier one."""
    draft = own_draft(actor, assessment)
    faults = {id: fault for id, why in reasons.items() if (fault := _fault(draft, id, why))}
    if faults:
        raise ValidationError(faults)
    today = timezone.localdate()
    return [
        SetAside.objects.update_or_create(
            assessment=draft, criterion=id, defaults={"reasons": why.strip(), "found_on": today}
        )[0]
        for id, why in reasons.items()
    ]


def _fault(draft: Assessment, id: str, why: str) -> str:
    criterion = applied_criterion(id)
    if criterion is None:
        return _("The law in force here has no such criterion.")
    if criterion.always_assessed:
        return _("“%(criterion)s” is assessed in every case.") % {"criterion": in_language(criterion.title)}
    if draft.findings.filter(criterion=id).exists():
        return _("A question of this criterion is answered already, so it is relevant.")
    return "" if says_why(why) else _("Say in a sentence why this criterion is not relevant here.")
