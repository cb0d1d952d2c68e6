"""The registers of other authorities, for everybody, with a chart, a map and a file; officers import them."""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.jobs.import_pages import choose_file, show_job
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import charts, presenters, services, worldmap
from .counting import counted
from .export import csv_of
from .forms import FilterForm, ImportForm
from .models import Profile, RegisterLine
from .selectors import choices, imports, lines

PAGE_SIZE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require(request.user, "register.view")
    form = FilterForm(request.GET)
    filters = form.filters()
    found = counted(filters)
    page = KnownPages(lines(filters, found.total), PAGE_SIZE, total=found.total).get_page(
        request.GET.get("page")
    )
    context = {
        "form": form,
        "filters": filters,
        "page": page,
        "head": presenters.head(),
        "rows": [presenters.row(line) for line in page],
        "counted": found,
        "year_head": presenters.year_head(),
        "country_head": presenters.country_head(),
        "year_rows": presenters.years(found),
        "country_rows": presenters.countries(found),
        "shades": worldmap.legend(),
        "off_the_map": presenters.off_the_map(found),
        "imports": imports()[:10],
        "invented": Profile.INVENTED in choices().registers,
        "published": set(choices().registers) - {Profile.INVENTED},
        "may_import": may(request.user, "register.import"),
    }
    return render(request, "registers/index.html", context)


class KnownPages(Paginator[RegisterLine]):
    """Pages of lines whose number is known already, so that they are not counted again."""

    def __init__(self, found: QuerySet[RegisterLine], size: int, *, total: int) -> None:
        super().__init__(found, size)
        self.total = total

    @property
    def count(self) -> int:
        return self.total


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    require(request.user, "register.view")
    found = counted(FilterForm(request.GET).filters())
    return _picture(request, charts.svg(charts.by_year(found.years)))


@require_safe
def map_(request: HttpRequest) -> HttpResponse:
    require(request.user, "register.view")
    found = counted(FilterForm(request.GET).filters())
    drawn = worldmap.draw(dict(found.destinations))
    return _picture(request, render_to_string("registers/map.svg", {"map": drawn}))


def _picture(request: HttpRequest, svg: str) -> HttpResponse:
    """In the reader's language, so it may be kept by her browser alone, and asked for again only if it changed."""
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["ETag"] = f'"{sha256(svg.encode()).hexdigest()[:32]}"'
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, response["ETag"], None, response) or response


@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The same selection as the page shows, all pages of it."""
    require(request.user, "register.view")
    response = StreamingHttpResponse(
        csv_of(lines(FilterForm(request.GET).filters())), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="register-lines.csv"'
    return response


@require_safe
def line(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "register.view")
    found = get_object_or_404(
        RegisterLine.objects.select_related("source", "superseded_by").prefetch_related("codes", "places"),
        pk=pk,
    )
    context = {
        "line": found,
        "invented": found.profile == Profile.INVENTED,
        "read": presenters.read(found),
        "published": presenters.published(found),
    }
    return render(request, "registers/line.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def import_file(request: SignedInRequest) -> HttpResponse:
    return choose_file(
        request, services.IMPORTING, ImportForm, services.start_import, "registers/import.html"
    )


@require_safe
@signed_in
def job(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return show_job(request, services.IMPORTING, pk)
