"""What is forgotten about people once it serves nothing any more."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from licet.service.base.chores import chore

from .models import CacheEntry, Invitation, Organisation, User

SPENT_INVITATIONS = timedelta(days=30)  # the page that says “too old” still knows them until then
UNCONFIRMED = timedelta(days=7)  # to open the mail that confirms an e-mail address
NEW = timedelta(days=1)


@chore("sessions")
def forget_sessions() -> int:
    """Sessions that ended, and what the page “where you are signed in” noted of them."""
    now = timezone.now()
    ended: int = Session.objects.filter(expire_date__lt=now).delete()[0]
    known = Session.objects.values("session_key")
    noted: int = (
        UserSession.objects.filter(last_seen_at__lt=now - NEW).exclude(session_key__in=known).delete()[0]
    )
    return ended + noted


@chore("attempts")
def forget_attempts() -> int:
    """Counts of attempts whose time is over."""
    return CacheEntry.objects.filter(expires__lt=timezone.now()).delete()[0]


@chore("invitations")
def forget_invitations() -> int:
    """Invitations that nobody took up: an e-mail address that is no business of ours. The ledger keeps that one was sent."""
    old = timezone.now() - SPENT_INVITATIONS
    return Invitation.objects.filter(accepted_at=None, expires_at__lt=old).delete()[0]


@chore("registrations")
def forget_registrations() -> int:
    """Whoever registered and never showed that the e-mail address is hers: account and claimed organisation."""
    shown = EmailAddress.objects.filter(verified=True).values("user")
    waiting = (
        User.objects.filter(last_login=None, memberships__organisation__claimed=True)
        .exclude(pk__in=shown)
        .exclude(memberships__organisation__claimed=False)
        .exclude(memberships__created_at__gte=timezone.now() - UNCONFIRMED)
    )
    return sum(_forget(user) for user in waiting.distinct())


def _forget(user: User) -> int:
    """Whether she could be forgotten: not where anything else rests on her or on what she claimed."""
    claimed = list(Organisation.objects.filter(memberships__user=user).distinct())
    try:
        with transaction.atomic():
            user.memberships.all().delete()
            for organisation in claimed:
                if not organisation.memberships.exists():
                    organisation.delete()
            user.delete()
    except ProtectedError:
        return 0
    return 1
