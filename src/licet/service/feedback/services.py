"""Keep what somebody tells of the site; delete it. It is no act on any file, so the ledger holds nothing of it."""

from __future__ import annotations

from django.db import transaction

from licet.service.people.models import User
from licet.service.people.policy import Actor, require

from .models import Feedback


@transaction.atomic
def give(*, actor: Actor, doing: str, wrong: str, email: str = "") -> Feedback:
    require(actor, "feedback.give")
    return Feedback.objects.create(doing=doing.strip(), wrong=wrong.strip(), email=email)


@transaction.atomic
def delete(*, actor: User, feedback: Feedback) -> None:
    require(actor, "feedback.delete", feedback)
    feedback.delete()
