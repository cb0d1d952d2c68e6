"""An officer says whether a red flag shows. It decides nothing; a licence over one that is open needs a written reason."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.base.reasons import says_why
from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.services import locked
from licet.service.corpus.red_flags import red_flags
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import RedFlagLook


@transaction.atomic
def look_at_flag(*, actor: User, case: Case, flag: str, shows: bool, reason: str) -> RedFlagLook:
    """A finding of fact like any other; said again, the later one counts."""
    require(actor, Act.FIND, case)
    case = locked(case)
    if flag not in red_flags():
        raise ValidationError(_("There is no red flag “%(flag)s”.") % {"flag": flag})
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence what was examined, and what it showed.")})
    row: RedFlagLook = RedFlagLook.objects.create(
        case=case, flag=flag, shows=shows, reason=reason.strip(), by=actor, at=timezone.now()
    )
    payload: dict[str, JSON] = {"look": str(row.pk), "flag": flag, "shows": shows, "reason": row.reason}
    record(type="red_flag.looked_at", actor=actor.pseudonym, subject=case, payload=payload)
    return row
