"""Task 1: who is in the deal."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from licet.service.chains import services as chains
from licet.service.chains.forms import KnownPartyForm, PartyForm, RolesForm
from licet.service.chains.models import ChainParty
from licet.service.parties.models import Party, PartyKind
from licet.service.people.http import SignedInRequest, signed_in

from ..models import Application
from .common import confirm_page, draft_of, form_page, to
from .summary import party_rows


@require_GET
@signed_in
def listing(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    context = {
        "application": application,
        "parties": party_rows(application),
        "known": _known(request, application).exists(),
    }
    return render(request, "applications/parties.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    form = PartyForm(request.POST) if request.method == "POST" else PartyForm(initial=_first(application))
    if request.method == "POST" and form.is_valid():
        try:
            chains.describe_party(actor=request.user, chain=application.chain, answers=form.cleaned_data)
            return redirect(to(application, "parties"))
        except ValidationError as fault:
            refuse(form, fault)
    return form_page(
        request, application, form, title=_("Add a party"), back=to(application, "parties"), submit=_("Save")
    )


def _first(application: Application) -> dict[str, object]:
    """The first party is nearly always the exporter itself."""
    if application.chain.parties.exists():
        return {}
    own = application.organisation
    return {"name": own.name, "country": own.country, "kind": PartyKind.ORGANISATION, "roles": ["exporter"]}


def refuse(form: BaseForm, fault: ValidationError) -> None:
    """A service's fault shown beside the field it speaks of; the ministry is the model's `parent`."""
    by_field = fault.message_dict if hasattr(fault, "error_dict") else {"": fault.messages}
    for name, texts in by_field.items():
        field = {"parent": "ministry"}.get(name, name)
        for text in texts:
            form.add_error(field if field in form.fields else None, text)


@require_http_methods(["GET", "POST"])
@signed_in
def take(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take up a party described for an earlier deal."""
    application = draft_of(request, pk)
    known = list(_known(request, application))
    form = (
        KnownPartyForm(request.POST, parties=known)
        if request.method == "POST"
        else KnownPartyForm(parties=known)
    )
    if request.method == "POST" and form.is_valid():
        chains.add_party(actor=request.user, chain=application.chain, **form.cleaned_data)
        return redirect(to(application, "parties"))
    title = _("Take up a party you described before")
    return form_page(
        request, application, form, title=title, back=to(application, "parties"), submit=_("Add")
    )


def _known(request: SignedInRequest, application: Application) -> QuerySet[Party]:
    own = Party.objects.filter(created_by_organisation=application.organisation)
    here = application.chain.parties.values("party")
    return own.exclude(pk__in=here).order_by("name", "id")


def _party(application: Application, party: UUID) -> tuple[Party, list[str]]:
    rows = ChainParty.objects.filter(chain=application.chain, party=party)
    found = get_object_or_404(Party.objects.select_related("parent"), pk__in=rows.values("party"))
    return found, [row.role for row in rows]


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: SignedInRequest, pk: UUID, party: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    found, roles = _party(application, party)
    if chains.is_frozen(found):
        return _edit_roles(request, application, found, roles)
    initial = _initial(found, roles)
    form = (
        PartyForm(request.POST, initial=initial) if request.method == "POST" else PartyForm(initial=initial)
    )
    if request.method == "POST" and form.is_valid():
        try:
            chains.redescribe_party(
                actor=request.user, chain=application.chain, party=found, answers=form.cleaned_data
            )
            return redirect(to(application, "parties"))
        except ValidationError as fault:
            refuse(form, fault)
    return form_page(
        request, application, form, title=found.name, back=to(application, "parties"), submit=_("Save")
    )


def _initial(party: Party, roles: list[str]) -> dict[str, object]:
    same = ("name", "type", "type_text", "kind", "country", "address", "registration", "mandate")
    return {
        **{name: getattr(party, name) for name in same},
        "roles": roles,
        "other_names": "\n".join(party.other_names),
        "ministry": party.parent.name if party.parent else "",
    }


def _edit_roles(
    request: SignedInRequest, application: Application, party: Party, roles: list[str]
) -> HttpResponse:
    initial = {"roles": roles}
    form = (
        RolesForm(request.POST, party=party)
        if request.method == "POST"
        else RolesForm(initial=initial, party=party)
    )
    if request.method == "POST" and form.is_valid():
        chains.set_roles(
            actor=request.user, chain=application.chain, party=party, roles=form.cleaned_data["roles"]
        )
        return redirect(to(application, "parties"))
    return form_page(
        request,
        application,
        form,
        title=party.name,
        back=to(application, "parties"),
        submit=_("Save"),
        intro=_("This party is named in an application that was submitted: only its role here can change."),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: SignedInRequest, pk: UUID, party: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    found, _roles = _party(application, party)
    text = _("It leaves this deal. Its description stays for others.")
    if request.method == "POST":
        try:
            chains.remove_party(actor=request.user, chain=application.chain, party=found)
            return redirect(to(application, "parties"))
        except chains.ChainError as error:
            text = error.message
    title = _("Remove %(name)s from this deal?") % {"name": found.name}
    return confirm_page(request, application, title=title, text=text, back=to(application, "parties"))
