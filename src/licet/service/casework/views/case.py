"""One case at one address: the office's page, the consulted body's, or the exporter's, by who reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from licet.reasoning import InputError
from licet.service.applications.endings import Ending, ended
from licet.service.applications.picture import draw
from licet.service.applications.views.summary import summary
from licet.service.chains.reading import items_in, read_whole
from licet.service.chains.selectors import document
from licet.service.classification.arguing import argued
from licet.service.letters.selectors import letters_about
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.models import Role
from licet.service.people.policy import may, require

from ..models import Case, Consultation, Note, Question, Release
from ..moves import Act
from ..panels import departures_told, own_panels_for, panels_for
from ..presenting import age_in_days, chain_view, contents, kinds_in_words, legs_of, timeline
from ..querysets import reads_all
from ..selectors import acts_open_to, case_for, compare_case, events_told, facts_of


@require_safe
@signed_in
def case(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = case_for(request.user, pk)
    if reads_all(request.user):
        return _office(request, found)
    if found.organisation_id in request.user.organisations_as(Role.EXPORTER):
        return _exporter(request, found)
    return _consulted(request, found)


def _office(request: SignedInRequest, case: Case) -> HttpResponse:
    actor, today = request.user, timezone.localdate()
    read_whole(case.application.chain)
    things = facts_of(case)
    context: dict[str, Any] = {
        "case": case,
        "age": age_in_days(timezone.localdate(case.submitted_at), today),
        "acts": acts_open_to(actor, case),
        "questions": Question.objects.visible_to(actor).filter(case=case).select_related("by", "reply__by"),
        "consultations": Consultation.objects.visible_to(actor)
        .filter(case=case)
        .select_related("body", "by", "advice__by", "silence__by"),
        "notes": Note.objects.visible_to(actor).filter(case=case).select_related("by"),
        "expedites": case.expedites.select_related("by"),
        "releases": Release.objects.visible_to(actor).filter(case=case).select_related("by", "confirmed_by"),
        "may_confirm": bool(may(actor, Act.CONFIRM_RELEASE, case)),
        "may_close": bool(may(actor, Act.CLOSE_QUESTION, case)),
        "may_record": bool(may(actor, Act.RECORD_SILENCE, case)),
        "may_find": bool(may(actor, Act.FIND, case)),
        "things": things,
        "found": any(row.finding for thing in things for row in thing.rows),
        "panels": panels_for(case, actor),
        "groups": summary(case.application),
        "letters": letters_about(case.pk, actor),
        "today": today,
        "events": timeline(case, list(events_told(case))),
        **_law(case),
    }
    return render(request, "casework/case.html", {**context, "contents": contents(context)})


def _law(case: Case) -> dict[str, object]:
    """What the rules say today on both bases. A law that cannot read the case says so; the rest of the page stands."""
    try:
        comparison = compare_case(case, timezone.localdate())
    except InputError as fault:
        return {"fault": str(fault)}
    items = items_in(case.application.chain)
    return {
        "comparison": comparison,
        "chain": chain_view(case.application, comparison),
        "kinds": kinds_in_words(comparison, items),
    }


def _exporter(request: SignedInRequest, case: Case) -> HttpResponse:
    """State, questions, letters: nothing else of the case."""
    context = {
        "case": case,
        "ending": _ending(case),
        "questions": Question.objects.visible_to(request.user).filter(case=case).select_related("reply"),
        "letters": letters_about(case.pk, request.user),
        "panels": own_panels_for(case, request.user),
        "today": timezone.localdate(),
        "may_answer": bool(may(request.user, Act.ANSWER, case)),
    }
    return render(request, "casework/own.html", context)


def _ending(case: Case) -> Ending | None:
    return ended([case.application]).get(case.application_id)


def _consulted(request: SignedInRequest, case: Case) -> HttpResponse:
    """The application, and what this body was asked; no note, finding, assessment or other body's advice."""
    rows = Consultation.objects.visible_to(request.user).filter(case=case)
    context = {
        "case": case,
        "consultations": rows.select_related("advice__by", "silence"),
        "groups": summary(case.application),
        "today": timezone.localdate(),
        "may_advise": bool(may(request.user, Act.ADVISE, case)),
        "ending": _ending(case),
        "departures": departures_told(case, {row.body_id for row in rows}),
        **_claims(case),
    }
    return render(request, "casework/consulted.html", context)


def _claims(case: Case) -> dict[str, object]:
    """The chain as the exporter drew it; what was found of it is the office's."""
    return {"picture": draw(case.application.chain, legs_of(case.application))}


@require_safe
@signed_in
def indication(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The whole answer on findings, leg by leg, with reasons and sources."""
    case = case_for(request.user, pk)
    require(request.user, "casework.internal", case)
    read_whole(case.application.chain)
    return render(request, "casework/indication.html", {"case": case, **_law(case)})


@require_safe
@signed_in
def argument(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The answer on findings, step by step."""
    case = case_for(request.user, pk)
    require(request.user, "casework.internal", case)
    chain = case.application.chain
    read_whole(chain)
    context: dict[str, Any] = {"case": case, **_law(case)}
    if "chain" in context:
        shown = [regime.id for regime in context["chain"].findings.regimes]
        asked, register = document(chain, "findings"), request.GET.get("for", "")
        context["view"] = argued(asked, chain, timezone.localdate(), shown, register)
    return render(request, "casework/argument.html", context)
