"""Asking for a ruling, and the page on which it is worked on from both sides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.reasoning import InputError
from licet.service.applications.models import Application
from licet.service.base.db import get_visible
from licet.service.casework.calendar import in_words as counted
from licet.service.casework.forms import AnswerForm, FindingForm
from licet.service.casework.models import SourceKind
from licet.service.casework.querysets import reads_all
from licet.service.casework.services.findings import Source
from licet.service.casework.views.common import attempt, posted
from licet.service.chains.models import Item
from licet.service.chains.services import Claim
from licet.service.corpus.services import ask as ask_rules
from licet.service.corpus.words import words
from licet.service.files.models import Document
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from .. import services
from ..entries import asked_of, rows, worth_ruling
from ..excerpts import document_of, of_item
from ..forms import AskForm, QuestionForm, TakeBackForm
from ..models import Inquiry, InquiryQuestion
from ..selectors import inquiry_state
from ..telling import chain_id, compared_facts, open_facts, question_on
from .common import act, inquiry_of, to


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: SignedInRequest, item: UUID) -> HttpResponse:
    """From an item of a draft: its facts and documents go along, the indication stands beside."""
    found = Item.objects.select_related("chain__application").filter(pk=item).first()
    if found is None:
        raise Http404
    rows_of = Application.objects.select_related("chain", "organisation")
    application: Application = get_visible(rows_of, request.user, found.chain.application.pk)
    require(request.user, "inquiry.ask", application)
    form = AskForm(posted(request))
    made: list[Inquiry] = []

    def run() -> str:
        made.append(
            services.ask(actor=request.user, application=application, item=found, **form.cleaned_data)
        )
        return _("Your request was sent. The answer comes as a letter.")

    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(to(made[0]))
    said = asked_of(of_item(application.chain, found.pk, "claims"), str(found.pk), timezone.localdate())
    context = {
        "application": application,
        "item": found,
        "form": form,
        "rows": list(worth_ruling(rows(said, said))),
    }
    return render(request, "rulings/ask.html", context)


@require_safe
@signed_in
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    inquiry = inquiry_of(request, pk)
    require(request.user, "inquiry.read", inquiry)
    user = request.user
    office = reads_all(user)
    questions = list(inquiry.questions.all())
    for each in questions:
        each.counted_on = counted(each.calendar)
    drafts = [each for each in inquiry.rulings.all() if each.signed_at is None]
    context = {
        "inquiry": inquiry,
        "state": inquiry_state(inquiry),
        "office": office,
        "questions": questions,
        "today": timezone.localdate(),
        "documents": Document.objects.visible_to(user).filter(subject_id=inquiry.pk, removed_at=None),
        "facts": compared_facts(inquiry),
        "rulings": [each for each in inquiry.rulings.all() if each.signed_at],
        "drafts": drafts if office else [],
        "may_take_back": bool(may(user, "inquiry.take_back", inquiry)),
        "may_question": bool(may(user, "inquiry.question", inquiry)),
        "may_find": bool(may(user, "inquiry.find", inquiry)),
        "may_draft": bool(may(user, "ruling.draft", inquiry)) and not drafts,
        "may_answer": {each.pk for each in questions if may(user, "inquiry.answer", each)},
        **_indicated(inquiry, office),
    }
    return render(request, "rulings/inquiry.html", context)


def _indicated(inquiry: Inquiry, office: bool) -> dict[str, Any]:
    """What the rules say today: on claims for everybody, on findings for the office alone."""
    today, item = timezone.localdate(), str(inquiry.item)
    claims = asked_of(document_of(inquiry, "claims"), item, today)
    asked = document_of(inquiry, "findings" if office else "claims")
    findings = asked_of(asked, item, today)
    found: list[Any] = []
    if office:
        try:
            told = ask_rules(asked, as_of=today)
            found = [
                (each, words(each.fact.ask)) for each in open_facts(inquiry.names, told, chain_id(inquiry))
            ]
        except InputError as fault:
            return {"rows": [], "open": [], "fault": str(fault)}
    return {"rows": list(worth_ruling(rows(claims, findings))), "open": found, "fault": ""}


@require_http_methods(["GET", "POST"])
@signed_in
def take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    inquiry = inquiry_of(request, pk)
    require(request.user, "inquiry.take_back", inquiry)
    form = TakeBackForm(posted(request))

    def run() -> str:
        services.take_back(actor=request.user, inquiry=inquiry, **form.cleaned_data)
        return _("Your request is taken back.")

    return act(request, inquiry, form, run, title=_("Take the request back"), submit=_("Take it back"))


@require_http_methods(["GET", "POST"])
@signed_in
def question(request: SignedInRequest, pk: UUID) -> HttpResponse:
    inquiry = inquiry_of(request, pk)
    require(request.user, "inquiry.question", inquiry)
    form = QuestionForm(posted(request))

    def run() -> str:
        services.question(actor=request.user, inquiry=inquiry, **form.cleaned_data)
        return _("Your question was sent.")

    return act(
        request, inquiry, form, run, title=_("Ask the exporter a question"), submit=_("Send the question")
    )


@require_http_methods(["GET", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    asked: InquiryQuestion = get_visible(
        InquiryQuestion.objects.select_related("inquiry__organisation"), request.user, pk
    )
    require(request.user, "inquiry.answer", asked)
    form = AnswerForm(posted(request), request.FILES if request.method == "POST" else None)

    def run() -> str:
        given = form.cleaned_data
        uploads = [given["upload"]] if given["upload"] else []
        services.answer(actor=request.user, question=asked, text=given["text"], uploads=uploads)
        return _("Your answer was sent.")

    return act(
        request,
        asked.inquiry,
        form,
        run,
        title=_("Answer a question"),
        asked=asked.text,
        submit=_("Send the answer"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def find(request: SignedInRequest, pk: UUID, about: UUID, fact: str) -> HttpResponse:
    inquiry = inquiry_of(request, pk)
    require(request.user, "inquiry.find", inquiry)
    asked = question_on(inquiry.names, about, fact)
    if asked is None:
        raise Http404
    files = request.FILES if request.method == "POST" else None
    form = FindingForm(posted(request), files, questions=[asked])

    def run() -> str:
        given = form.cleaned_data
        claims = form.claims() or [Claim(asked.fact.scope.value, about, fact, None)]
        services.find(
            actor=request.user,
            inquiry=inquiry,
            claim=claims[0],
            reason=given["reason"],
            source=Source(SourceKind(given["source"]), given["source_text"], given["source_date"]),
            upload=given["upload"],
            disputed=given["status"] == "disputed",
        )
        return _("The finding is recorded. The claim stays visible beside it.")

    return act(request, inquiry, form, run, title=asked.name, submit=_("Record the finding"))
