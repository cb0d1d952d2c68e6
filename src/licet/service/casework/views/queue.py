"""The office's queue, the adviser's list, the exporter's own cases."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from licet.service.applications.endings import ended
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from ..presenting import age_in_days
from ..querysets import reads_all
from ..selectors import ASKED, QUEUES, consultations_page, own_cases, queue_counts, queue_page


@require_safe
@signed_in
def queue(request: SignedInRequest) -> HttpResponse:
    """The office's cases; a consulted body is shown what it was asked."""
    require(request.user, "casework.queue")
    if not reads_all(request.user):
        return _consultations(request)
    name = request.GET.get("show", "open")
    page = queue_page(request.user, name, request.GET.get("page", 1))
    today = timezone.localdate()
    rows = [(case, age_in_days(timezone.localdate(case.submitted_at), today)) for case in page]
    context = {"page": page, "rows": rows, "filters": _filters(request, name), "shown": _shown(name)}
    return render(request, "casework/queue.html", context)


def _shown(name: str) -> str:
    return str((QUEUES.get(name) or QUEUES["open"]).label)


def _filters(request: SignedInRequest, name: str) -> list[dict[str, object]]:
    """What is open with how many, what is closed without."""
    counts = queue_counts(request.user)
    current = name if name in QUEUES else "open"
    links = {
        key: {
            "text": queue.label,
            "href": f"?show={key}",
            "current": key == current,
            "count": counts.get(key),
        }
        for key, queue in QUEUES.items()
    }
    return [
        {"title": _("Open"), "links": [links[key] for key in counts]},
        {"title": _("Closed"), "links": [links[key] for key in QUEUES if key not in counts]},
    ]


def _consultations(request: SignedInRequest) -> HttpResponse:
    name = request.GET.get("show", "open")
    current = name if name in ASKED else "open"
    links = [
        {"text": label, "href": f"?show={key}", "current": key == current}
        for key, (label, _condition) in ASKED.items()
    ]
    page = consultations_page(request.user, name, request.GET.get("page", 1))
    endings = ended(row.case.application for row in page)
    context = {
        "page": page,
        "rows": [(row, endings.get(row.case.application_id)) for row in page],
        "filters": [{"links": links}],
        "shown": ASKED[current][0],
        "today": timezone.localdate(),
    }
    return render(request, "casework/consultations.html", context)


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Where the exporter finds the state of her cases and the questions put to her."""
    cases = list(own_cases(request.user))
    endings = ended(case.application for case in cases)
    rows = [(case, endings.get(case.application_id)) for case in cases]
    return render(request, "casework/mine.html", {"rows": rows})
