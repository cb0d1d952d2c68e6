from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import selectors, services


@require_safe
@signed_in
def deliveries(request: SignedInRequest) -> HttpResponse:
    require(request.user, "delivery.read")
    page = Paginator(selectors.failed(), 50).get_page(request.GET.get("page"))
    context = {"page": page, "may_retry": may(request.user, "delivery.retry")}
    return render(request, "jobs/deliveries.html", context)


@require_POST
@signed_in
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    delivery = get_object_or_404(selectors.failed(), pk=pk)
    services.retry(actor=request.user, delivery=delivery)
    messages.success(request, _("It is tried again now."))
    return redirect("jobs:deliveries")
