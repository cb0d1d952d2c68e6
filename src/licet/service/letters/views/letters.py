"""A letter on screen and as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from licet.service.base.db import get_visible
from licet.service.files.storage import path_of
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may

from ..codes import grouped
from ..composing import check_address
from ..models import Letter, Retraction
from ..pdf import how_to_install
from ..selectors import STATES, state_of, told_of


def _found(request: SignedInRequest, pk: UUID) -> Letter:
    rows = Letter.objects.select_related(
        "end__retraction", "late_pdf", "replaces", "replacement", "destroyed__event"
    )
    found: Letter = get_visible(rows, request.user, pk)
    return found


@require_safe
@signed_in
def read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    letter = _found(request, pk)
    state = state_of(letter)
    retraction = Retraction.objects.visible_to(request.user).filter(letter=letter).open().first()
    context = {
        "letter": letter,
        "replaced_by": getattr(letter, "replacement", None),
        "told": told_of(letter),
        "retraction": retraction,
        "destroyed": getattr(letter, "destroyed", None),
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
    state = state_of(letter)
    name = f"{letter.number}-{letter.kind}{'' if state == 'valid' else f'-{state}'}.pdf"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
