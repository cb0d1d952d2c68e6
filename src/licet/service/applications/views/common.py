"""What every page of one application shares: finding it, refusing what may not be, one form page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from licet.service.base.db import get_visible
from licet.service.chains.models import Item, Transfer
from licet.service.chains.reading import items_in, parties_in, transfers_in
from licet.service.parties.models import Party
from licet.service.people.http import SignedInRequest
from licet.service.people.policy import require

from ..models import Application


def application_of(request: SignedInRequest, pk: UUID) -> Application:
    """The application, or “not found” for whoever may not see it."""
    rows = Application.objects.select_related("chain__organisation", "organisation")
    found: Application = get_visible(rows, request.user, pk)
    return found


def draft_of(request: SignedInRequest, pk: UUID) -> Application:
    """An application this person may still change; anybody else learns why not."""
    application = application_of(request, pk)
    require(request.user, "application.edit", application)
    return application


def parties_of(application: Application) -> list[Party]:
    """Each party of the deal once, in the order it was added."""
    return list({row.party_id: row.party for row in parties_in(application.chain)}.values())


def items_of(application: Application) -> list[Item]:
    return items_in(application.chain)


def legs_of(application: Application) -> list[Transfer]:
    return transfers_in(application.chain)


def to(application: Application, page: str = "show", *more: object) -> str:
    return reverse(f"applications:{page}", args=[application.pk, *more])


def form_page(
    request: SignedInRequest,
    application: Application,
    form: BaseForm,
    *,
    title: str,
    back: str,
    **context: Any,
) -> HttpResponse:
    """A page with one form under the name of its application."""
    shown = {"application": application, "form": form, "title": title, "back": back, **context}
    return render(request, "applications/form.html", shown)


def confirm_page(
    request: SignedInRequest, application: Application, *, title: str, text: str, back: str
) -> HttpResponse:
    """“Are you sure?”, without a form field."""
    shown = {"application": application, "title": title, "text": text, "back": back}
    return render(request, "applications/confirm.html", shown)
