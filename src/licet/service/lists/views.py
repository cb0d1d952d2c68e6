"""Lists and hits, for the authority's own people."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.service.base.db import get_visible
from licet.service.jobs.import_pages import choose_file, show_job
from licet.service.parties.models import Party
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require
from licet.service.records.selectors import events_of

from . import presenters, selectors, services
from .forms import ImportForm, SearchForm, SettleForm
from .models import Hit, ListEntry, ListGeneration

PAGE_SIZE = 50


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    require(request.user, "list.view")
    context = {
        "generations": selectors.generations(request.user)[:50],
        "current": selectors.current_generations(),
        "page": Paginator(selectors.open_hits(request.user), PAGE_SIZE).get_page(request.GET.get("page")),
        "may_import": may(request.user, "list.import"),
    }
    return render(request, "lists/index.html", context)


@require_safe
@signed_in
def generation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    require(request.user, "list.view")
    found = get_object_or_404(ListGeneration, pk=pk)
    form = SearchForm(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    page = Paginator(selectors.entries(found, text), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "generation": found,
        "form": form,
        "page": page,
        "head": presenters.generation_head(),
        "rows": [presenters.generation_row(entry) for entry in page],
    }
    return render(request, "lists/generation.html", context)


@require_safe
@signed_in
def entry(request: SignedInRequest, pk: UUID) -> HttpResponse:
    require(request.user, "list.view")
    found = get_object_or_404(ListEntry.objects.prefetch_related("names"), pk=pk)
    context = {
        "entry": found,
        "rows": presenters.entry_rows(found),
        "names": presenters.published_names(found),
        "generations": ListGeneration.objects.filter(entries=found),
    }
    return render(request, "lists/entry.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def hit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found: Hit = get_visible(Hit.objects.select_related("party", "entry", "settled_by"), request.user, pk)
    require(request.user, "list.view")
    form = SettleForm(request.POST) if request.method == "POST" else SettleForm()
    if request.method == "POST" and form.is_valid() and _settled(request, found, form):
        return redirect("lists:party", pk=found.party_id)
    context = {
        "hit": found,
        "form": form,
        "party_rows": presenters.party_rows(found.party),
        "entry_rows": presenters.entry_rows(found.entry),
        "may_settle": may(request.user, "hit.settle", found),
        "events": presenters.timeline(events_of(found)),
    }
    return render(request, "lists/hit.html", context)


def _settled(request: SignedInRequest, found: Hit, form: SettleForm) -> bool:
    """Whether the answer was taken; what is wrong with it is put into the form."""
    try:
        services.settle_hit(actor=request.user, hit=found, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_safe
@signed_in
def party(request: SignedInRequest, pk: UUID) -> HttpResponse:
    require(request.user, "list.view")
    found: Party = get_visible(Party.objects.select_related("parent"), request.user, pk)
    context = {
        "party": found,
        "party_rows": presenters.party_rows(found),
        "state": selectors.screening_state([found]),
        "hits": selectors.hits_for([found], request.user),
        "may_screen": may(request.user, "party.screen", found),
    }
    return render(request, "lists/party.html", context)


@require_POST
@signed_in
def screen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found: Party = get_visible(Party.objects.all(), request.user, pk)
    services.screen_party(actor=request.user, party=found)
    return redirect("lists:party", pk=found.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def import_file(request: SignedInRequest) -> HttpResponse:
    return choose_file(request, services.IMPORTING, ImportForm, services.start_import, "lists/import.html")


@require_safe
@signed_in
def job(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return show_job(request, services.IMPORTING, pk)
