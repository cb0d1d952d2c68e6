"""Writing, reading and signing an assessment; the authority's declared policies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from licet.service.base.db import get_visible
from licet.service.casework.moves import Act
from licet.service.casework.selectors import case_for
from licet.service.casework.views.common import at_once, attempt, posted, to
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from . import services
from .criteria import Asked, applied_criterion, limb_name, limbs_in_order, question_for
from .forms import AnswerForm, DeclareForm, DisclosureForm, EvidenceForm, SetAsideForm, SignForm
from .models import Answer, Assessment, Disclosure, Evidence, PolicyDeclaration
from .outline import outline
from .selectors import disclosures, latest_signed, mandatory_grounds, unanswered


def here(assessment: Assessment) -> str:
    return reverse("assessment:show", args=[assessment.pk])


def on(assessment: Assessment, criterion: str) -> str:
    return reverse("assessment:criterion", args=[assessment.pk, criterion])


def found(request: SignedInRequest, pk: UUID) -> Assessment:
    rows = Assessment.objects.select_related("case__application__chain", "author", "policy")
    assessment: Assessment = get_visible(rows, request.user, pk)
    return assessment


def writes(request: SignedInRequest, assessment: Assessment) -> bool:
    mine = assessment.author_id == request.user.pk and not assessment.completed_at
    return mine and bool(may(request.user, "assessment.write", assessment.case))


@require_POST
@signed_in
def start(request: SignedInRequest, case: UUID) -> HttpResponse:
    held = case_for(request.user, case)
    require(request.user, "assessment.write", held)
    made: list[Assessment] = []

    def run() -> str:
        made.append(services.start(actor=request.user, case=held))
        return _("This is your draft. Nobody else writes it, and it counts once you sign it.")

    answer = at_once(request, run, to(held))
    return redirect(here(made[0])) if made else answer


@require_safe
@signed_in
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Criterion by criterion, with the evidence; signed or draft."""
    assessment = found(request, pk)
    writing, lines = writes(request, assessment), outline(assessment)
    context = {
        "assessment": assessment,
        "case": assessment.case,
        "lines": lines,
        "aside": SetAsideForm(lines=lines) if writing else None,
        "evidence": _evidence(assessment),
        "may_disclose": bool(may(request.user, Act.DISCLOSE, assessment.case)),
        "writes": writing,
        "missing": len(unanswered(assessment)),
        "denied": [limb_name(limb) for limb in limbs_in_order(mandatory_grounds(assessment))],
        "superseded": _superseded(assessment),
    }
    return render(request, "assessment/show.html", context)


def _evidence(assessment: Assessment) -> list[tuple[Evidence, Disclosure | None]]:
    """Each source with what was last said of naming it to the exporter."""
    rows = assessment.evidence.select_related("document", "added_by").prefetch_related("findings")
    marked = disclosures(assessment.case)
    return [(each, marked.get(each.root)) for each in rows]


def _superseded(assessment: Assessment) -> bool:
    last = latest_signed(assessment.case)
    return bool(assessment.completed_at and last and last.pk != assessment.pk)


@require_http_methods(["GET", "POST"])
@signed_in
def add_evidence(request: SignedInRequest, pk: UUID) -> HttpResponse:
    assessment = found(request, pk)
    require(request.user, "assessment.write", assessment.case)
    form = EvidenceForm(posted(request), request.FILES if request.method == "POST" else None)
    back = _came_from(request, assessment)

    def run() -> str:
        services.add_evidence(actor=request.user, assessment=assessment, **form.cleaned_data)
        return _("The source is kept.")

    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(back)
    return page(request, assessment, form, title=_("Add a source"), submit=_("Keep the source"), back=back)


def _came_from(request: SignedInRequest, assessment: Assessment) -> str:
    """Where the source was missed: a question, a criterion, or the assessment."""
    criterion, *rest = (request.GET.get(name, "") for name in ("criterion", "limb", "standard"))
    if question_for(criterion, *rest):
        return reverse("assessment:answer", args=[assessment.pk, criterion, *rest])
    return on(assessment, criterion) if applied_criterion(criterion) else here(assessment)


@require_POST
@signed_in
def drop_evidence(request: SignedInRequest, pk: UUID) -> HttpResponse:
    rows = Evidence.objects.select_related("assessment__case", "assessment__author")
    evidence: Evidence = get_visible(rows, request.user, pk)
    back = here(evidence.assessment)

    def run() -> str:
        services.drop_evidence(actor=request.user, evidence=evidence)
        return _("The source was taken out of the draft.")

    return at_once(request, run, back)


@require_http_methods(["GET", "POST"])
@signed_in
def disclose(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Whether letters may name this source to the exporter."""
    rows = Evidence.objects.select_related("assessment__case__application__chain", "assessment__author")
    evidence: Evidence = get_visible(rows, request.user, pk)
    assessment = evidence.assessment
    require(request.user, Act.DISCLOSE, assessment.case)
    form = DisclosureForm(posted(request))
    asked = request.GET.get("next", "")
    own = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    back = asked if own else f"{here(assessment)}#evidence-{evidence.pk}"

    def run() -> str:
        given = form.cleaned_data
        named = given["may_be_named"] == "yes"
        services.mark(actor=request.user, evidence=evidence, may_be_named=named, reason=given["reason"])
        return _("Recorded. Letters from now on follow it.")

    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(back)
    return page(request, assessment, form, title=str(evidence), submit=_("Record it"), back=back)


@require_http_methods(["GET", "POST"])
@signed_in
def answer(request: SignedInRequest, pk: UUID, criterion: str, limb: str, standard: str) -> HttpResponse:
    assessment = found(request, pk)
    require(request.user, "assessment.write", assessment.case)
    asked = question_for(criterion, limb, standard)
    if asked is None:
        raise Http404
    form = AnswerForm(posted(request), initial=_given(assessment, asked), asked=asked, assessment=assessment)

    def run() -> str:
        return _answer(request, assessment, asked, form.cleaned_data)

    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(f"{on(assessment, criterion)}#limb-{limb}")
    return page(
        request,
        assessment,
        form,
        title=asked.text,
        intro=asked.limb_text,
        submit=_("Save the answer"),
        back=on(assessment, criterion),
        needs_source="evidence" not in form.fields,
        asked=asked,
    )


def _given(assessment: Assessment, asked: Asked) -> dict[str, Any]:
    finding = assessment.findings.filter(
        criterion=asked.criterion, limb=asked.limb, standard=asked.standard
    ).first()
    if finding is None:
        return {}
    values = {name: getattr(finding, name) for name in ("answer", "harms", "reasons", "tried")}
    return {**values, "evidence": [str(each.pk) for each in finding.evidence.all()]}


def _answer(request: SignedInRequest, assessment: Assessment, asked: Asked, given: dict[str, Any]) -> str:
    services.answer(
        actor=request.user,
        assessment=assessment,
        criterion=asked.criterion,
        limb=asked.limb,
        standard=asked.standard,
        answer=Answer(given["answer"]),
        reasons=given["reasons"],
        tried=given["tried"],
        harms=given.get("harms", []),
        evidence=list(assessment.evidence.filter(pk__in=given.get("evidence", []))),
    )
    return _("The answer is saved in your draft.")


@require_http_methods(["GET", "POST"])
@signed_in
def sign(request: SignedInRequest, pk: UUID) -> HttpResponse:
    assessment = found(request, pk)
    require(request.user, "case.assess", assessment)
    missing = unanswered(assessment)
    if missing:
        return _unfinished(request, assessment, missing)
    form = SignForm(posted(request), initial={"summary": assessment.summary})

    def run() -> str:
        services.sign(actor=request.user, assessment=assessment, summary=form.cleaned_data["summary"])
        return _("The assessment is signed.")

    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(to(assessment.case))
    return page(request, assessment, form, title=_("Sign the assessment"), submit=_("Sign"))


def _unfinished(request: SignedInRequest, assessment: Assessment, missing: list[Asked]) -> HttpResponse:
    """Nothing can be signed yet: each open question with its link."""
    context = {
        "case": assessment.case,
        "assessment": assessment,
        "back": here(assessment),
        "missing": [
            (asked, reverse("assessment:answer", args=[assessment.pk, *asked.key])) for asked in missing
        ],
    }
    return render(request, "assessment/unfinished.html", context)


def page(request: SignedInRequest, assessment: Assessment, form: Any, **more: Any) -> HttpResponse:
    context = {
        "case": assessment.case,
        "assessment": assessment,
        "form": form,
        "back": here(assessment),
        **more,
    }
    return render(request, "assessment/form.html", context)


@require_safe
@signed_in
def policies(request: SignedInRequest) -> HttpResponse:
    """What the authority has declared; everybody who has signed in may read it."""
    context = {
        "policies": PolicyDeclaration.objects.select_related("by").order_by("-in_force_from", "-at"),
        "may_declare": bool(may(request.user, "policy.declare")),
    }
    return render(request, "assessment/policies.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def declare(request: SignedInRequest) -> HttpResponse:
    require(request.user, "policy.declare")
    form = DeclareForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.declare(
            actor=request.user,
            code=given["code"],
            declared=given["declared"] == "yes",
            text=given["text"],
            reason=given["reason"],
            in_force_from=given["in_force_from"],
        )
        return redirect("assessment:policies")
    return render(request, "assessment/declare.html", {"form": form})
