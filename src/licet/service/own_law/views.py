"""The pages of the authority's own law: what is in force, put forward, one draft with all that it moves."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.service import corpus
from licet.service.base.db import get_visible
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import services
from .forms import ON_TOP, AgainForm, DayForm, PutForwardForm, SignForm, TakeBackForm
from .models import Draft, Examination
from .presenting import shown
from .reading import Fault, LawRefused, put_on_top
from .selectors import (
    compared_files,
    drafts,
    files_in_force,
    files_of,
    open_drafts,
    signatures,
    signed_on,
    stands_on_this_version,
    upcoming,
)

SECONDS_TO_REFRESH = "2"


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    require(request.user, "own_law.read")
    today = timezone.localdate()
    form = DayForm(request.GET if "day_day" in request.GET else None)
    day = form.cleaned_data["day"] if form.is_bound and form.is_valid() else None
    now = signed_on(today)
    context = {
        "now": now,
        "digest": corpus.law().digest,
        "upcoming": upcoming(today),
        "drafts": open_drafts(request.user),
        "history": signatures(),
        "taken_back": drafts(request.user).filter(taking_back__isnull=False),
        "may_put_forward": may(request.user, "own_law.put_forward"),
        "outgrown": bool(now and now.in_force.bundle and not stands_on_this_version(now.draft)),
        "form": form,
        "day": day,
        "then": signed_on(day) if day else None,
    }
    return render(request, "own_law/index.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def put_forward(request: SignedInRequest) -> HttpResponse:
    require(request.user, "own_law.put_forward")
    form = PutForwardForm(request.POST, request.FILES) if request.method == "POST" else PutForwardForm()
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        own, today = form.cleaned_data["own"], timezone.localdate()
        if form.cleaned_data["how"] == ON_TOP:
            own = put_on_top(files_in_force(today), own)
        made, faults = _put_forward(request, form, own, today)
        if made:
            return redirect("own_law:draft", made.pk)
    return render(request, "own_law/put_forward.html", {"form": form, "faults": faults})


def _put_forward(
    request: SignedInRequest, form: Any, own: Mapping[str, bytes], today: date
) -> tuple[Draft | None, list[Fault]]:
    """The draft, or why there is none: at its field, or by file and line."""
    given = form.cleaned_data
    try:
        made = services.put_forward(
            actor=request.user, own=own, note=given["note"], starts_on=given["starts_on"], today=today
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return None, []
    except LawRefused as refused:
        form.add_error(None, _("The law has faults. Nothing was taken in. They are listed below."))
        return None, refused.faults
    messages.success(request, _("It is put forward and is being examined."))
    return made, []


@require_http_methods(["GET", "POST"])
@signed_in
def again(request: SignedInRequest) -> HttpResponse:
    """The own law in force, word for word, on the law of this version."""
    return _as_it_is(request, files_in_force(timezone.localdate()), "own_law/again.html")


@require_http_methods(["GET", "POST"])
@signed_in
def end(request: SignedInRequest) -> HttpResponse:
    """Back to the law as it came."""
    return _as_it_is(request, {}, "own_law/end.html")


def _as_it_is(request: SignedInRequest, own: Mapping[str, bytes], template: str) -> HttpResponse:
    require(request.user, "own_law.put_forward")
    today = timezone.localdate()
    now = signed_on(today)
    if now is None or not now.in_force.bundle:
        messages.warning(request, _("This office has no own law in force."))
        return redirect("own_law:index")
    form = AgainForm(request.POST if request.method == "POST" else None)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        made, faults = _put_forward(request, form, own, today)
        if made:
            return redirect("own_law:draft", made.pk)
    return render(request, template, {"form": form, "faults": faults})


# --- one draft ---------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@signed_in
def draft(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _draft(request, pk)
    examination = found.examinations.select_related("job").first()
    form = SignForm(request.POST if request.method == "POST" else None, initial=_digest(examination))
    if request.method == "POST" and form.is_valid():
        require(request.user, "own_law.sign", found)
        if _signed(request, found, form):
            return redirect("own_law:draft", found.pk)
    response = render(request, "own_law/draft.html", _of_draft(request, found, examination, form))
    if examination and examination.job.running:
        response["Refresh"] = SECONDS_TO_REFRESH
    return response


def _draft(request: SignedInRequest, pk: UUID) -> Draft:
    found: Draft = get_visible(drafts(request.user), request.user, pk)
    return found


def _digest(examination: Examination | None) -> dict[str, str]:
    return {"digest": examination.digest if examination else ""}


def _signed(request: SignedInRequest, found: Draft, form: SignForm) -> bool:
    try:
        made = services.sign(
            actor=request.user, draft=found, digest=form.cleaned_data["digest"], today=timezone.localdate()
        )
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    if made.in_force.starts_on > timezone.localdate():
        messages.success(request, _("It is signed and begins on its day."))
    else:
        messages.success(request, _("It is signed and is the law of this office from now on."))
    return True


def _of_draft(
    request: SignedInRequest, found: Draft, examination: Examination | None, form: SignForm
) -> dict[str, Any]:
    done = examination if examination and examination.finished_at else None
    return {
        "draft": found,
        "signature": getattr(found, "signature", None),
        "taking_back": getattr(found, "taking_back", None),
        "examination": examination,
        "job": examination.job if examination else None,
        "shown": shown(request.user, done) if done else None,
        "files": list(compared_files(found, timezone.localdate())),
        "form": form,
        "may_sign": may(request.user, "own_law.sign", found),
        "may_take_back": may(request.user, "own_law.take_back", found),
        "may_put_forward": may(request.user, "own_law.put_forward"),
        "overtaken": done is not None and services.is_overtaken(found, done),
    }


@require_POST
@signed_in
def examine(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _draft(request, pk)
    services.examine(actor=request.user, draft=found)
    return redirect("own_law:draft", found.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _draft(request, pk)
    require(request.user, "own_law.take_back", found)
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.take_back(actor=request.user, draft=found, reason=form.cleaned_data["reason"])
        messages.success(request, _("The draft is taken back."))
        return redirect("own_law:index")
    return render(request, "own_law/take_back.html", {"form": form, "draft": found})


# --- files -------------------------------------------------------------------------------------------------


@require_safe
@signed_in
def file(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """One file of the draft, by its place in the list."""
    found = _draft(request, pk)
    named = sorted(files_of(found).items())
    if not 1 <= number <= len(named):
        raise Http404
    name, content = named[number - 1]
    context = {"draft": found, "name": name, "text": content.decode("utf-8", "replace")}
    return render(request, "own_law/file.html", context)


@require_safe
@signed_in
def files_zip(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _zipped(files_of(_draft(request, pk)))


@require_safe
@signed_in
def in_force_zip(request: SignedInRequest) -> HttpResponse:
    require(request.user, "own_law.read")
    return _zipped(files_in_force(timezone.localdate()))


def _zipped(files: Mapping[str, bytes]) -> HttpResponse:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="own-law.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
