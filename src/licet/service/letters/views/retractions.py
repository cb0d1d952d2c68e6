"""Taking a letter back: one person asks, another looks at what would follow and confirms, or leaves the letter."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.service.base.db import get_visible
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from .. import services
from ..forms import LeaveForm, WithdrawForm
from ..models import Letter, Retraction
from ..rewriting import differences, proposed
from ..selectors import retractions_open


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    require(request.user, "wording.read")  # the office and its auditor
    return render(request, "letters/retractions.html", {"rows": retractions_open(request.user)})


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    letter: Letter = get_visible(Letter.objects.select_related("organisation"), request.user, pk)
    require(request.user, "letter.withdraw", letter)
    form = WithdrawForm(request.POST if request.method == "POST" else None, letter=letter)
    if request.method == "POST" and form.is_valid():
        retraction = _asked(request, letter, form)
        if retraction is not None:
            messages.success(request, _("Asked. The letter stands until another person confirms."))
            return redirect("letters:retraction", retraction.pk)
    context = {"letter": letter, "form": form, "changes": differences(letter)}
    return render(request, "letters/withdraw.html", context)


def _asked(request: SignedInRequest, letter: Letter, form: WithdrawForm) -> Retraction | None:
    said = form.cleaned_data
    try:
        return services.ask_withdrawal(
            actor=request.user,
            letter=letter,
            reason=said["reason"],
            told=said["told"],
            replace=said["replace"] == "yes",
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


def _found(request: SignedInRequest, pk: UUID) -> Retraction:
    rows = Retraction.objects.select_related("letter__organisation", "by", "end__by", "refused__by")
    found: Retraction = get_visible(rows, request.user, pk)
    return found


@require_safe
@signed_in
def retraction(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    end, refused = getattr(found, "end", None), getattr(found, "refused", None)
    waits = end is None and refused is None
    context = {
        "retraction": found,
        "letter": found.letter,
        "end": end,
        "refused": refused,
        "replaced_by": getattr(found.letter, "replacement", None),
        "changes": differences(found.letter) if waits and found.replace else [],
        "may_confirm": may(request.user, "letter.confirm_withdrawal", found),
        "may_leave": bool(may(request.user, "letter.refuse_withdrawal", found)),
    }
    return render(request, "letters/retraction.html", context)


@require_safe
@signed_in
def preview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The corrected letter as it would go out; none follows, none is shown."""
    found = _found(request, pk)
    if not found.replace or hasattr(found, "end"):
        raise Http404
    letter = proposed(found)
    body = mark_safe(letter.body)  # noqa: S308 - our own autoescaped template
    context = {"letter": letter, "body": body, "retraction": found}
    return render(request, "letters/preview.html", context)


@require_POST
@signed_in
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    try:
        services.confirm_withdrawal(actor=request.user, retraction=found)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, _("The letter is withdrawn. Whoever checks it is told so."))
    return redirect("letters:retraction", found.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def leave(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    require(request.user, "letter.refuse_withdrawal", found)
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.refuse_withdrawal(
                actor=request.user, retraction=found, reason=form.cleaned_data["reason"]
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The letter stays as it is."))
            return redirect("letters:retraction", found.pk)
    return render(request, "letters/leave.html", {"letter": found.letter, "retraction": found, "form": form})
