"""From a self-assessment to a draft application. The self-assessment travels in the form, as it did before."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from licet.service.base.languages import SWITCH
from licet.service.chains.services import ChainError, FactRefused
from licet.service.classification.drafts import Draft
from licet.service.classification.reading import DraftRefused
from licet.service.classification.views.flow import private, sent_draft, unreadable
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from .. import takeover
from ..forms.takeover import TakeOverForm
from .common import to


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take_over(request: SignedInRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("classification:start")
    require(request.user, "application.create")
    try:
        draft = sent_draft(request)
    except DraftRefused as refusal:
        return unreadable(request, refusal)
    data = request.POST if "title" in request.POST else None  # without it, the button was pressed elsewhere
    form = TakeOverForm(data, actor=request.user, draft=draft)
    if data is None or not form.is_valid():
        return _page(request, draft, form)
    return _taken(request, draft, form)


def _taken(request: SignedInRequest, draft: Draft, form: TakeOverForm) -> HttpResponse:
    try:
        application = takeover.take_over(
            actor=request.user,
            organisation=form.chosen(),
            title=form.cleaned_data["title"],
            draft=form.completed(),
        )
    except (ChainError, FactRefused) as refusal:
        form.add_error(None, refusal.message)
        return _page(request, draft, form)
    except ValidationError as refusal:
        form.add_error(None, refusal.messages[0])
        return _page(request, draft, form)
    return redirect(to(application))


def _page(request: SignedInRequest, draft: Draft, form: TakeOverForm) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "form_id": "take-over",
        "carried_by": "take-over",
        "carried_as": SWITCH,
    }
    return private(render(request, "applications/take_over.html", context))
