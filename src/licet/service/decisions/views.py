"""Proposing, deciding, returning; licences."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.service.assessment.outline import outline
from licet.service.base.db import get_visible
from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.selectors import case_for
from licet.service.casework.views.common import attempt, posted, to
from licet.service.chains.reading import read_whole
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import services
from .forms import DecideForm, KindForm, ProposalForm, ReturnForm
from .grounds import ground
from .models import Kind, Licence, Outcome, Proposal
from .preconditions import NotMet, check_all
from .reasons import calls_for, suggested_grounds
from .selectors import answers_to_notices, last_seen, waiting, was_answered, weighed_in
from .today import changes_since
from .weighing import advice_given, findings_in, grounds_found, notices_given


@require_safe
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    """What waits for an approver."""
    require(request.user, "casework.internal")
    page = Paginator(waiting(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "decisions/index.html", {"page": page})


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: SignedInRequest, case: UUID) -> HttpResponse:
    """Two steps: which outcome, then what that outcome needs."""
    held = case_for(request.user, case)
    require(request.user, Act.PROPOSE, held)
    if request.method != "POST":
        read_whole(held.application.chain)
    asked = request.GET.get("kind") or request.POST.get("kind", "")
    if asked not in Kind.values:
        return _choose_kind(request, held)
    kind, before = Kind(asked), last_seen(held)
    changed = changes_since(before, held) if before else []
    form = ProposalForm(
        posted(request),
        kind=kind,
        changed=bool(changed),
        answered=was_answered(held),
        suggested=suggested_grounds(held) if kind == Kind.REFUSE else (),
    )
    failed: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            if attempt(request, form, lambda: _propose(request, held, form)):
                return redirect(to(held))
        except NotMet as unmet:
            failed = unmet.failed
    checks = check_all(held, kind)
    context = {
        "case": held,
        "form": form,
        "kind": kind,
        "failed": failed,
        "back": reverse("decisions:propose", args=[held.pk]),
        "checks": checks,
        "unmet": not all(each.met for each in checks),
        "calls": calls_for(held, kind, []),
        "changes": changed,
        "before": before,
        "answers": answers_to_notices(held),
    }
    return render(request, "decisions/propose.html", context)


def _choose_kind(request: SignedInRequest, case: Case) -> HttpResponse:
    # no browser sends a group of radios of which none is chosen
    sent = request.method == "POST" or "kind" in request.GET or "choose" in request.GET
    form = KindForm((request.POST or request.GET) if sent else None)
    kinds = []
    for kind in Kind:
        checks = check_all(case, kind)
        met = all(each.met for each in checks)
        kinds.append((kind.label, checks, calls_for(case, kind, []), met))
    context = {"case": case, "form": form, "kinds": kinds, "back": to(case)}
    return render(request, "decisions/choose.html", context)


def _propose(request: SignedInRequest, case: Case, form: ProposalForm) -> str:
    services.propose(actor=request.user, case=case, draft=form.draft())
    return _("The proposal waits for an approver. You cannot decide on it yourself.")


def _found(request: SignedInRequest, pk: UUID) -> Proposal:
    rows = Proposal.objects.select_related(
        "case__organisation",
        "case__application__chain",
        "proposer",
        "end_user__parent",
        "assessment__author",
        "indication",
    )
    proposal: Proposal = get_visible(rows, request.user, pk)
    return proposal


@require_http_methods(["GET", "POST"])
@signed_in
def proposal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is proposed, on what, what changed since; the approver signs here."""
    found = _found(request, pk)
    if request.method != "POST":
        read_whole(found.case.application.chain)
    changed = changes_since(found.indication, found.case)
    calls = calls_for(found.case, found.kind, found.grounds)
    form = DecideForm(posted(request), changed=bool(changed), called=bool(calls))
    failed: list[Any] = []
    if request.method == "POST":
        require(request.user, Act.DECIDE, found)
        try:
            if form.is_valid() and attempt(request, form, lambda: _decide(request, found, form)):
                return redirect(to(found.case))
        except NotMet as unmet:
            failed = unmet.failed
    context = {
        "proposal": found,
        "case": found.case,
        "form": form,
        "failed": failed,
        "changes": changed,
        "calls": calls,
    }
    return render(request, "decisions/proposal.html", {**context, **_around(request, found)})


def _around(request: SignedInRequest, found: Proposal) -> dict[str, Any]:
    return {
        "back": to(found.case),
        "notices": notices_given(found.case),
        "consultations": advice_given(found.case),
        "findings": findings_in(found.assessment),
        "mandatory": grounds_found(found.assessment),
        "answer": weighed_in(found),
        "today": timezone.localdate(),
        "grounds": [ground(code) for code in found.grounds],
        "criteria": outline(found.assessment),
        "checks": check_all(found.case, found.kind),
        "may_decide": may(request.user, Act.DECIDE, found),
        "returned": getattr(found, "returned", None),
        "outcome": Outcome.objects.filter(proposal=found).select_related("approver").first(),
    }


def _decide(request: SignedInRequest, proposal: Proposal, form: DecideForm) -> str:
    services.decide(
        actor=request.user,
        proposal=proposal,
        acknowledged=form.cleaned_data.get("acknowledged", ""),
        written_reason=form.cleaned_data.get("written_reason", ""),
    )
    return _("Decided. The letter is being prepared.")


@require_http_methods(["GET", "POST"])
@signed_in
def send_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = _found(request, pk)
    require(request.user, Act.RETURN, found)
    form = ReturnForm(posted(request))

    def run() -> str:
        services.return_proposal(actor=request.user, proposal=found, reason=form.cleaned_data["reason"])
        return _("Returned to the officer.")

    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(to(found.case))
    context = {
        "case": found.case,
        "form": form,
        "back": to(found.case),
        "title": _("Return the proposal"),
        "submit": _("Return it"),
    }
    return render(request, "casework/act.html", context)


@require_safe
@signed_in
def licences(request: SignedInRequest) -> HttpResponse:
    rows = Licence.objects.visible_to(request.user).select_related("holder", "end_user")
    page = Paginator(rows, 25).get_page(request.GET.get("page"))
    return render(request, "decisions/licences.html", {"page": page})
