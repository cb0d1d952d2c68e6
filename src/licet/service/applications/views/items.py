"""Task 2: what is sold, split into what it consists of."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from licet.service.chains import services as chains
from licet.service.chains.forms import ItemForm, RelationForm, SplitForm
from licet.service.chains.models import Item, ItemRelation
from licet.service.chains.splitting import PARTS
from licet.service.people.http import SignedInRequest, signed_in

from ..models import Application
from .common import confirm_page, draft_of, form_page, items_of, to


@require_GET
@signed_in
def listing(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    items = application.chain.items.prefetch_related("relations__target").order_by("id")
    return render(request, "applications/items.html", {"application": application, "items": items})


@require_http_methods(["GET", "POST"])
@signed_in
def split(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    form = SplitForm(request.POST) if request.method == "POST" else SplitForm()
    if request.method == "POST" and form.is_valid():
        made = chains.split_platform(actor=request.user, chain=application.chain, **form.cleaned_data)
        text = ngettext("%(count)d item made.", "%(count)d items made.", len(made)) % {"count": len(made)}
        messages.success(request, text + " " + _("Check how they relate, and change what does not fit."))
        return redirect(to(application, "items"))
    context = {"application": application, "form": form, "parts": PARTS, "back": to(application, "items")}
    return render(request, "applications/split.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    form = ItemForm(request.POST) if request.method == "POST" else ItemForm()
    if request.method == "POST" and form.is_valid():
        chains.add_item(actor=request.user, chain=application.chain, **form.cleaned_data)
        return redirect(to(application, "items"))
    return form_page(
        request, application, form, title=_("Add an item"), back=to(application, "items"), submit=_("Save")
    )


def _item(application: Application, item: UUID) -> Item:
    return get_object_or_404(Item, pk=item, chain=application.chain)


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    found = _item(application, item)
    initial = {name: getattr(found, name) for name in ItemForm.base_fields}
    form = ItemForm(request.POST, initial=initial) if request.method == "POST" else ItemForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            chains.update_item(actor=request.user, chain=application.chain, item=found, **form.cleaned_data)
            return redirect(to(application, "items"))
        except chains.ChainError as error:
            form.add_error(error.field or None, error.message)
    return form_page(
        request, application, form, title=found.name, back=to(application, "items"), submit=_("Save")
    )


@require_http_methods(["GET", "POST"])
@signed_in
def relate(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    found = _item(application, item)
    others = [other for other in items_of(application) if other.pk != found.pk]
    form = (
        RelationForm(request.POST, item=found, others=others)
        if request.method == "POST"
        else RelationForm(item=found, others=others)
    )
    if request.method == "POST" and form.is_valid():
        try:
            _relate(request, application, found, form)
            return redirect(to(application, "items"))
        except chains.ChainError as error:
            form.add_error(error.field or None, error.message)
    title = _("Does “%(name)s” belong to another item?") % {"name": found.name}
    intro = _(
        "For example the implant that a server controls, the equipment that software runs, the product that an update changes."
        " The rules ask this of every item; left open, they cannot settle it."
    )
    back = to(application, "items")
    return form_page(request, application, form, title=title, back=back, submit=_("Save"), intro=intro)


def _relate(request: SignedInRequest, application: Application, item: Item, form: RelationForm) -> None:
    actor, chain, target = request.user, application.chain, form.target_item
    if target is None:
        chains.stand_alone(actor=actor, chain=chain, item=item)
    else:
        relation = form.cleaned_data["relation"]
        chains.relate(actor=actor, chain=chain, item=item, relation=relation, target=target)


@require_http_methods(["GET", "POST"])
@signed_in
def unrelate(request: SignedInRequest, pk: UUID, relation: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    rows = ItemRelation.objects.select_related("item", "target")
    found = get_object_or_404(rows, pk=relation, item__chain=application.chain)
    if request.method == "POST":
        chains.remove_relation(actor=request.user, chain=application.chain, relation=found)
        return redirect(to(application, "items"))
    title = _("Remove this relation?")
    return confirm_page(request, application, title=title, text=str(found), back=to(application, "items"))


@require_http_methods(["GET", "POST"])
@signed_in
def remove(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    found = _item(application, item)
    if request.method == "POST":
        chains.remove_item(actor=request.user, chain=application.chain, item=found)
        return redirect(to(application, "items"))
    title = _("Remove %(name)s?") % {"name": found.name}
    text = _("Its transfers and its relations to other items go with it.")
    return confirm_page(request, application, title=title, text=text, back=to(application, "items"))
