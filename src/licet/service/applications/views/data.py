"""Task 6: the application data, one section per page. What is incomplete can be kept for later."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from licet.service.base.forms import PlainForm
from licet.service.people.http import SignedInRequest, signed_in

from .. import services
from ..sections import BY_CODE, SECTIONS, Section, answers
from .common import draft_of, to

ONLY_LACKING = frozenset({"required"})


@require_http_methods(["GET", "POST"])
@signed_in
def section(request: SignedInRequest, pk: UUID, code: str) -> HttpResponse:
    application = draft_of(request, pk)
    asked = BY_CODE.get(code)
    if asked is None:
        raise Http404
    stored = answers(application, code)
    form = (
        asked.form(request.POST, initial=stored) if request.method == "POST" else asked.form(initial=stored)
    )
    if request.method == "POST" and (form.is_valid() or _may_wait(form, request)):
        services.save_section(
            actor=request.user,
            application=application,
            section=code,
            answers=form.cleaned_data,
            complete=form.is_valid(),
        )
        return redirect(_next(asked, request, to(application), to(application, "data", code)))
    context = {
        "application": application,
        "form": form,
        "section": asked,
        "title": asked.title,
        "back": to(application),
    }
    return render(request, "applications/section.html", context)


def _may_wait(form: PlainForm, request: SignedInRequest) -> bool:
    """“Save and come back later” keeps what was answered; an answer that cannot be right is still pointed out."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return "later" in request.POST and codes <= ONLY_LACKING


def _next(asked: Section, request: SignedInRequest, tasks: str, here: str) -> str:
    """On to the next section, as long as there is one."""
    following = SECTIONS[SECTIONS.index(asked) + 1 :]
    if "later" in request.POST or not following:
        return tasks
    return here.replace(f"/{asked.code}/", f"/{following[0].code}/")
