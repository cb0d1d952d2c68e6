"""Is the service ready, and what is wrong with it: for machines in a word, for officials in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from licet.service.base.health import Result, examine
from licet.service.base.navigation import register_card
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, only, require, rule

READERS = (Role.OFFICER, Role.APPROVER, Role.AUDITOR)
COLOURS = {Result.FAULT: "red", Result.WARNING: "yellow", Result.FINE: "green", Result.NOT_CHECKED: "grey"}
WORDS = {
    Result.FAULT: gettext_lazy("Fault"),
    Result.WARNING: gettext_lazy("Warning"),
    Result.FINE: gettext_lazy("Fine"),
    Result.NOT_CHECKED: gettext_lazy("Does not apply"),
}


@rule("service.inspect", label=gettext_lazy("Read the state of the service"), reads=True)
def may_inspect(actor: User, obj: None) -> Decision:
    return only(
        actor,
        *READERS,
        reason=_("Who answers for the work, or checks it, sees whether the system is sound."),
        otherwise=_("The state of the service is for officers, approvers and the auditor."),
    )


register_card(
    gettext_lazy("State of the service"),
    gettext_lazy("What is missing or wrong, and what to do."),
    "service-state",
    roles=READERS,
    order=95,
)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked, the database neither."""
    return _plain("ok", 200)


@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether requests can be served here: database, migrations, law. What is wrong is for officials to read."""
    sound = all(report.finding.result is not Result.FAULT for report in examine(serving_only=True))
    return _plain("ready", 200) if sound else _plain("not ready", 503)


def _plain(word: str, status: int) -> HttpResponse:
    return HttpResponse(f"{word}\n", content_type="text/plain; charset=utf-8", status=status)


@never_cache
@require_safe
@signed_in
def state(request: SignedInRequest) -> HttpResponse:
    require(request.user, "service.inspect")
    reports = list(examine())
    faults = sum(report.finding.result is Result.FAULT for report in reports)
    warnings = sum(report.finding.result is Result.WARNING for report in reports)
    rows = [
        {
            "title": report.check.title,
            "finding": report.finding,
            "word": WORDS[report.finding.result],
            "colour": COLOURS[report.finding.result],
        }
        for report in sorted(reports, key=lambda report: list(COLOURS).index(report.finding.result))
    ]
    return render(request, "site/state.html", {"rows": rows, "faults": faults, "warnings": warnings})
