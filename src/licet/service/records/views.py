from __future__ import annotations

import json

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import access, selectors
from .forms import LedgerFilter
from .keys import verifier
from .proofs import inclusion_of


@require_safe
@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """The events, newest first. Older pages begin below an event, so that no page counts the whole table."""
    access.require(request.user, "ledger.read")
    form = LedgerFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    events, older = selectors.page_of(**wanted)
    names = access.names(event.actor for event in events)
    context = {
        "form": form,
        "rows": [(event, names.get(event.actor) if event.actor else None) for event in events],
        "older": older,
        "checkpoint": selectors.latest_checkpoint(),
        "verifier": str(verifier()),
    }
    return render(request, "records/ledger.html", context)


@require_safe
@login_required
def event(request: HttpRequest, pk: str) -> HttpResponse:
    access.require(request.user, "ledger.read")
    found = selectors.event(pk)
    names = access.names([found.actor])
    context = {
        "event": found,
        "actor_name": names.get(found.actor) if found.actor else None,
        "payload": _pretty(found.payload),
        "personal": _pretty(found.personal),
        "destructions": selectors.destructions_of(found),
        "inclusion": inclusion_of(found),
    }
    return render(request, "records/event.html", context)


@require_safe
@login_required
def proof(request: HttpRequest, pk: str) -> HttpResponse:
    access.require(request.user, "ledger.read")
    inclusion = inclusion_of(selectors.event(pk))
    if inclusion is None:
        raise Http404
    answer = JsonResponse(inclusion.as_json(), json_dumps_params={"indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="proof-{pk}.json"'
    return answer


@require_safe
@login_required
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The latest signed head as text, to be kept elsewhere."""
    access.require(request.user, "ledger.read")
    latest = selectors.latest_checkpoint()
    if latest is None:
        raise Http404
    answer = HttpResponse(latest.text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="checkpoint-{latest.size}.txt"'
    return answer


def _pretty(content: dict[str, object] | None) -> str | None:
    return None if content is None else json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True)
