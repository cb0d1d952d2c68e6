"""Notice of intended refusal: given by the officer, answered by the exporter, closed when the time has passed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from licet.service.assessment.selectors import latest_signed, sources_of
from licet.service.base.db import get_visible
from licet.service.base.templatetags.base import day
from licet.service.casework.moves import Act
from licet.service.casework.selectors import case_for
from licet.service.casework.views.common import act, at_once, posted, to
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import require

from . import lettered, services
from .forms import NoticeForm, RespondForm
from .models import RefusalNotice
from .reasons import suggested_grounds
from .services.hearing import Intent
from .weighing import told


def _found(request: SignedInRequest, pk: UUID) -> RefusalNotice:
    rows = RefusalNotice.objects.select_related("case__application__chain", "case__organisation")
    found: RefusalNotice = get_visible(rows, request.user, pk)
    return found


@require_http_methods(["GET", "POST"])
@signed_in
def announce(request: SignedInRequest, case: UUID) -> HttpResponse:
    held = case_for(request.user, case)
    require(request.user, Act.NOTIFY, held)

    def done(given: dict[str, object]) -> str:
        intent = Intent(list(given["grounds"]), str(given["reasons"]), int(str(given["working_days"])))  # type: ignore[call-overload]
        notice = services.give_notice(actor=request.user, case=held, intent=intent)
        return _("Notice is given. The exporter is heard until %(date)s.") % {"date": day(notice.respond_by)}

    sources = sources_of(latest_signed(held))
    warnings = [
        _(
            "The exporter reads the grounds, the reasons and what a signed assessment found. It is not yet a decision."
        )
    ]
    if sources.withheld and not sources.named:
        warnings.append(
            _(
                "No source of the assessment may be named yet, so the exporter learns none and can hardly answer. Say below"
                " which may be named."
            )
        )
    return act(
        request,
        held,
        NoticeForm(posted(request), initial={"grounds": suggested_grounds(held)}),
        done,
        title=_("Give notice of intended refusal"),
        warnings=warnings,
        after="decisions/_withheld.html",
        withheld=sources.withheld,
        submit=_("Give notice"),
    )


@require_http_methods(["GET", "POST"])
@signed_in
def respond(request: SignedInRequest, pk: UUID) -> HttpResponse:
    notice = _found(request, pk)
    require(request.user, Act.RESPOND, notice.case)
    form = RespondForm(posted(request), request.FILES if request.method == "POST" else None)

    def done(given: dict[str, object]) -> str:
        uploads = [given["upload"]] if given["upload"] else []
        services.respond(actor=request.user, notice=notice, text=str(given["text"]), uploads=uploads)  # type: ignore[arg-type]
        return _("Your answer was sent. It is read before anything is decided.")

    return act(
        request,
        notice.case,
        form,
        done,
        title=_("Answer the notice of intended refusal"),
        intro="decisions/_asked.html",
        notice=told([notice])[0],
        findings=lettered.findings_of(notice.assessment, notice.grounds),
        **lettered.sources(notice.assessment, notice.at),
        submit=_("Send the answer"),
    )


@require_POST
@signed_in
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    notice = _found(request, pk)

    def run() -> str:
        services.close_notice(actor=request.user, notice=notice)
        return _("Recorded: the time to be heard passed without an answer.")

    return at_once(request, run, to(notice.case))
