"""When a letter is no longer to be relied on: withdrawn by a person, or superseded by a later letter."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.reasons import says_why
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import Ended, Letter, LetterEnd


@transaction.atomic
def withdraw(*, actor: User, letter: Letter, reason: str) -> LetterEnd:
    """Take a letter back, with the reason. The act that it told of stands until another act changes it."""
    require(actor, "letter.withdraw", letter)
    if not says_why(reason):
        raise ValidationError({"reason": _("Say in a sentence why this letter is withdrawn.")})
    end: LetterEnd = LetterEnd.objects.create(
        letter=letter, how=Ended.WITHDRAWN, reason=reason.strip(), by=actor, at=timezone.now()
    )
    _record(end, "letter.withdrawn", actor)
    return end


def supersede(later: Letter, kinds: Collection[str]) -> None:
    """End what still stands of these kinds about the same subject. Within the transaction that issues `later`."""
    earlier = Letter.objects.filter(subject_id=later.subject_id, kind__in=kinds, end__isnull=True)
    for letter in earlier.exclude(pk=later.pk):
        end = LetterEnd.objects.create(letter=letter, how=Ended.SUPERSEDED, later=later, at=timezone.now())
        _record(end, "letter.superseded", None)


def _record(end: LetterEnd, type: str, actor: User | None) -> None:
    record(
        type=type,
        actor=actor.pseudonym if actor else None,
        subject=end.letter,
        payload={
            "letter": str(end.letter_id),
            "number": end.letter.number,
            "reason": end.reason,
            "later": end.later.number if end.later else None,
        },
    )
