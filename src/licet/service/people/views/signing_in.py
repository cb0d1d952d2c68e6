"""Ways in and out. The pages behind them are django-allauth's, in our templates (account_urls.py)."""

from __future__ import annotations

from allauth.account.views import login as sign_in_page
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from .. import demo, demo_door, sessions
from ..http import passkey_page
from ..models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """The demo people as cards in a demonstration; e-mail and password, or a passkey, everywhere else."""
    if demo_door.is_open() and request.method == "GET":
        return render(request, "people/demo_sign_in.html", {"people": demo.people(), "next": _next(request)})
    return passkey_page(sign_in_page)(request)


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """The middleware has already turned away whoever is not at this machine."""
    if not demo_door.is_open():
        raise Http404
    user = User.objects.filter(email=demo.email_of(request.POST.get("person", ""))).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    request.session[sessions.WALKED_IN] = True
    return _onward(request)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("start")


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else ""


def _onward(request: HttpRequest) -> HttpResponse:
    target = _next(request)
    return HttpResponseRedirect(target) if target else redirect("work")
