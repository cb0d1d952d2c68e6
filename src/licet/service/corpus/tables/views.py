"""The pages: choose a table, see how far it is, fetch the answers; and the columns a table may have."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from .. import law
from ..models import TableRun
from ..words import words
from . import services
from .faults import told
from .forms import TableForm

SECONDS_TO_REFRESH = "2"
WORDS = ("true", "false", "unknown", "contradictory")


@require_http_methods(["GET", "POST"])
@signed_in
def choose(request: SignedInRequest) -> HttpResponse:
    require(request.user, "table.evaluate")
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    if request.method == "POST" and services.available() and form.is_valid():
        run = _started(request, form)
        if run is not None:
            return redirect("corpus:table", pk=run.pk)
    context = {
        "form": form,
        "available": services.available(),
        "days": services.DAYS,
        "most": services.most_rows(),
        "runs": _own(request).order_by("-id")[:20],
    }
    return render(request, "corpus/tables.html", context)


def _started(request: SignedInRequest, form: TableForm) -> TableRun | None:
    """None where the table was refused; the reason stands at its field."""
    given, today = form.cleaned_data, timezone.localdate()
    asked = services.Asked(given["regimes"], given["as_of"] or today, given["by"], given["keep"])
    upload = given["upload"]
    try:
        return services.start(
            actor=request.user, content=upload.read(), filename=upload.name, asked=asked, today=today
        )
    except services.TableRefused as refused:
        form.add_error("upload", str(refused))
        return None


def _own(request: SignedInRequest) -> Any:
    """A table is its owner's alone."""
    return TableRun.objects.filter(started_by=request.user).select_related("job")


@require_safe
@signed_in
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    require(request.user, "table.evaluate")
    run = get_object_or_404(_own(request), pk=pk)
    counts = list(_counts(run.job.summary.get("results", {})))
    context = {"run": run, "job": run.job, "fault": told(run.job.message), "rows": counts}
    response = render(request, "corpus/table.html", context)
    if run.job.running:
        response["Refresh"] = SECONDS_TO_REFRESH
    return response


def _counts(results: dict[str, dict[str, int]]) -> Iterator[dict[str, object]]:
    rules = law().corpus.rules
    for id, counts in results.items():
        title = words(rules[id].title) if id in rules else ""
        yield {"id": id, "title": title, "counts": [counts[word] for word in WORDS]}


@require_safe
@signed_in
def answers(request: SignedInRequest, pk: UUID) -> FileResponse:
    require(request.user, "table.evaluate")
    run = get_object_or_404(_own(request), pk=pk)
    try:
        content = run.answers.open("rb")
    except FileNotFoundError:
        raise Http404(_("There are no answers to this table.")) from None
    response = FileResponse(content, as_attachment=True, filename=f"answers-{run.filename}")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@signed_in
def columns(request: SignedInRequest) -> HttpResponse:
    """Every column a table may have, as `licet evaluate --columns` prints them."""
    require(request.user, "table.evaluate")
    if not services.available():
        raise Http404
    from licet.reasoning.bulk.columns import template

    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="columns.csv"'
    rows = [("column", "type", "values", "question"), *template(law().corpus)]
    csv.writer(response, lineterminator="\n").writerows(rows)
    return response
