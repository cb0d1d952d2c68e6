"""How long a session lasts, and whether a second factor stands behind it."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from .models import User

BEGAN, SEEN, WALKED_IN = "licet_began", "licet_seen", "licet_walked_in"
NOTICE_AFTER = 60  # seconds; a session is written at most once a minute

__all__ = ["AUTHENTICATION_METHODS_SESSION_KEY", "WALKED_IN", "factor_missing", "is_over"]


@receiver(user_logged_in)
def begin(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    request.session.pop(WALKED_IN, None)


@receiver(authenticator_added)
def note_new_factor(sender: object, request: HttpRequest, user: User, authenticator: Any, **_: Any) -> None:
    """Who has just set up a factor has just used it."""
    record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver([password_changed, password_reset])
def end_other_sessions(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    from .services.leaving import end_sessions

    end_sessions(user, but=request.session.session_key or "")


def factor_missing(request: HttpRequest, user: User) -> bool:
    """Whether `user` is an official whose session no second factor stands behind."""
    if not user.is_official or (settings.DEMO and request.session.get(WALKED_IN)):
        return False
    return not any(record["method"] == "mfa" for record in get_authentication_records(request, user))


def is_over(request: HttpRequest, user: User) -> bool:
    """Whether the session was idle or alive for too long; otherwise it is noted that somebody was here."""
    now = int(time.time())
    idle, most = settings.OFFICIAL_SESSION if user.is_official else settings.EXPORTER_SESSION
    began = request.session.setdefault(BEGAN, now)
    seen = request.session.setdefault(SEEN, now)
    if now - seen > idle * 60 or now - began > most * 60:
        return True
    if now - seen > NOTICE_AFTER:
        request.session[SEEN] = now
    return False
