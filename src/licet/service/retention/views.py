"""What is kept, held and due; the schedule; a hold; a list of files to destroy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.service.base.db import get_visible
from licet.service.casework.selectors import case_for
from licet.service.casework.views.common import attempt, posted, to
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require
from licet.service.records.retention import DestructionRefused

from . import services
from .forms import HoldForm, LiftForm, ProposeForm, ScheduleForm, TurnDownForm
from .keeping import due_files
from .models import Destruction, Hold
from .schedule import Kind, in_force
from .selectors import counts, earlier, holds_standing, lists_settled, lists_waiting, schedule

PER_PAGE = 50
MOST_DUE = 1000
"""Files due that can be leafed through; the table of years counts them all."""


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    actor = request.user
    require(actor, "retention.read")
    lines, adopted = schedule()
    due = list(due_files().select_related("organisation")[:MOST_DUE])
    context = {
        "lines": lines,
        "adopted": adopted,
        "earlier": earlier(),
        "counts": counts(),
        "page": Paginator(due, PER_PAGE).get_page(request.GET.get("page")),
        "kinds": {kind.value: kind.label for kind in Kind},
        "holds": holds_standing(actor),
        "waiting": lists_waiting(actor),
        "settled": lists_settled(actor)[:PER_PAGE],
        "may_adopt": may(actor, "retention.adopt"),
        "may_propose": may(actor, "destruction.propose"),
        "may_lift": may(actor, "hold.lift"),
    }
    return render(request, "retention/index.html", context)


def _act(
    request: SignedInRequest, form: Form, run: Callable[[], str], back: str, **page: Any
) -> HttpResponse:
    """A page with one form, and one service behind it."""
    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(back)
    return render(request, "retention/act.html", {"form": form, "back": back, **page})


@require_http_methods(["GET", "POST"])
@signed_in
def adopt(request: SignedInRequest) -> HttpResponse:
    require(request.user, "retention.adopt")
    form = ScheduleForm(posted(request), rules=in_force())

    def run() -> str:
        services.adopt(actor=request.user, rules=form.rules(), reason=form.cleaned_data["reason"])
        return _("Adopted. It counts from now on, also for files that ended before.")

    page = {"title": _("Adopt a retention schedule"), "submit": _("Adopt the schedule")}
    return _act(request, form, run, reverse("retention:index"), **page)


@require_http_methods(["GET", "POST"])
@signed_in
def place(request: SignedInRequest, case: UUID) -> HttpResponse:
    held = case_for(request.user, case)
    require(request.user, "hold.place", held)
    form = HoldForm(posted(request))

    def run() -> str:
        services.place(actor=request.user, case=held, reason=form.cleaned_data["reason"])
        return _("Nothing of this case is destroyed until an approver lifts the hold.")

    page = {"title": _("Put a hold on the case"), "submit": _("Put a hold on it"), "about": held.reference}
    return _act(request, form, run, to(held), **page)


@require_http_methods(["GET", "POST"])
@signed_in
def lift(request: SignedInRequest, pk: UUID) -> HttpResponse:
    hold: Hold = get_visible(Hold.objects.select_related("case", "by", "lifted"), request.user, pk)
    require(request.user, "hold.lift", hold)
    form = LiftForm(posted(request))

    def run() -> str:
        services.lift(actor=request.user, hold=hold, reason=form.cleaned_data["reason"])
        return _("The hold is lifted. The file is kept as the schedule says.")

    page = {"title": _("Lift the hold"), "submit": _("Lift it"), "about": hold.case.reference, "hold": hold}
    return _act(request, form, run, to(hold.case), **page)


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: SignedInRequest) -> HttpResponse:
    require(request.user, "destruction.propose")
    form = ProposeForm(posted(request))
    due = list(due_files()[: services.AT_ONCE])

    def run() -> str:
        services.propose(actor=request.user, reason=form.cleaned_data["reason"])
        return _("The list waits for an approver.")

    page = {"title": _("Propose a destruction"), "submit": _("Propose it"), "due": due, "proposing": True}
    return _act(request, form, run, reverse("retention:index"), **page)


def _found(request: SignedInRequest, pk: UUID) -> Destruction:
    rows = Destruction.objects.select_related("by", "end__by")
    found: Destruction = get_visible(rows, request.user, pk)
    require(request.user, "retention.read")
    return found


@require_safe
@signed_in
def destruction(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    context = {
        "destruction": found,
        "files": found.files.select_related("case__organisation"),
        "end": getattr(found, "end", None),
        "may_carry_out": may(request.user, "destruction.carry_out", found),
        "may_turn_down": may(request.user, "destruction.turn_down", found),
    }
    return render(request, "retention/destruction.html", context)


@require_POST
@signed_in
def carry_out(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    try:
        end = services.carry_out(actor=request.user, destruction=found)
    except (ValidationError, DestructionRefused) as refused:
        messages.warning(request, str(refused))
    else:
        text = ngettext("%(n)d file was destroyed.", "%(n)d files were destroyed.", end.destroyed)
        messages.success(request, text % {"n": end.destroyed})
    return redirect("retention:destruction", pk=found.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def turn_down(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    require(request.user, "destruction.turn_down", found)
    form = TurnDownForm(posted(request))

    def run() -> str:
        services.turn_down(actor=request.user, destruction=found, reason=form.cleaned_data["reason"])
        return _("Turned down. The files stay, and can be listed again.")

    page = {"title": _("Turn the list down"), "submit": _("Turn it down")}
    return _act(request, form, run, reverse("retention:destruction", args=[found.pk]), **page)
