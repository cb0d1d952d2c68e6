"""Who lost every second factor is helped by two people: one asks, another confirms. One alone could take over any account."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.records.services import record

from .. import mail
from ..models import FactorReset, User
from ..policy import require
from .leaving import end_sessions


class AlreadyAsked(ValueError):
    """A request for this person waits already."""


@transaction.atomic
def ask_reset(*, actor: User, user: User, reason: str) -> FactorReset:
    """`reason` says how the administrator knows that it is really she who asks. The person is told by mail."""
    require(actor, "factor.ask_reset", user)
    try:
        with transaction.atomic():
            reset = FactorReset.objects.create(user=user, asked_by=actor, reason=reason)
    except IntegrityError:
        raise AlreadyAsked(_("A request for this person waits for confirmation already.")) from None
    record(type="factor.reset_asked", actor=actor.pseudonym, subject=user, payload={"reason": reason})
    mail.send("factor_reset_asked", user.email, {"user": user, "by": actor.name})
    return reset


@transaction.atomic
def confirm_reset(*, actor: User, reset: FactorReset) -> None:
    """A second person confirms: every second factor and every session of the person goes; her password stays."""
    require(actor, "factor.confirm_reset", reset)
    _settle(reset, actor, done=True)
    Authenticator.objects.filter(user=reset.user).delete()
    end_sessions(reset.user)
    payload = {"asked_by": str(reset.asked_by.pseudonym)}
    record(type="factor.reset", actor=actor.pseudonym, subject=reset.user, payload=payload)
    mail.send("factor_reset", reset.user.email, {"user": reset.user, "by": actor.name})


@transaction.atomic
def refuse_reset(*, actor: User, reset: FactorReset) -> None:
    """Turn the request down, or take back one's own."""
    require(actor, "factor.refuse_reset", reset)
    _settle(reset, actor, done=False)
    record(type="factor.reset_refused", actor=actor.pseudonym, subject=reset.user, payload={})


def _settle(reset: FactorReset, actor: User, *, done: bool) -> None:
    reset.settled_by, reset.settled_at, reset.done = actor, timezone.now(), done
    reset.save(update_fields=["settled_by", "settled_at", "done"])
