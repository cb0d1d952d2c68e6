"""The steps: describe, answer, look again, change, see what the rules say."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from licet.service.base.forms import PlainForm
from licet.service.people.policy import may

from .. import showing
from ..asking import LICENCE, choose, to_ask
from ..belonging import unsaid
from ..changing import answered, changed, form_for, question_of, without
from ..comparing import comparison
from ..describing import LegForm
from ..drafts import Draft
from ..moves import moves
from ..naming import names
from ..questions import PUBLIC, QuestionForm
from .flow import FILLED, Carried, Filled, page, step

AT_ONCE = 8


# --- describe a transfer ---------------------------------------------------------------------------


@step
def describe(request: HttpRequest, carried: Carried) -> HttpResponse:
    """Opened for a first or a further transfer; once it is described, the questions come."""
    if carried.before is not None:
        return _questions(request, carried.draft)
    return _describe(request, carried.draft, LegForm(draft=carried.draft))


def _describe(request: HttpRequest, draft: Draft, form: LegForm) -> HttpResponse:
    return page(request, "describe", draft, form=form)


def _described(request: HttpRequest, draft: Draft, form: LegForm) -> Draft:
    return form.described()


# --- answer questions ------------------------------------------------------------------------------


@step
def questions(request: HttpRequest, carried: Carried) -> HttpResponse:
    return _questions(request, carried.draft)


def _questions(request: HttpRequest, draft: Draft) -> HttpResponse:
    """What can still matter, without what was answered or left open."""
    if not draft.transfers:
        return _describe(request, draft, LegForm(draft=draft))
    rows = to_ask(draft.document, timezone.localdate(), draft.goal)
    asked, undescribed = choose(rows, names(draft), draft.stated().keys(), AT_ONCE)
    related = undescribed or any(row["fact"] == "item.relation" for row in rows)
    return _ask(
        request,
        draft,
        QuestionForm(questions=asked, voice=PUBLIC),
        undescribed=undescribed,
        unsaid=unsaid(draft) if asked or related else [],  # settled: what it belongs to would change nothing
    )


def _ask(request: HttpRequest, draft: Draft, form: QuestionForm, **context: Any) -> HttpResponse:
    left_open = sum(1 for value in draft.stated().values() if value is None)
    context |= {"left_open": left_open, "classifying": draft.goal != LICENCE}
    return page(request, "questions", draft, form=form, **context)


def _asked(request: HttpRequest, draft: Draft) -> QuestionForm:
    """The questions as they were shown; what is no question of this draft is passed over."""
    keys = dict.fromkeys(request.POST.getlist("asked")[: 5 * AT_ONCE])
    asked = [q for key in keys if (q := question_of(draft, key))]
    return QuestionForm(request.POST, questions=asked, voice=PUBLIC)


def _answered(request: HttpRequest, draft: Draft, form: QuestionForm) -> Draft:
    return answered(draft, form)


# --- look again, change ----------------------------------------------------------------------------


@step
def answers(request: HttpRequest, carried: Carried) -> HttpResponse:
    if gone := request.POST.get("remove"):
        carried = Carried(without(carried.draft, gone))
    return answers_page(request, carried)


def answers_page(request: HttpRequest, carried: Carried) -> HttpResponse:
    draft = carried.draft
    moved = None
    if carried.before is not None and draft.transfers and request.POST.get("page") == "change":
        moved = moves(showing.indication(carried.before), showing.indication(draft))
    return page(request, "answers", draft, groups=showing.stated(draft), moved=moved)


@step
def change(request: HttpRequest, carried: Carried) -> HttpResponse:
    key = request.POST.get("change", "")
    form = form_for(carried.draft, key)
    if form is None:
        return answers_page(request, carried)
    return _change(request, carried.draft, form)


def _change(request: HttpRequest, draft: Draft, form: PlainForm) -> HttpResponse:
    key = request.POST.get("change", "") or request.POST.get("changing", "")
    title = names(draft).get(key.partition(":")[0], "")
    return page(request, "change", draft, form=form, key=key, title=title)


def _changing(request: HttpRequest, draft: Draft) -> PlainForm | None:
    return form_for(draft, request.POST.get("changing", ""), request.POST)


def _changed(request: HttpRequest, draft: Draft, form: PlainForm) -> Draft:
    return changed(draft, request.POST.get("changing", ""), form)


# --- what the rules say ----------------------------------------------------------------------------


@step
def indication(request: HttpRequest, carried: Carried) -> HttpResponse:
    return indication_page(request, carried.draft)


def indication_page(request: HttpRequest, draft: Draft, **context: Any) -> HttpResponse:
    view = showing.indication(draft) if draft.transfers else None
    may_apply = bool(may(request.user, "application.create"))
    return page(request, "indication", draft, view=view, may_apply=may_apply, **context)


@step
def compare(request: HttpRequest, carried: Carried) -> HttpResponse:
    """The same under the rules of every state the law has."""
    there = request.POST.get("there") == "yes"
    return page(request, "compare", carried.draft, view=comparison(carried.draft, there))


FILLED |= {
    "describe": Filled(lambda request, draft: LegForm(request.POST, draft=draft), _described, _describe),
    "questions": Filled(_asked, _answered, _ask),
    "change": Filled(_changing, _changed, _change),
}
