"""A letter on screen and as PDF, and its withdrawal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.base.db import get_visible
from licet.service.files.storage import path_of
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from .. import services
from ..codes import grouped
from ..composing import check_address
from ..forms import WithdrawForm
from ..models import Letter
from ..pdf import how_to_install
from ..selectors import STATES, state_of


def _found(request: SignedInRequest, pk: UUID) -> Letter:
    found: Letter = get_visible(Letter.objects.select_related("end", "late_pdf"), request.user, pk)
    return found


@require_safe
@signed_in
def read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    letter = _found(request, pk)
    state = state_of(letter)
    context = {
        "letter": letter,
        "body": mark_safe(letter.body),  # noqa: S308 - our own template, autoescaped when it was issued
        "how_to_install": how_to_install(),
        "state": state,
        "state_words": STATES[state],
        "code": grouped(letter.code),
        "check_address": check_address(letter.number, letter.code),
        "may_withdraw": bool(may(request.user, "letter.withdraw", letter)),
    }
    return render(request, "letters/read.html", context)


@require_safe
@signed_in
def pdf(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    letter = _found(request, pk)
    path = path_of(letter.pdf) if letter.pdf else None
    if path is None or not path.is_file():
        raise Http404
    name = f"{letter.number}-{letter.kind}.pdf"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    letter = _found(request, pk)
    require(request.user, "letter.withdraw", letter)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(actor=request.user, letter=letter, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            form.add_error("reason", refused.messages)
        else:
            messages.success(request, _("The letter is withdrawn. Whoever checks it is told so."))
            return redirect("letters:read", letter.pk)
    return render(request, "letters/withdraw.html", {"letter": letter, "form": form})
