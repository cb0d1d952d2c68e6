"""The office's queue of requests and drafts; an exporter's own requests and rulings."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licet.service.casework.querysets import reads_all
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import Refused, may, no, require

from .. import selectors
from ..models import Ruling

PER_PAGE = 50


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """Requests, drafts that wait for signature, and what was ruled."""
    require(request.user, "ruling.read")
    if not reads_all(request.user):
        raise Refused(no(_("The queue is for the office. Your requests stand on a page of their own.")))
    page = Paginator(selectors.signed_rulings(request.user), PER_PAGE).get_page(request.GET.get("page"))
    asked = selectors.open_inquiries(request.user).order_by("asked_at", "id")
    context = {
        "inquiries": [(each, selectors.inquiry_state(each)) for each in asked],
        "to_sign": selectors.waiting_for_signature(request.user),
        "drafts": Ruling.objects.visible_to(request.user)
        .filter(signed_at__isnull=True, handed_over_at__isnull=True)
        .select_related("drafted_by"),
        "page": page,
        "rows": _with_state(page.object_list),
    }
    return render(request, "rulings/index.html", context)


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    require(request.user, "inquiry.read")
    asked = selectors.inquiries(request.user).order_by("-asked_at", "-id")
    context = {
        "inquiries": [(each, selectors.inquiry_state(each)) for each in asked],
        "rows": _with_state(selectors.signed_rulings(request.user)),
        "items": selectors.to_ask_about(request.user) if may(request.user, "inquiry.ask") else [],
    }
    return render(request, "rulings/mine.html", context)


def _with_state(rulings: object) -> list[tuple[Ruling, str]]:
    today = timezone.localdate()
    return [(each, selectors.ruling_state(each, today)) for each in rulings]  # type: ignore[attr-defined]
