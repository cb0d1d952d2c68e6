"""A person's own account: what protects it, and where she is signed in."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..acts import leads
from ..browsers import name_of
from ..http import SignedInRequest, signed_in
from ..models import User
from ..policy import may
from ..services.leaving import end_sessions


@require_safe
@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    led = leads(request.user)
    inviting = led is not None and bool(may(request.user, "person.invite", led))
    return render(request, "people/account.html", {"rows": _rows(request.user), "may_invite": inviting})


def _rows(user: User) -> list[dict[str, Any]]:
    factors = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    rows = [
        _row(_("Name"), user.name),
        _row(_("E-mail address"), user.email, "account_email"),
        _row(_("Password"), _("set") if user.has_usable_password() else _("none"), _password_page(user)),
        _row(_("Second factor"), _factors(factors), "mfa_index"),
        _row(_("Signed in at"), _places(user), "people:sessions", _("See")),
    ]
    if settings.OIDC_URL:
        linked = SocialAccount.objects.filter(user=user).exists()
        rows.append(
            _row(_("Linked identities"), _("linked") if linked else _("none"), "socialaccount_connections")
        )
    return rows


def _row(key: str, value: str, url_name: str = "", action: str = "") -> dict[str, Any]:
    return {"key": key, "value": value, "href": reverse(url_name) if url_name else "", "action": action}


def _password_page(user: User) -> str:
    return "account_change_password" if user.has_usable_password() else "account_set_password"


def _factors(types: set[str]) -> str:
    names = {
        Authenticator.Type.TOTP.value: _("app that shows codes"),
        Authenticator.Type.WEBAUTHN.value: _("passkey"),
        Authenticator.Type.RECOVERY_CODES.value: _("recovery codes"),
    }
    return ", ".join(name for type, name in names.items() if type in types) or _("none")


def _places(user: User) -> str:
    number = UserSession.objects.filter(user=user).count()
    return (
        _("%(number)d browser") % {"number": 1}
        if number == 1
        else _("%(number)d browsers") % {"number": number}
    )


@require_safe
@signed_in
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where one is signed in, this browser first."""
    here = request.session.session_key
    found = UserSession.objects.purge_and_list(request.user)
    found.sort(key=lambda one: (one.session_key != here, -one.created_at.timestamp()))
    rows = [(one, name_of(one.user_agent)) for one in found]
    return render(request, "people/sessions.html", {"sessions": rows, "here": here})


@require_POST
@signed_in
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    session = UserSession.objects.filter(user=request.user, pk=pk).first()
    if session is None:
        raise Http404
    session.end()
    messages.success(request, _("That browser is signed out."))
    return redirect("people:sessions")


@require_POST
@signed_in
def end_others(request: SignedInRequest) -> HttpResponse:
    end_sessions(request.user, but=request.session.session_key or "")
    messages.success(request, _("Every other browser is signed out."))
    return redirect("people:sessions")
