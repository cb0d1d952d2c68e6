from __future__ import annotations

from django.contrib.auth import login, logout
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from . import demo, demo_door, matrix
from .explain import Answer, find, who_may
from .forms import ExplainForm, SignInForm
from .http import SignedInRequest, signed_in
from .models import User
from .policy import require

BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The demo people as cards in a demonstration; e-mail and password everywhere else."""
    if demo_door.is_open():
        return render(request, "people/demo_sign_in.html", {"people": demo.people(), "next": _next(request)})
    form = SignInForm(request, request.POST) if request.method == "POST" else SignInForm(request)
    if request.method == "POST" and form.is_valid():
        login(request, form.user, backend=BACKEND)  # makes a new session key
        return _onward(request)
    return render(request, "people/sign_in.html", {"form": form, "next": _next(request)})


@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """The middleware has already turned away whoever is not at this machine."""
    if not demo_door.is_open():
        raise Http404
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


@require_safe
@signed_in
def access_matrix(request: SignedInRequest) -> HttpResponse:
    require(request.user, "access.matrix")
    context = {
        "columns": list(matrix.COLUMNS.values()),
        "groups": matrix.by_noun(matrix.load()),
    }
    return render(request, "people/access_matrix.html", context)


@require_safe
@signed_in
def explain(request: SignedInRequest) -> HttpResponse:
    """Asked by GET, so that an answer has an address the auditor can keep."""
    require(request.user, "access.explain")
    form = ExplainForm(request.GET if "act" in request.GET else None)
    page = _answers(form, request) if form.is_valid() else None
    return render(request, "people/explain.html", {"form": form, "page": page})


def _answers(form: ExplainForm, request: SignedInRequest) -> Page[Answer] | None:
    act, pk = form.cleaned_data["act"], form.cleaned_data["object_id"]
    obj = find(act, pk, request.user) if pk else None
    if pk and obj is None:
        form.add_error(
            "object_id", _("Enter the identifier of an object this act is done to: nothing has this one.")
        )
        return None
    people = Paginator(User.objects.order_by("name", "id"), 50).get_page(request.GET.get("page"))
    people.object_list = who_may(act, obj, people.object_list)  # type: ignore[assignment, arg-type]
    return people  # type: ignore[return-value]
