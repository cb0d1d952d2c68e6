"""The office's acts on a case, one page each."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.service.base.templatetags.base import day
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from .. import services
from ..calendar import due_after
from ..forms import AskForm, ConsultForm, ExpediteForm, NoteForm, ReleaseForm
from ..models import Case, Power
from ..moves import Act
from ..selectors import case_for
from .common import act, at_once, posted, to


@require_POST
@signed_in
def take(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)

    def run() -> str:
        services.assign(actor=request.user, case=case, seen=request.POST.get("officer"))
        return _("You work on this case.")

    return at_once(request, run, to(case))


@require_http_methods(["GET", "POST"])
@signed_in
def note(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)
    require(request.user, Act.NOTE, case)

    def done(given: dict[str, str]) -> str:
        services.write_note(actor=request.user, case=case, text=given["text"])
        return _("The note is kept.")

    return act(
        request,
        case,
        NoteForm(posted(request)),
        done,
        title=_("Write an internal note"),
        submit=_("Keep the note"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def expedite(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)
    require(request.user, Act.EXPEDITE, case)

    def done(given: dict[str, str]) -> str:
        services.expedite(actor=request.user, case=case, asked_by=given["asked_by"], reason=given["reason"])
        return _("The request is recorded. No step is skipped.")

    return act(
        request,
        case,
        ExpediteForm(posted(request)),
        done,
        title=_("Record a request to expedite"),
        submit=_("Record"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)
    require(request.user, Act.ASK, case)

    def done(given: dict[str, str]) -> str:
        days = int(given["working_days"])
        question = services.ask(actor=request.user, case=case, text=given["text"], working_days=days)
        return _("The question is put to the exporter, who has until %(date)s.") % {
            "date": day(question.due_on)
        }

    form = AskForm(posted(request))
    if request.method == "POST" and request.POST.get("step") != "send" and form.is_valid():
        return _preview(request, case, form)
    return act(request, case, form, done, title=_("Ask the exporter"), submit=_("Preview the question"))


def _preview(request: SignedInRequest, case: Case, form: AskForm) -> HttpResponse:
    """What the exporter will read, before it is sent; or the form again, with what was typed."""
    page = {"case": case, "form": form, "back": to(case)}
    try:
        services.refuse_thin(form.cleaned_data["text"])
    except ValidationError as refused:
        form.add_error(None, refused)
    if form.errors or request.POST.get("step") == "change":
        words = {"title": _("Ask the exporter"), "submit": _("Preview the question")}
        return render(request, "casework/act.html", page | words)
    due = due_after(timezone.localdate(), form.cleaned_data["working_days"])
    return render(request, "casework/preview.html", page | {"due": due})


@require_http_methods(["GET", "POST"])
@signed_in
def consult(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)
    require(request.user, Act.CONSULT, case)

    def done(given: dict[str, object]) -> str:
        row = services.consult(
            actor=request.user,
            case=case,
            body=given["body"],  # type: ignore[arg-type]
            text=str(given["text"]),
            working_days=int(str(given["working_days"])),
            power=Power(str(given["power"])),
        )
        return _("%(body)s is consulted and has until %(date)s.") % {
            "body": row.body,
            "date": day(row.due_on),
        }

    return act(
        request,
        case,
        ConsultForm(posted(request)),
        done,
        title=_("Consult another body"),
        submit=_("Consult"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def release(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)
    require(request.user, Act.RELEASE, case)

    def done(given: dict[str, str]) -> str:
        services.ask_release(actor=request.user, case=case, reason=given["reason"])
        return _("Recorded. It counts once a second person has confirmed it.")

    return act(
        request,
        case,
        ReleaseForm(posted(request)),
        done,
        title=_("Set the assessment aside"),
        submit=_("Ask for it"),
    )


@require_POST
@signed_in
def confirm_release(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)

    def run() -> str:
        services.confirm_release(actor=request.user, case=case)
        return _("Confirmed: no assessment is required in this case.")

    return at_once(request, run, to(case))
