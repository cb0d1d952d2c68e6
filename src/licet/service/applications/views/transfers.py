"""Task 3: the legs, who does what with which item."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from licet.service.chains import services as chains
from licet.service.chains.forms import TransferForm
from licet.service.chains.models import Transfer
from licet.service.people.http import SignedInRequest, signed_in

from ..models import Application
from .common import confirm_page, draft_of, form_page, items_of, legs_of, parties_of, to


@require_GET
@signed_in
def listing(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    legs = legs_of(application)
    items = items_of(application)
    moved = {leg.item_id for leg in legs}
    context = {
        "application": application,
        "legs": legs,
        "unmoved": [item for item in items if item.pk not in moved],
        "ready": bool(items) and len(parties_of(application)) > 1,
    }
    return render(request, "applications/transfers.html", context)


def _form(request: SignedInRequest, application: Application, initial: dict[str, Any]) -> TransferForm:
    items, parties = items_of(application), parties_of(application)
    if request.method == "POST":
        return TransferForm(request.POST, initial=initial, items=items, parties=parties)
    return TransferForm(initial=initial, items=items, parties=parties)


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    form = _form(request, application, {"item": request.GET.get("item", "")})
    if request.method == "POST" and form.is_valid():
        try:
            chains.add_transfer(actor=request.user, chain=application.chain, **form.values())
            return redirect(to(application, "transfers"))
        except chains.ChainError as error:
            form.add_error(error.field or None, error.message)
    back = to(application, "transfers")
    return form_page(request, application, form, title=_("Add a transfer"), back=back, submit=_("Save"))


def _leg(application: Application, transfer: UUID) -> Transfer:
    rows = Transfer.objects.select_related("item").prefetch_related("via")
    return get_object_or_404(rows, pk=transfer, chain=application.chain)


def _initial(leg: Transfer) -> dict[str, Any]:
    ids = {
        name: getattr(leg, f"{name}_id")
        for name in ("item", "actor", "source", "destination", "host", "accessor")
    }
    return {
        "act": leg.act,
        "via": [str(party.pk) for party in leg.via.all()],
        "place": next(iter(leg.via_countries), ""),
        **{name: str(key) if key else "" for name, key in ids.items()},
    }


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: SignedInRequest, pk: UUID, transfer: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    leg = _leg(application, transfer)
    form = _form(request, application, _initial(leg))
    if request.method == "POST" and form.is_valid():
        try:
            chains.update_transfer(actor=request.user, chain=application.chain, transfer=leg, **form.values())
            return redirect(to(application, "transfers"))
        except chains.ChainError as error:
            form.add_error(error.field or None, error.message)
    back = to(application, "transfers")
    return form_page(request, application, form, title=_("Change a transfer"), back=back, submit=_("Save"))


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: SignedInRequest, pk: UUID, transfer: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    leg = _leg(application, transfer)
    if request.method == "POST":
        chains.remove_transfer(actor=request.user, chain=application.chain, transfer=leg)
        return redirect(to(application, "transfers"))
    title = _("Remove this transfer?")
    return confirm_page(request, application, title=title, text=str(leg), back=to(application, "transfers"))
