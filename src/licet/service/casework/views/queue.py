"""The office's queue, the adviser's list, the exporter's own cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from ..presenting import age_in_days
from ..querysets import reads_all
from ..selectors import QUEUES, own_cases, queue_page


@require_safe
@signed_in
def queue(request: SignedInRequest) -> HttpResponse:
    require(request.user, "casework.queue")
    name = request.GET.get("show", "open")
    page = queue_page(request.user, name, request.GET.get("page", 1))
    today = timezone.localdate()
    rows = [(case, age_in_days(timezone.localdate(case.submitted_at), today)) for case in page]
    context = {
        "page": page,
        "rows": rows,
        "queues": [(key, queue.label) for key, queue in QUEUES.items()],
        "shown": name if name in QUEUES else "open",
        "office": reads_all(request.user),
    }
    return render(request, "casework/queue.html", context)


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Where the exporter finds the state of her cases and the questions put to her."""
    return render(request, "casework/mine.html", {"cases": own_cases(request.user)})
