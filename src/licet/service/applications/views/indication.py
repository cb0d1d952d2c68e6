"""Task 5: what the rules say of the deal as stated, leg by leg."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from licet.reasoning import InputError
from licet.service import corpus
from licet.service.chains.reading import read_whole
from licet.service.chains.selectors import document
from licet.service.classification.arguing import argued
from licet.service.classification.presenting import present
from licet.service.people.http import SignedInRequest, signed_in

from .. import selectors
from ..picture import draw
from .common import application_of, legs_of


@require_GET
@signed_in
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = application_of(request, pk)
    read_whole(application.chain)
    legs = legs_of(application)
    context: dict[str, object] = {"application": application, "legs": legs}
    if legs:
        try:
            view = present(selectors.indication_now(application), application.chain, legs)
            context |= {"view": view, "picture": draw(application.chain, legs, view.legs)}
        except InputError as error:
            context["fault"] = f"{error.field}: {error.reason}"
    return render(request, "applications/indication.html", context)


@require_GET
@signed_in
def argument(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The same answer step by step: what was kept once submitted, else the deal as it stands."""
    application = application_of(request, pk)
    chain, legs, kept = application.chain, legs_of(application), application.indication
    read_whole(chain)
    context: dict[str, object] = {"application": application}
    try:
        view = present(selectors.indication_now(application), chain, legs)
        asked = kept.document if kept else document(chain)
        day = kept.as_of if kept else timezone.localdate()
        shown = [regime.id for regime in view.regimes]
        context["view"] = argued(asked, chain, day, shown, request.GET.get("for", ""))
        context["law_changed"] = kept is not None and kept.law_digest != corpus.law().digest
    except InputError as error:
        context["fault"] = f"{error.field}: {error.reason}"
    return render(request, "applications/argument.html", context)
