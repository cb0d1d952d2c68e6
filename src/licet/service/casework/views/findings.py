"""Findings of fact: what can still matter, and one fact at a time."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.reasoning import InputError
from licet.service.chains.services import Claim
from licet.service.classification.asking import words
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from .. import services
from ..forms import FindingForm
from ..models import Case, SourceKind
from ..moves import Act
from ..selectors import case_for, compare_case, facts_of, open_facts, question_on
from .common import act, posted


@require_safe
@signed_in
def listing(request: SignedInRequest, pk: UUID) -> HttpResponse:
    case = case_for(request.user, pk)
    require(request.user, "casework.internal", case)
    context = {
        "case": case,
        "things": facts_of(case),
        "open": _open(case),
        "may_find": bool(may(request.user, Act.FIND, case)),
    }
    return render(request, "casework/findings.html", context)


def _open(case: Case) -> list[dict[str, object]]:
    try:
        result = compare_case(case, timezone.localdate()).findings
    except InputError:
        return []
    return [
        {
            "about": question.about,
            "fact": question.fact.id,
            "name": question.name,
            "label": words(question.fact.ask),
        }
        for question in open_facts(case, result)
    ]


@require_http_methods(["GET", "POST"])
@signed_in
def find(request: SignedInRequest, pk: UUID, about: UUID, fact: str) -> HttpResponse:
    case = case_for(request.user, pk)
    require(request.user, Act.FIND, case)
    question = question_on(case, about, fact)
    if question is None:
        raise Http404
    form = FindingForm(
        posted(request), request.FILES if request.method == "POST" else None, questions=[question]
    )

    def done(given: dict[str, Any]) -> str:
        disputed = given["status"] == "disputed"
        claims = form.claims() or [Claim(question.fact.scope.value, about, fact, None)]
        services.record_finding(
            actor=request.user,
            case=case,
            claim=claims[0],
            reason=given["reason"],
            source=services.Source(SourceKind(given["source"]), given["source_text"], given["source_date"]),
            upload=given["upload"],
            disputed=disputed,
        )
        return _("The finding is recorded. The claim stays visible beside it.")

    return act(request, case, form, done, title=question.name, submit=_("Record the finding"))
