"""Save under an address that only its owner knows; open it; delete it."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.people.limits import within

from .. import services, showing
from ..asking import words
from ..indication_words import outcome_words
from ..reading import DraftRefused
from .flow import Carried, private, step, unreadable
from .steps import indication_page

TOKEN = re.compile(r"[A-Za-z0-9_-]{1,60}")
SAVES_AN_HOUR = 20
MISSES_AN_HOUR = 60


@step
@sensitive_variables()
def save(request: HttpRequest, carried: Carried) -> HttpResponse:
    """Leads to the address; what is saved is what was sent, once more each time it is sent."""
    if not within(request, "self-assessment.save", SAVES_AN_HOUR):
        return render(request, "classification/later.html", status=429)
    token = services.save(
        actor=request.user,
        draft=carried.draft,
        outcomes=showing.outcomes(carried.draft),
        today=timezone.localdate(),
    )
    return redirect("classification:saved", token=token)


@require_safe
@sensitive_variables()
def show(request: HttpRequest, token: str) -> HttpResponse:
    try:
        opened = services.opened(token, timezone.localdate())
    except DraftRefused as refusal:
        return unreadable(request, refusal)
    if opened is None:
        if not within(request, "self-assessment.miss", MISSES_AN_HOUR):
            return private(render(request, "classification/later.html", status=429))
        raise Http404
    address = request.build_absolute_uri(reverse("classification:saved", args=[token]))
    context = {
        "opened": opened,
        "address": address,
        "token": token,
        "since": _since(opened),
        "carried_by": "",
    }
    response = private(indication_page(request, opened.draft, **context))
    response["Cache-Control"] = "no-store"  # its address is all it takes to read it
    return response


def _since(opened: services.Opened) -> list[tuple[str, str, str]]:
    """Regime, what was possible when it was saved, what is now; only where the two differ."""
    now = showing.outcomes(opened.draft)
    rows = showing.answer(opened.draft)["regimes"] if now else {}
    return [
        (words(rows[id]["scope"]["title"]), _said(opened.outcomes[id]), _said(now[id]))
        for id in now
        if id in opened.outcomes and opened.outcomes[id] != now[id]
    ]


def _said(codes: list[str]) -> str:
    return "; ".join(outcome_words(code) for code in codes)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Asks first. The token comes in the form: an address that is refused would be written into a log."""
    if request.method != "POST":
        return redirect("classification:start")
    token = request.POST.get("token", "")
    if "sure" not in request.POST:
        if not TOKEN.fullmatch(token):
            raise Http404
        return private(render(request, "classification/delete.html", {"token": token}))
    if not services.delete(actor=request.user, token=token):
        raise Http404
    # Led on, so that a reload of the page deletes nothing twice and is not told that there is nothing.
    messages.success(
        request,
        _(
            "The self-assessment is deleted. Its address no longer works. Copies of the database made for safety"
            " may hold it, sealed, until they are replaced."
        ),
    )
    return redirect("classification:start")
