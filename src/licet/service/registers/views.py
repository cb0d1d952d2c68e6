"""Browse the registers of other authorities; officers import them."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.jobs.models import Job
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import presenters, services
from .export import csv_of
from .forms import FilterForm, ImportForm
from .models import RegisterLine
from .selectors import imports, lines

PAGE_SIZE = 25


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    require(request.user, "register.view")
    form = FilterForm(request.GET)
    page = Paginator(lines(form.filters()), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "head": presenters.head(),
        "rows": [presenters.row(line) for line in page],
        "imports": imports()[:10],
        "may_import": may(request.user, "register.import"),
    }
    return render(request, "registers/index.html", context)


@require_safe
@signed_in
def export(request: SignedInRequest) -> StreamingHttpResponse:
    """The same selection as the page shows, all pages of it."""
    require(request.user, "register.view")
    response = StreamingHttpResponse(
        csv_of(lines(FilterForm(request.GET).filters())), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="register-lines.csv"'
    return response


@require_safe
@signed_in
def line(request: SignedInRequest, pk: UUID) -> HttpResponse:
    require(request.user, "register.view")
    found = get_object_or_404(
        RegisterLine.objects.select_related("source", "superseded_by").prefetch_related("codes", "places"),
        pk=pk,
    )
    context = {"line": found, "read": presenters.read(found), "published": presenters.published(found)}
    return render(request, "registers/line.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def import_file(request: SignedInRequest) -> HttpResponse:
    require(request.user, "register.import")
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        job = services.start_import(
            actor=request.user,
            content=upload.read(),
            filename=upload.name,
            profile=form.cleaned_data["profile"],
        )
        return redirect("registers:job", pk=job.pk)
    return render(request, "registers/import.html", {"form": form})


@require_safe
@signed_in
def job(request: SignedInRequest, pk: UUID) -> HttpResponse:
    require(request.user, "register.import")
    found = get_object_or_404(Job, pk=pk, kind=services.JOB_KIND)
    context = {"job": found, "back": reverse("registers:import"), "browse": reverse("registers:index")}
    response = render(request, "jobs/import_job.html", context)
    if found.running:
        response["Refresh"] = "2"
    return response
