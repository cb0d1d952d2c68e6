"""Task 4: only the questions that can still matter, several at a time, until settled or left open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.service import corpus
from licet.service.chains import services as chains
from licet.service.chains.reading import read_whole, transfers_in
from licet.service.chains.selectors import history, scope_objects
from licet.service.classification.asking import CLASSIFY, LICENCE, Question, open_questions, words
from licet.service.classification.asking import stated as said_of
from licet.service.classification.questions import EXPORTER, QuestionForm, in_words, shown
from licet.service.people.http import SignedInRequest, signed_in

from ..forms.asked import DealQuestionForm, alike
from ..models import Application
from .common import draft_of, form_page, items_of, to


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    goal = CLASSIFY if request.GET.get("goal") == CLASSIFY else LICENCE
    if request.method == "POST":
        questions = _posted(application, request.POST.getlist("asked"))
        form = DealQuestionForm(request.POST, questions=questions, **_others(application))
        if form.is_valid():
            _claim(request, application, form)
            return redirect(_onward(request, application, goal))
        left_open, undescribed = 0, []
    else:
        read_whole(application.chain)
        asked = open_questions(application.chain, timezone.localdate(), goal=goal)
        form = DealQuestionForm(questions=asked.questions, **_others(application))
        left_open, undescribed = asked.left_open, asked.undescribed
    context = {
        "application": application,
        "form": form,
        "left_open": left_open,
        "undescribed": undescribed,
        "goal": goal,
        "described": bool(transfers_in(application.chain)),
    }
    return render(request, "applications/questions.html", context)


def _others(application: Application) -> dict[str, Any]:
    return {"alike": alike(items_of(application)), "stated": said_of(application.chain).keys()}


def _onward(request: SignedInRequest, application: Application, goal: str) -> str:
    if "later" in request.POST:
        return to(application)
    return to(application, "questions") + (f"?goal={goal}" if goal == CLASSIFY else "")


def _claim(request: SignedInRequest, application: Application, form: QuestionForm) -> None:
    statements = chains.claim_facts(actor=request.user, chain=application.chain, claims=form.claims())
    if statements:
        text = ngettext("%(count)d answer saved.", "%(count)d answers saved.", len(statements))
        messages.success(request, text % {"count": len(statements)})
    elif "later" not in request.POST:
        messages.info(request, _("Nothing was answered. Choose “I don’t know” for what you cannot say."))


def _posted(application: Application, keys: Iterable[str]) -> list[Question]:
    """The questions as they were shown, whatever was answered elsewhere in the meantime."""
    return [question for key in keys if (question := _question(application, *_split(key)))]


def _split(key: str) -> tuple[str, str]:
    about, _colon, fact = key.partition(":")
    return about, fact


def _question(application: Application, about: str, fact: str) -> Question | None:
    objects = scope_objects(application.chain)
    known = corpus.law().facts.get(fact)
    if about not in objects or known is None or objects[about][0] != known.scope:
        return None
    return Question(UUID(about), objects[about][1], known)


@require_GET
@signed_in
def stated(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Everything stated so far, each with a link to change it."""
    application = draft_of(request, pk)
    objects = scope_objects(application.chain)
    facts = corpus.law().facts
    groups: dict[str, list[dict[str, str]]] = {}
    for (about, fact), statement in said_of(application.chain).items():
        if str(about) in objects and fact in facts:
            question = Question(about, objects[str(about)][1], facts[fact])
            groups.setdefault(question.name, []).append(_stated_row(application, question, statement.value))
    return render(request, "applications/stated.html", {"application": application, "groups": groups})


def _stated_row(application: Application, question: Question, value: object) -> dict[str, str]:
    href = to(application, "change-fact", question.about, question.fact.id)
    return {"key": words(question.fact.ask), "value": in_words(question, value), "href": href}


@require_http_methods(["GET", "POST"])
@signed_in
def change(request: SignedInRequest, pk: UUID, about: UUID, fact: str) -> HttpResponse:
    """One fact again, with everything ever stated on it."""
    application = draft_of(request, pk)
    question = _question(application, str(about), fact)
    if question is None:
        raise Http404
    past = history(application.chain, about, fact)
    initial = {question.key: shown(question, past[-1].value)} if past else {}
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, questions=[question], voice=EXPORTER, initial=initial)
    if request.method == "POST" and form.is_valid():
        _claim(request, application, form)
        return redirect(to(application, "stated"))
    rows = [(s, in_words(question, s.value)) for s in reversed(past)]
    back = to(application, "stated")
    return form_page(
        request, application, form, title=question.name, back=back, submit=_("Save"), history=rows
    )
