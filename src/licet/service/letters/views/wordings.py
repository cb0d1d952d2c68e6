"""The wording of letters: read, drafted, previewed with invented data, adopted by another person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
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

from .. import drawing, pdf, services
from ..composing import Composed
from ..differences import of_texts
from ..forms import NAMES, AdoptForm, WordingForm
from ..models import LetterKind, Wording
from ..samples import composed_sample
from ..selectors import adopted, drafts
from ..wording import placeholders, shipped


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    require(request.user, "wording.read")
    rows = [
        {"kind": kind, "language": code, "name": name, "adopted": adopted(kind, code)}
        for kind in LetterKind
        for code, name in settings.LANGUAGES
    ]
    return render(request, "letters/wordings.html", {"rows": rows})


@require_safe
@signed_in
def texts(request: SignedInRequest, kind: str, language: str) -> HttpResponse:
    """The wording in force, and every draft."""
    require(request.user, "wording.read")
    chosen = _chosen(kind, language)
    version = adopted(kind, language)
    context = {
        **chosen,
        "adopted": version,
        "texts": _named(version.wording.texts if version else shipped(kind, language)),
        "drafts": drafts(kind, language, request.user),
        "may_draft": bool(may(request.user, "wording.draft")),
    }
    return render(request, "letters/texts.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def write(request: SignedInRequest, kind: str, language: str) -> HttpResponse:
    require(request.user, "wording.draft")
    chosen = _chosen(kind, language)
    version = adopted(kind, language)
    now = {**shipped(kind, language), **(version.wording.texts if version else {})}
    posted = request.POST if request.method == "POST" else None
    form = WordingForm(posted, initial=now, kind=kind, language=language)
    if request.method == "POST" and form.is_valid():
        kept = _keep(request, form, kind, language)
        if kept:
            messages.success(request, _("The draft is kept. Another person adopts it."))
            return redirect("letters:wording", kept.pk)
    context = {**chosen, "form": form, "placeholders": placeholders(kind).items()}
    return render(request, "letters/write.html", context)


def _keep(request: SignedInRequest, form: WordingForm, kind: str, language: str) -> Wording | None:
    """The draft, or nothing where its texts have faults: each is told at its text."""
    note = form.cleaned_data["note"]
    try:
        return services.draft(actor=request.user, kind=kind, language=language, texts=form.texts(), note=note)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None


def _chosen(kind: str, language: str) -> dict[str, Any]:
    if kind not in LetterKind.values or language not in dict(settings.LANGUAGES):
        raise Http404
    return {
        "kind": LetterKind(kind),
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
    }


def _named(texts: dict[str, str]) -> list[tuple[Any, str]]:
    return [(NAMES.get(name, name), text) for name, text in texts.items()]


def _found(request: SignedInRequest, pk: UUID) -> Wording:
    rows = Wording.objects.select_related("drafted_by", "adoption__by")
    found: Wording = get_visible(rows, request.user, pk)
    return found


@require_safe
@signed_in
def wording(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _wording(request, _found(request, pk))


def _wording(request: SignedInRequest, found: Wording, form: AdoptForm | None = None) -> HttpResponse:
    """The draft against the wording in force; one that was adopted, by itself."""
    in_force, adoption = adopted(found.kind, found.language), getattr(found, "adoption", None)
    before = {**shipped(found.kind, found.language), **(in_force.wording.texts if in_force else {})}
    version = in_force.version if in_force else 0
    context = {
        **_chosen(found.kind, found.language),
        "wording": found,
        "adoption": adoption,
        "in_force": in_force,
        "changes": [] if adoption else of_texts(before, found.texts, NAMES),
        "texts": _named(found.texts),
        "may_adopt": may(request.user, "wording.adopt", found),
        "form": form or AdoptForm(initial={"seen": version}),
    }
    return render(request, "letters/wording.html", context)


@require_POST
@signed_in
def adopt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    require(request.user, "wording.adopt", found)
    form = AdoptForm(request.POST)
    if not form.is_valid():
        return _wording(request, found, form)
    said = form.cleaned_data
    try:
        adoption = services.adopt(actor=request.user, wording=found, reason=said["reason"], seen=said["seen"])
    except ValidationError as refused:
        if hasattr(refused, "error_dict") and "reason" in refused.error_dict:
            form.add_error(None, refused)
            return _wording(request, found, form)
        messages.warning(request, " ".join(refused.messages))
    else:
        told = _("Version %(version)d is in force for letters issued from now on.")
        messages.success(request, told % {"version": adoption.version})
    return redirect("letters:wording", found.pk)


@require_safe
@signed_in
def preview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    return _show(request, composed_sample(found.kind, found.language, found.texts), found)


@require_safe
@signed_in
def preview_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    return _drawn(composed_sample(found.kind, found.language, found.texts))


@require_safe
@signed_in
def sample(request: SignedInRequest, kind: str, language: str) -> HttpResponse:
    require(request.user, "wording.read")
    _chosen(kind, language)
    return _show(request, composed_sample(kind, language), None)


@require_safe
@signed_in
def sample_pdf(request: SignedInRequest, kind: str, language: str) -> HttpResponse:
    require(request.user, "wording.read")
    _chosen(kind, language)
    return _drawn(composed_sample(kind, language))


def _show(request: SignedInRequest, letter: Composed, draft: Wording | None) -> HttpResponse:
    body = mark_safe(letter.body)  # noqa: S308 - our own autoescaped template
    return render(request, "letters/preview.html", {"letter": letter, "body": body, "wording": draft})


def _drawn(letter: Composed) -> HttpResponse:
    """Drawn for this reader alone, unsigned, kept nowhere."""
    try:
        content = drawing.sheet(letter)
    except pdf.PdfUnavailable as missing:
        return HttpResponse(f"{missing}\n", content_type="text/plain; charset=utf-8", status=503)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="sample.pdf"'
    return response
