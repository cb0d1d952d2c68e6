"""What a change of the law moved: the list, and one answer, old beside new."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.base.db import get_visible
from licet.service.classification.models import SavedAssessment
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import services
from .forms import LookForm
from .models import ChangedAnswer
from .selectors import last_sweep, looked_at, moved, rested_on_withdrawn, to_look_at

PER_PAGE = 50
LAST = 10  # withdrawn rulings that are named


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    require(request.user, "law_change.read")
    context = {
        "sweep": last_sweep(),
        "page": Paginator(to_look_at(request.user), PER_PAGE).get_page(request.GET.get("page")),
        "done": looked_at(request.user)[:PER_PAGE],
        "withdrawn": rested_on_withdrawn(request.user, LAST),
        "saved": SavedAssessment.objects.count(),
    }
    return render(request, "law_changes/index.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    rows = ChangedAnswer.objects.select_related(
        "sweep", "before", "look__by", "case__application__chain", "ruling"
    )
    found: ChangedAnswer = get_visible(rows, request.user, pk)
    form = LookForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.look(actor=request.user, answer=found, reason=form.cleaned_data["reason"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("It is recorded that you looked at it."))
            return redirect("law_changes:index")
    context = {
        "answer": found,
        "rows": moved(found),
        "look": getattr(found, "look", None),
        "form": form,
        "may_look": may(request.user, "law_change.look", found),
    }
    return render(request, "law_changes/answer.html", context)
