from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from . import demo
from .forms import SignInForm
from .models import User
from .policy import Decision, Refused

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The demo people as cards in a demonstration; e-mail and password everywhere else."""
    if demo.is_offered():
        return _demo_page(request)
    form = SignInForm(request, request.POST) if request.method == "POST" else SignInForm(request)
    if request.method == "POST" and form.is_valid():
        login(request, form.user, backend=BACKEND)  # makes a new session key
        return _onward(request)
    return render(request, "people/sign_in.html", {"form": form, "next": _next(request)})


def _demo_page(request: HttpRequest) -> HttpResponse:
    refusal = demo.refuse(request)
    if refusal:
        raise Refused(Decision(False, refusal))
    return render(request, "people/demo_sign_in.html", {"people": demo.people(), "next": _next(request)})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    if not demo.is_offered():
        raise Http404
    refusal = demo.refuse(request)
    if refusal:
        raise Refused(Decision(False, refusal))
    user = User.objects.filter(email=demo.email_of(request.POST.get("person", ""))).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
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
