"""Reading the register of people."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone

from .acts import leads
from .models import FactorReset, Invitation, Organisation, Role, User


def people() -> QuerySet[User]:
    return User.objects.order_by("name", "id").prefetch_related("memberships__organisation")


def open_invitations(organisation: Organisation | None = None) -> QuerySet[Invitation]:
    """Those whose address still opens something, the newest first."""
    found = Invitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    if organisation is not None:
        found = found.filter(organisation=organisation)
    return found.select_related("organisation", "invited_by").order_by("-created_at")


def claimed_organisations() -> QuerySet[Organisation]:
    """Those whose person has shown that her e-mail address is hers; others nobody needs to look at."""
    shown = EmailAddress.objects.filter(verified=True).values("user")
    return (
        Organisation.objects.filter(claimed=True, memberships__user__in=shown)
        .prefetch_related("memberships__user")
        .order_by("id")
        .distinct()
    )


def open_resets() -> QuerySet[FactorReset]:
    return FactorReset.objects.filter(settled_at=None).select_related("user", "asked_by").order_by("asked_at")


def waiting(actor: User) -> int:
    """How much waits for whoever looks after people."""
    resets = open_resets().exclude(asked_by=actor).count()
    return resets + (claimed_organisations().count() if Role.ADMINISTRATOR in actor.roles else 0)


def colleagues(actor: User) -> QuerySet[User]:
    """The people of the exporter's organisation that `actor` looks after."""
    return people().filter(memberships__organisation=leads(actor)).distinct()
