"""Drafting a ruling, entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.service.casework.selectors import case_for
from licet.service.casework.services import Overtaken
from licet.service.casework.views.common import at_once, posted
from licet.service.casework.views.common import to as to_case
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from .. import services
from ..entries import known_entries, title_of
from ..forms import LineForm, ReasonsForm
from ..models import Ruling
from .common import act, inquiry_of, ruling_of, to


@require_POST
@signed_in
def start(request: SignedInRequest, pk: UUID) -> HttpResponse:
    inquiry = inquiry_of(request, pk)
    require(request.user, "ruling.draft", inquiry)
    return _begun(request, lambda: services.start(actor=request.user, inquiry=inquiry), to(inquiry))


@require_POST
@signed_in
def start_in_case(request: SignedInRequest, case: UUID, item: UUID) -> HttpResponse:
    held = case_for(request.user, case)
    require(request.user, "ruling.draft", held)
    found = get_object_or_404(held.application.chain.items, pk=item)
    return _begun(
        request,
        lambda: services.start_in_case(actor=request.user, case=held, item=found),
        to_case(held),
    )


@require_POST
@signed_in
def replace(request: SignedInRequest, pk: UUID) -> HttpResponse:
    ruling = ruling_of(request, pk)
    require(request.user, "ruling.draft", ruling)
    return _begun(request, lambda: services.start_replacement(actor=request.user, ruling=ruling), to(ruling))


def _begun(request: SignedInRequest, run: Callable[[], Ruling], back: str) -> HttpResponse:
    try:
        made = run()
    except Overtaken as overtaken:
        messages.warning(request, str(overtaken))
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, _("This is your draft. It counts once another person has signed it."))
        return redirect(to(made))
    return redirect(back)


@require_http_methods(["GET", "POST"])
@signed_in
def entry(request: SignedInRequest, pk: UUID, rule: str) -> HttpResponse:
    ruling = ruling_of(request, pk)
    require(request.user, "ruling.draft", ruling)
    if rule not in known_entries():
        raise Http404
    line = ruling.lines.filter(entry=rule).first()
    said = {"applies": "yes" if line.applies else "no", "reasons": line.reasons} if line else None
    form = LineForm(posted(request), initial=said)

    def run() -> str:
        services.rule_on(actor=request.user, ruling=ruling, entry=rule, **form.given())
        return _("Saved in your draft.")

    return act(request, ruling, form, run, title=title_of(rule), submit=_("Save in the draft"))


@require_POST
@signed_in
def drop(request: SignedInRequest, pk: UUID, rule: str) -> HttpResponse:
    ruling = ruling_of(request, pk)

    def run() -> str:
        services.drop_line(actor=request.user, ruling=ruling, entry=rule)
        return _("The entry is left out of the draft.")

    return at_once(request, run, to(ruling))


@require_http_methods(["GET", "POST"])
@signed_in
def reasons(request: SignedInRequest, pk: UUID) -> HttpResponse:
    ruling = ruling_of(request, pk)
    require(request.user, "ruling.draft", ruling)
    said = {"reasons": ruling.reasons, "valid_until": ruling.valid_until}
    form = ReasonsForm(posted(request), initial=said)

    def run() -> str:
        services.reason(actor=request.user, ruling=ruling, **form.cleaned_data)
        return _("Saved in your draft.")

    title = _("Reasons and last day")
    return act(request, ruling, form, run, title=title, submit=_("Save in the draft"))


@require_POST
@signed_in
def hand_over(request: SignedInRequest, pk: UUID) -> HttpResponse:
    ruling = ruling_of(request, pk)

    def run() -> str:
        services.hand_over(actor=request.user, ruling=ruling)
        return _("Handed over. Another person signs it, or sends it back.")

    return at_once(request, run, to(ruling))
