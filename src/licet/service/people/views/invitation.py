"""The page behind a one-time address."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..forms.looking_after import AcceptForm
from ..models import Invitation, User
from ..services import inviting
from ..services.joining import RoleMismatch

LIMITS = {"invitation": "30/10m/ip"}


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Reading it spends nothing: mail programs open addresses by themselves."""
    limited: HttpResponse | None = ratelimit.consume_or_429(
        request, action="invitation", config=LIMITS, limit_get=True
    )
    if limited is not None:
        return limited
    found = inviting.find(secret)
    if found is None or not inviting.is_open(found):
        return render(request, "people/invitation_spent.html", status=404)
    if isinstance(request.user, User):
        return _take_up(request, request.user, found)
    if inviting.has_account(found):
        return render(request, "people/invitation_sign_in.html", {"invitation": found})
    return _come_in(request, found)


def _take_up(request: HttpRequest, user: User, found: Invitation) -> HttpResponse:
    """Somebody is signed in: hers, or somebody else's?"""
    mine = user.email == found.email
    refusal = ""
    if request.method == "POST" and mine:
        try:
            inviting.accept_as(user=user, invitation=found)
        except (inviting.InvitationSpent, RoleMismatch) as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("You have the role now."))
            return redirect("work")
    context = {"invitation": found, "mine": mine, "refusal": refusal}
    return render(request, "people/invitation_take_up.html", context)


def _come_in(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = AcceptForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            user = inviting.accept_as_newcomer(invitation=found, name=data["name"], password=data["password"])
        except (inviting.InvitationSpent, RoleMismatch) as refused:
            form.add_error(None, str(refused))
        else:
            login = Login(user=user, email=user.email)
            response: HttpResponse = perform_password_login(request, {"email": user.email}, login)
            return response
    return render(request, "people/invitation.html", {"form": form, "invitation": found})
