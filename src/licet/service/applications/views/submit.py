"""Tasks 8 and 9: check what was answered, declare, submit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from licet.service.people.http import SignedInRequest, signed_in

from .. import services
from ..advice import Advice, advice
from ..completeness import gaps
from ..fitting import Misfit, misfits
from ..forms.acts import DeclareForm
from ..models import Application, State
from .common import application_of, draft_of, to
from .summary import summary


@require_GET
@signed_in
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    found = misfits(application)
    missing = gaps(application)
    context = {
        "application": application,
        "groups": summary(application),
        "gaps": missing,
        "misfits": found,
        "blocked": bool(missing) or any(misfit.blocking for misfit in found),
        "lacking": advice(application),
    }
    return render(request, "applications/check.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def submit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = application_of(request, pk)
    if application.state == State.SUBMITTED:
        return redirect(to(application, "submitted"))
    application = draft_of(request, pk)
    missing, found, lacking = gaps(application), misfits(application), advice(application)
    blocking = [misfit for misfit in found if misfit.blocking]
    form = _declaration(request, application, [m for m in found if not m.blocking], lacking)
    if request.method == "POST" and form.is_valid() and not missing and not blocking:
        services.submit(
            actor=request.user,
            application=application,
            declared=form.declared(),
            language=form.cleaned_data["language"],
            explanations=form.explanations(),
        )
        return redirect(to(application, "submitted"))
    context = {
        "application": application,
        "form": form,
        "gaps": missing,
        "misfits": blocking,
        "lacking": lacking,
    }
    return render(request, "applications/submit.html", context)


def _declaration(
    request: SignedInRequest, application: Application, open_: list[Misfit], lacking: list[Advice]
) -> DeclareForm:
    data = request.POST if request.method == "POST" else None
    initial = {"name": request.user.name, "language": application.language}
    return DeclareForm(data, initial=initial, misfits=open_, lacking=lacking)


@require_GET
@signed_in
def submitted(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = application_of(request, pk)
    if application.state != State.SUBMITTED:
        return redirect(to(application))
    return render(request, "applications/submitted.html", {"application": application})
