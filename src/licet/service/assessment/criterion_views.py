"""One criterion of an assessment, and “not relevant, because” for several at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from licet.law.model import Citation, Criterion
from licet.service.casework.views.common import attempt, posted
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from . import services
from .criteria import criteria, in_language, questions_of
from .forms import SetAsideForm
from .models import Assessment, Finding
from .outline import outline
from .views import found, here, page, writes


@require_safe
@signed_in
def show(request: SignedInRequest, pk: UUID, criterion: str) -> HttpResponse:
    """Question by question, with answers and sources."""
    assessment = found(request, pk)
    shown = criteria().get(criterion)
    line = next((each for each in outline(assessment) if each.id == criterion), None)
    if shown is None or line is None:
        raise Http404
    context = {
        "assessment": assessment,
        "case": assessment.case,
        "criterion": shown,
        "line": line,
        "text": in_language(shown.text),
        "floor": in_language(shown.floor.get("because")) if shown.floor else "",
        "look_at": [(in_language(each["text"]), str(each["mark"])) for each in shown.look_at],
        "limbs": _limbs(assessment, shown),
        "writes": writes(request, assessment),
        "back": here(assessment),
    }
    return render(request, "assessment/criterion.html", context)


def _limbs(assessment: Assessment, criterion: Criterion) -> list[dict[str, Any]]:
    """The questions limb by limb, each with its answer if there is one."""
    rows = assessment.findings.filter(criterion=criterion.id).prefetch_related("evidence__document")
    given = {(row.limb, row.standard): row for row in rows}
    written = {str(limb["id"]): limb for limb in criterion.limbs}
    limbs: dict[str, dict[str, Any]] = {}
    for asked in questions_of(criterion):
        limb = limbs.setdefault(
            asked.limb,
            {
                "id": asked.limb,
                "name": asked.limb_title,
                "text": asked.limb_text,
                "effect": asked.effect,
                "citation": _citation(written[asked.limb], criterion),
                "mark": str(written[asked.limb].get("mark", criterion.mark)),
                "rows": [],
            },
        )
        finding = given.get((asked.limb, asked.standard))
        names = {harm.id: harm.text for harm in asked.harms}
        limb["rows"].append({"asked": asked, "finding": finding, "harms": _named(finding, names)})
    return list(limbs.values())


def _citation(limb: Mapping[str, object], criterion: Criterion) -> Citation:
    return cast("Citation", limb.get("citation") or criterion.citation)


def _named(finding: Finding | None, names: Mapping[str, str]) -> list[str]:
    return [names.get(harm, harm) for harm in finding.harms] if finding else []


@require_http_methods(["GET", "POST"])
@signed_in
def set_aside(request: SignedInRequest, pk: UUID) -> HttpResponse:
    assessment = found(request, pk)
    require(request.user, "assessment.write", assessment.case)
    form = SetAsideForm(posted(request), lines=outline(assessment))

    def run() -> str:
        services.set_aside(actor=request.user, assessment=assessment, reasons=form.reasons())
        return _("Kept in your draft. Answering a question of a criterion takes it back.")

    if request.method == "POST" and form.is_valid() and attempt(request, form, run):
        return redirect(here(assessment))
    title = _("Criteria that are not relevant here")
    return page(request, assessment, form, title=title, submit=_("Set them aside"))
