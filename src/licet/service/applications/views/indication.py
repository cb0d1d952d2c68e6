"""Task 5: what the rules say of the deal as stated, leg by leg."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from licet.reasoning import InputError
from licet.service.chains.reading import read_whole
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
