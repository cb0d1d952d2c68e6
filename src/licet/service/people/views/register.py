"""The register of people: who is here, who was invited, what waits for a decision of two."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import acts, mail, selectors
from ..forms.looking_after import AskResetForm, ColleagueForm, ConfirmOrganisationForm, InviteForm
from ..http import SignedInRequest, signed_in
from ..models import FactorReset, Invitation, Membership, Organisation, Role, User
from ..policy import may, require
from ..services import inviting, leaving, registering, resetting
from ..services.joining import RoleMismatch


def site_of(request: HttpRequest) -> str:
    """This site's address as a mail must give it."""
    return f"{'https' if settings.HTTPS else request.scheme}://{request.get_host()}"


@require_safe
@signed_in
def register(request: SignedInRequest) -> HttpResponse:
    require(request.user, "person.list")
    context = {
        "page": Paginator(selectors.people(), 50).get_page(request.GET.get("page")),
        "claimed": selectors.claimed_organisations(),
        "resets": selectors.open_resets(),
        "invitations": selectors.open_invitations(),
        "mail_folder": settings.EMAIL_FILE_PATH if mail.goes_to_files() else "",
        "inviting": may(request.user, "person.invite"),
    }
    return render(request, "people/register.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def invite(request: SignedInRequest) -> HttpResponse:
    require(request.user, "person.invite")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, form):
        return redirect("people:register")
    return render(request, "people/invite.html", {"form": form})


def _invited(request: SignedInRequest, form: InviteForm) -> bool:
    data = form.cleaned_data
    common: dict[str, Any] = {
        "actor": request.user,
        "email": data["email"],
        "role": Role(data["role"]),
        "site": site_of(request),
    }
    try:
        if data["organisation"]:
            inviting.invite(organisation=data["organisation"], **common)
        else:
            inviting.invite_into_new(name=data["name"], country=data["country"], **common)
    except (mail.MailNotSent, registering.NameTaken, RoleMismatch) as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": data["email"]})
    return True


@require_http_methods(["GET", "POST"])
@signed_in
def colleagues(request: SignedInRequest) -> HttpResponse:
    """The first person of an exporter's organisation looks after its people."""
    organisation = acts.leads(request.user)
    require(request.user, "person.invite", organisation)
    if organisation is None:
        return redirect("people:register")  # an administrator has the whole register
    form = ColleagueForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited_colleague(request, form, organisation):
        return redirect("people:colleagues")
    context = {
        "form": form,
        "organisation": organisation,
        "people": selectors.colleagues(request.user),
        "invitations": selectors.open_invitations(organisation),
    }
    return render(request, "people/colleagues.html", context)


def _invited_colleague(request: SignedInRequest, form: ColleagueForm, organisation: Organisation) -> bool:
    email = form.cleaned_data["email"]
    try:
        inviting.invite(
            actor=request.user,
            email=email,
            organisation=organisation,
            role=Role.EXPORTER,
            site=site_of(request),
        )
    except mail.MailNotSent as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": email})
    return True


@require_POST
@signed_in
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("organisation"), pk=pk)
    inviting.withdraw(actor=request.user, invitation=invitation)
    messages.success(request, _("The invitation no longer works."))
    return _back(request)


def _back(request: SignedInRequest) -> HttpResponse:
    return redirect("people:register" if may(request.user, "person.list") else "people:colleagues")


@require_http_methods(["GET", "POST"])
@signed_in
def end_role(request: SignedInRequest, pk: UUID) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.select_related("user", "organisation"), pk=pk)
    require(request.user, "role.end", membership)
    form = Form(request.POST or None)
    if request.method == "POST":
        try:
            leaving.end_role(actor=request.user, membership=membership)
        except leaving.LastAdministrator as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The role has ended, and the person is signed out."))
            return _back(request)
    return render(request, "people/end_role.html", {"form": form, "membership": membership})


@require_http_methods(["GET", "POST"])
@signed_in
def confirm_organisation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    organisation = get_object_or_404(Organisation, pk=pk)
    require(request.user, "organisation.confirm", organisation)
    form = ConfirmOrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            registering.confirm_organisation(
                actor=request.user, organisation=organisation, checked=form.cleaned_data["checked"]
            )
        except registering.NameTaken as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The organisation is confirmed. It can submit applications."))
            return redirect("people:register")
    people = User.objects.filter(memberships__organisation=organisation)
    context = {"form": form, "organisation": organisation, "people": people}
    return render(request, "people/confirm_organisation.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def ask_reset(request: SignedInRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(User, pk=pk)
    require(request.user, "factor.ask_reset", person)
    form = AskResetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            resetting.ask_reset(actor=request.user, user=person, reason=form.cleaned_data["reason"])
        except (resetting.AlreadyAsked, mail.MailNotSent) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Now another administrator, or an approver, confirms it."))
            return redirect("people:register")
    return render(request, "people/ask_reset.html", {"form": form, "person": person})


@require_http_methods(["GET", "POST"])
@signed_in
def settle_reset(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A second person looks at the reason, then confirms it or turns it down."""
    reset = get_object_or_404(FactorReset.objects.select_related("user", "asked_by"), pk=pk)
    require(request.user, "person.list")
    form = Form(request.POST or None)
    if request.method == "POST":
        try:
            if request.POST.get("answer") == "confirm":
                resetting.confirm_reset(actor=request.user, reset=reset)
            else:
                resetting.refuse_reset(actor=request.user, reset=reset)
        except mail.MailNotSent as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It is settled."))
            return redirect("people:register")
    return render(request, "people/settle_reset.html", {"form": form, "reset": reset})
