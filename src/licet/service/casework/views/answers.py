"""Questions and consultations: answered, closed, advised on, met with silence."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from licet.service.base.db import get_visible
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from .. import services
from ..forms import AdviseForm, AnswerForm, CloseForm, SilenceForm
from ..models import Consultation, Position, Question
from ..moves import Act
from .common import act, posted


def _question(request: SignedInRequest, pk: UUID) -> Question:
    rows = Question.objects.select_related("case__application", "case__organisation")
    found: Question = get_visible(rows, request.user, pk)
    return found


def _consultation(request: SignedInRequest, pk: UUID) -> Consultation:
    rows = Consultation.objects.select_related("case__application", "case__organisation", "body")
    found: Consultation = get_visible(rows, request.user, pk)
    return found


@require_http_methods(["GET", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    question = _question(request, pk)
    require(request.user, Act.ANSWER, question.case)
    form = AnswerForm(posted(request), request.FILES if request.method == "POST" else None)

    def done(given: dict[str, object]) -> str:
        uploads = [given["upload"]] if given["upload"] else []
        services.answer(actor=request.user, question=question, text=str(given["text"]), uploads=uploads)  # type: ignore[arg-type]
        return _("Your answer was sent.")

    return act(
        request,
        question.case,
        form,
        done,
        title=_("Answer a question"),
        asked=question.text,
        submit=_("Send the answer"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    question = _question(request, pk)
    require(request.user, Act.CLOSE_QUESTION, question.case)

    def done(given: dict[str, str]) -> str:
        services.close_question(actor=request.user, question=question, reason=given["reason"])
        return _("The question is closed without an answer.")

    form = CloseForm(posted(request))
    return act(
        request,
        question.case,
        form,
        done,
        title=_("Close a question"),
        asked=question.text,
        submit=_("Close it"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def advise(request: SignedInRequest, pk: UUID) -> HttpResponse:
    row = _consultation(request, pk)
    require(request.user, Act.ADVISE, row.case)

    def done(given: dict[str, str]) -> str:
        position = Position(given["position"])
        services.advise(
            actor=request.user,
            consultation=row,
            position=position,
            reasons=given["reasons"],
            conditions=given["conditions"],
        )
        return _("Your advice was sent.")

    return act(
        request,
        row.case,
        AdviseForm(posted(request)),
        done,
        title=_("Give advice"),
        asked=row.text,
        submit=_("Send the advice"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def silence(request: SignedInRequest, pk: UUID) -> HttpResponse:
    row = _consultation(request, pk)
    require(request.user, Act.RECORD_SILENCE, row.case)

    def done(given: dict[str, str]) -> str:
        services.record_silence(actor=request.user, consultation=row, tried=given["tried"])
        return _("The silence is recorded. It counts for neither side.")

    form = SilenceForm(posted(request))
    return act(
        request, row.case, form, done, title=_("Record silence"), asked=row.text, submit=_("Record it")
    )
