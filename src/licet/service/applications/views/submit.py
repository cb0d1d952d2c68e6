"""Tasks 8 and 9: check what was answered, declare, submit."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from licet.service.people.http import SignedInRequest, signed_in

from .. import services
from ..completeness import gaps
from ..forms.acts import DeclareForm
from ..models import State
from .common import application_of, draft_of, to
from .summary import summary


@require_GET
@signed_in
def check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = draft_of(request, pk)
    context = {"application": application, "groups": summary(application), "gaps": gaps(application)}
    return render(request, "applications/check.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def submit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = application_of(request, pk)
    if application.state == State.SUBMITTED:
        return redirect(to(application, "submitted"))
    application = draft_of(request, pk)
    missing = gaps(application)
    initial = {"name": request.user.name, "language": application.language}
    form = DeclareForm(request.POST) if request.method == "POST" else DeclareForm(initial=initial)
    if request.method == "POST" and form.is_valid() and not missing:
        declared = {**form.cleaned_data}
        language = declared.pop("language")
        services.submit(actor=request.user, application=application, declared=declared, language=language)
        return redirect(to(application, "submitted"))
    context = {"application": application, "form": form, "gaps": missing}
    return render(request, "applications/submit.html", context)


@require_GET
@signed_in
def submitted(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = application_of(request, pk)
    if application.state != State.SUBMITTED:
        return redirect(to(application))
    return render(request, "applications/submitted.html", {"application": application})
