from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import demo_door, sessions
from .models import User

# What an official can reach before a second factor stands behind the session: its set-up, and the way out.
BEFORE_THE_FACTOR = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_logout",
        "people:sign-out",
        "language",
        "health",
    }
)


def demo_stays_home(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A demonstration answers this machine alone: no page at all to a forwarded or foreign request."""

    def middleware(request: HttpRequest) -> HttpResponse:
        refusal = demo_door.refusal(request) if settings.DEMO else ""
        if refusal:
            return HttpResponse(refusal + "\n", content_type="text/plain; charset=utf-8", status=403)
        return get_response(request)

    return middleware


def sessions_end(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever was away for too long, or signed in too long ago; the page asked for then wants a new sign-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if SESSION_KEY in request.session:
            user = request.user
            if isinstance(user, User) and sessions.is_over(request, user):
                logout(request)
                messages.info(request, _("For your safety you were signed out after a while. Sign in again."))
        return get_response(request)

    return middleware


class SecondFactorFirst:
    """An official without a second factor reaches the pages that set one up, and no other."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Asked once the address is resolved, before any view runs."""
        if SESSION_KEY not in request.session or not isinstance(request.user, User):
            return None
        match = request.resolver_match
        if match is not None and match.view_name in BEFORE_THE_FACTOR:
            return None
        return redirect("mfa_index") if sessions.factor_missing(request, request.user) else None
