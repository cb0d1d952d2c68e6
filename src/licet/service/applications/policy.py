"""Who may do what with an application."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.chains import visibility as chain_visibility
from licet.service.chains.models import ChainParty
from licet.service.files.visibility import documents
from licet.service.parties.models import Party
from licet.service.parties.visibility import parties
from licet.service.people.models import Role, User
from licet.service.people.policy import Decision, has_role, no, rule, yes

from . import obstacles
from .models import Application, State


@rule("application.view", label=gettext_lazy("See an application"), reads=True)
def may_view(actor: User, application: Application | None) -> Decision:
    if application is None:
        return yes(_("Everyone sees the applications open to them."))
    if Application.objects.visible_to(actor).filter(pk=application.pk).exists():
        return yes(_("This application is your organisation’s, or was submitted to you."))
    return no(_("This application is not open to you."))


@rule("application.create", label=gettext_lazy("Begin an application"))
def may_create(actor: User, application: Application | None) -> Decision:
    if has_role(actor, Role.EXPORTER):
        return yes(_("Exporters apply for licences."))
    return no(_("Only an exporter applies for a licence."))


@rule("application.edit", label=gettext_lazy("Change an application"))
def may_edit(actor: User, application: Application | None) -> Decision:
    return _own_draft(actor, application)


@rule("application.submit", label=gettext_lazy("Submit an application"))
def may_submit(actor: User, application: Application | None) -> Decision:
    """A claimed organisation may write everything and hand in nothing."""
    decision = _own_draft(actor, application)
    if decision and application is not None and application.organisation.claimed:
        return no(
            _(
                "The authority has not confirmed your organisation yet. What you wrote is kept; submit it when it is confirmed."
            )
        )
    return decision


@rule("application.withdraw", label=gettext_lazy("Withdraw an application"))
def may_withdraw(actor: User, application: Application | None) -> Decision:
    denied = _not_own(actor, application)
    if denied is not None:
        return denied
    if application is not None and application.state == State.WITHDRAWN:
        return no(_("This application was withdrawn already."))
    if application is not None and (reason := obstacles.first_reason(application)):
        return no(reason)
    return yes(_("The exporter may withdraw until the case is decided."))


def _own_draft(actor: User, application: Application | None) -> Decision:
    denied = _not_own(actor, application)
    if denied is not None:
        return denied
    if application is not None and application.state != State.DRAFT:
        return no(_("What was submitted or withdrawn no longer changes."))
    return yes(_("The application is your organisation’s and still a draft."))


def _not_own(actor: User, application: Application | None) -> Decision | None:
    if not has_role(actor, Role.EXPORTER):
        return no(_("Only the exporter changes, submits or withdraws an application."))
    if application and application.organisation_id not in actor.organisations_as(Role.EXPORTER):
        return no(_("This application belongs to another organisation."))
    return None


@chain_visibility.grant
def chains_of_visible_applications(actor: User) -> QuerySet[Any, Any]:
    """Who sees a submitted application sees its chain."""
    chains: QuerySet[Any, Any] = Application.objects.visible_to(actor).values("chain_id")
    return chains


@parties.veil("applications.draft")
def parties_of_drafts(actor: User) -> Q:
    """Whom an exporter has described is her own until she submits a deal with them, or with a unit of theirs."""
    handed_in = ChainParty.objects.filter(chain__application__submitted_at__isnull=False)
    above = Party.objects.filter(in_chains__in=handed_in, parent__isnull=False)
    seen = Q(pk__in=handed_in.values("party")) | Q(pk__in=above.values("parent"))
    return Q(created_by_organisation__isnull=False) & ~seen


@documents.veil("applications.draft")
def documents_of_drafts(actor: User) -> Q:
    """What is attached to a draft is its organisation's own until it is submitted."""
    drafts = Application.objects.filter(submitted_at__isnull=True)
    own = Q(subject_type="applications.application", subject_id__in=drafts.values("pk"))
    return own | Q(subject_type="chains.chain", subject_id__in=drafts.values("chain_id"))
