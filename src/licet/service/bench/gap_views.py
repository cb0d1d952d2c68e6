"""The pages of gaps on record: put one on record, read them, say what became of one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.base.db import get_visible
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import gaps as services
from . import presenting as told
from .forms import GapForm, StepForm
from .models import Calculation, GapRecord
from .selectors import gaps, on_record, standing
from .titles import kind_words, regime_words

PER_PAGE = 50


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    require(request.user, "bench.read")
    actor: Any = request.user
    page = Paginator(gaps(actor), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        (standing(actor, gap), kind_words(gap.kind), regime_words(gap.regime)) for gap in page.object_list
    ]
    return render(request, "bench/records.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
@signed_in
def put_on_record(request: SignedInRequest, pk: UUID, name: str) -> HttpResponse:
    require(request.user, "gap.record")
    row: Calculation = get_visible(Calculation.objects, request.user, pk)
    found = next((each for each in (row.report or {}).get("witnesses", ()) if each["record"] == name), None)
    if found is None:
        raise Http404
    if known := on_record(request.user, [name]).get(name):
        return redirect("bench:gap", pk=known.pk)
    form = GapForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.put_on_record(
                actor=request.user, calculation=row, name=name, note=form.cleaned_data["note"]
            )
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The gap is on record."))
            return redirect("bench:gap", pk=made.pk)
    context = {"form": form, "calculation": row, "name": name, "so": told.so_of(found["so"])}
    return render(request, "bench/put_on_record.html", context)


@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: UUID) -> HttpResponse:
    require(request.user, "bench.read")
    actor: Any = request.user
    gap: GapRecord = get_visible(gaps(actor), actor, pk)
    may_move = may(actor, "gap.move", gap)
    form = _form(request, gap)
    if request.method == "POST":
        require(actor, "gap.move", gap)
        if form.is_valid() and _moved(request, gap, form):
            return redirect("bench:gap", pk=gap.pk)
    context = {
        "standing": standing(actor, gap),
        "gap": gap,
        "kind": kind_words(gap.kind),
        "regime": regime_words(gap.regime),
        "so": told.so_of(gap.so),
        "example": told.example_of(gap.facts),
        "not_checked": told.families(gap.regime, gap.not_checked),
        "steps": [
            (step, told.named(step.rule) if step.rule else None) for step in standing(actor, gap).steps
        ],
        "form": form,
        "may_move": may_move,
    }
    return render(request, "bench/gap.html", context)


def _form(request: HttpRequest, gap: GapRecord) -> StepForm:
    data = request.POST if request.method == "POST" else None
    return StepForm(data, may_publish=bool(may(request.user, "gap.publish", gap)))


def _moved(request: Any, gap: GapRecord, form: StepForm) -> bool:
    try:
        services.move(actor=request.user, gap=gap, **form.cleaned_data)
    except ValidationError as refused:
        form.add_error(None, refused)
        return False
    messages.success(request, _("It is recorded what became of the gap."))
    return True
