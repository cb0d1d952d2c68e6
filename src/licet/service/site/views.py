"""Start pages, the language switch, the pages for what went wrong, and the health check."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from licet.service.base.languages import remember
from licet.service.base.logs import request_id
from licet.service.base.navigation import cards_for
from licet.service.base.waiting import deadlines_for, tiles_for
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.office import particulars
from licet.service.people.policy import Refused

from . import outage


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "site/start.html", {"authority": particulars().name})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _statement(request, "accessibility")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _statement(request, "privacy", days=settings.SELF_ASSESSMENT_DAYS)


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return _statement(request, "cookies")


def _statement(request: HttpRequest, name: str, **more: object) -> HttpResponse:
    context = {"office": particulars(), **more}
    return render(request, f"site/{name}.html", context)


@require_safe
@signed_in
def work(request: SignedInRequest) -> HttpResponse:
    actor = request.user
    context = {
        "cards": cards_for(actor),
        "tiles": tiles_for(actor),
        "deadlines": deadlines_for(actor),
        "today": timezone.localdate(),
    }
    return render(request, "site/work.html", context)


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Remember the language in a cookie and go back to where the reader was."""
    target = request.POST.get("next", "/")
    if not (target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)):
        target = "/"  # a word without a slash would lead to a page of that name below this one
    response = HttpResponseRedirect(target)
    remember(response, request.POST.get("language", ""))
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Without the request: that it cannot be trusted, its host for one, is why we are here."""
    return HttpResponse(render_to_string("site/400.html"), status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = exception.decision.reason if isinstance(exception, Refused) else ""
    return render(request, "site/403.html", {"reason": reason}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "site/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "site/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Django calls this while the fault is being handled; what passes by itself gets a page of its own."""
    if isinstance(fault := sys.exception(), Exception) and (page := outage.page(request, fault)):
        return page
    return render(request, "site/500.html", {"reference": request_id.get()}, status=500)
