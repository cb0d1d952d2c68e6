"""A letter on screen and as PDF."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import mark_safe

from licet.service.base.db import get_visible
from licet.service.files.storage import path_of
from licet.service.people.http import SignedInRequest, signed_in

from .models import Letter
from .pdf import how_to_install


@signed_in
def read(request: SignedInRequest, pk: UUID) -> HttpResponse:
    letter = get_visible(Letter.objects, request.user, pk)
    body = mark_safe(letter.body)  # noqa: S308 - our own template, autoescaped when it was issued
    context = {"letter": letter, "body": body, "how_to_install": how_to_install()}
    return render(request, "letters/read.html", context)


@signed_in
def pdf(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    letter = get_visible(Letter.objects, request.user, pk)
    path = path_of(letter.pdf_sha256) if letter.pdf_sha256 else None
    if path is None or not path.is_file():
        raise Http404
    name = f"{letter.reference}-{letter.kind}.pdf"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")
