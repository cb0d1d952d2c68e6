"""Her applications, one application, beginning, withdrawing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from licet.service.chains.reading import read_whole
from licet.service.letters.selectors import letters_under
from licet.service.people.http import SignedInRequest, signed_in
from licet.service.people.policy import may, require

from .. import selectors, services
from ..endings import ended
from ..forms.acts import BeginForm, WithdrawForm
from ..models import Application, State
from ..tasks import tasks
from .common import application_of, form_page, to
from .summary import summary, timeline


@require_GET
@signed_in
def index(request: SignedInRequest) -> HttpResponse:
    page = Paginator(selectors.visible(request.user), 25).get_page(request.GET.get("page"))
    endings = ended(page)
    rows = [(application, endings.get(application.pk)) for application in page]
    context = {"page": page, "rows": rows, "may_begin": bool(may(request.user, "application.create"))}
    return render(request, "applications/index.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def begin(request: SignedInRequest) -> HttpResponse:
    require(request.user, "application.create")
    form = (
        BeginForm(request.POST, actor=request.user)
        if request.method == "POST"
        else BeginForm(actor=request.user)
    )
    if request.method == "POST" and form.is_valid():
        application = services.create(
            actor=request.user, organisation=form.chosen(), title=form.cleaned_data["title"]
        )
        return redirect(to(application))
    return render(request, "applications/begin.html", {"form": form})


@require_GET
@signed_in
def show(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = application_of(request, pk)
    if may(request.user, "application.edit", application):
        return _task_list(request, application)
    read_whole(application.chain)
    letters = list(letters_under(application.reference, request.user))
    context = {
        "application": application,
        "ending": ended([application]).get(application.pk),
        "groups": summary(application),
        "letters": letters,
        "events": timeline(application, letters),
        "may_withdraw": bool(may(request.user, "application.withdraw", application)),
    }
    return render(request, "applications/show.html", context)


def _task_list(request: SignedInRequest, application: Application) -> HttpResponse:
    rows = tasks(application)
    done = sum(row.done for row in rows)
    context = {"application": application, "tasks": rows, "done": done, "total": len(rows)}
    return render(request, "applications/task_list.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    application = application_of(request, pk)
    require(request.user, "application.withdraw", application)
    form = WithdrawForm(request.POST) if request.method == "POST" else WithdrawForm()
    if request.method == "POST" and form.is_valid():
        services.withdraw(actor=request.user, application=application, reason=form.cleaned_data["reason"])
        messages.success(request, _("The application is withdrawn."))
        return redirect("applications:index")
    was_draft = application.state == State.DRAFT
    return form_page(
        request,
        application,
        form,
        title=_("Withdraw this application"),
        back=to(application),
        submit=_("Withdraw"),
        warning=True,
        intro=_("The draft stays on record but can no longer be changed.")
        if was_draft
        else _("The authority stops working on it. What you submitted stays on record; you can apply again."),
    )
