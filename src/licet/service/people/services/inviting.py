"""Invitations: how people come into the authority, into a consulted body, and as colleagues into an exporter's organisation."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from allauth.account.models import EmailAddress
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.records.services import record

from .. import mail
from ..models import Invitation, Organisation, Role, User
from ..office import particulars
from ..policy import require
from .joining import ROLES_OF, check_fits, join
from .leaving import end_sessions
from .registering import NameTaken

VALID_FOR = timedelta(days=7)


class InvitationSpent(ValueError):
    """Used, withdrawn, or too old."""


class UnknownCountry(ValueError):
    """A new organisation needs its country."""


@transaction.atomic
def invite(*, actor: User, email: str, organisation: Organisation, role: Role, site: str) -> Invitation:
    """Send a one-time address by mail; raises `MailNotSent` and leaves nothing behind if that fails."""
    require(actor, "person.invite", organisation)
    invitation, secret = _make(actor, email, organisation, role)
    context = {
        "invitation": invitation,
        "address": address(site, secret),
        "authority": particulars().name,
        "by": actor.name,
    }
    mail.send("invitation", invitation.email, context)
    return invitation


@transaction.atomic
def invite_into_new(*, actor: User, email: str, role: Role, name: str, country: str, site: str) -> Invitation:
    """The same into an organisation that was not here before; its kind follows from the role."""
    require(actor, "person.invite")
    return invite(actor=actor, email=email, organisation=found(role, name, country), role=role, site=site)


def found(role: Role, name: str, country: str) -> Organisation:
    """A new organisation that has the role, its name not taken by a confirmed one; raises `NameTaken`."""
    kind = next(kind for kind, roles in ROLES_OF.items() if role in roles)
    if Organisation.objects.filter(name=name, claimed=False).exists():
        raise NameTaken(_("An organisation called “%(name)s” is here already. Choose it.") % {"name": name})
    return Organisation.objects.create(kind=kind, name=name, country=country)


@transaction.atomic
def invite_from_console(*, email: str, name: str, country: str, role: Role, site: str) -> str:
    """The one-time address itself, for whoever has the machine: this is how the first administrator comes in.

    An organisation called `name` that is not here yet is made; its country must then be given.
    """
    organisation = Organisation.objects.filter(name=name, claimed=False).first()
    if organisation is None and not country:
        raise UnknownCountry(name)
    _invitation, secret = _make(None, email, organisation or found(role, name, country), role)
    return address(site, secret)


def _make(actor: User | None, email: str, organisation: Organisation, role: Role) -> tuple[Invitation, str]:
    check_fits(organisation, role)
    secret = token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.lower(),
        organisation=organisation,
        role=role,
        digest=_digest(secret),
        invited_by=actor,
        expires_at=timezone.now() + VALID_FOR,
    )
    _record("person.invited", actor, invitation)
    return invitation, secret


def address(site: str, secret: str) -> str:
    return site.rstrip("/") + reverse("people:invitation", kwargs={"secret": secret})


def find(secret: str) -> Invitation | None:
    """The invitation whose address this is, spent or not."""
    return (
        Invitation.objects.select_related("organisation", "invited_by").filter(digest=_digest(secret)).first()
    )


def is_open(invitation: Invitation) -> bool:
    unused = invitation.accepted_at is None and invitation.withdrawn_at is None
    return unused and invitation.expires_at > timezone.now()


@transaction.atomic
def withdraw(*, actor: User, invitation: Invitation) -> None:
    """The address opens nothing from now on."""
    require(actor, "person.invite", invitation.organisation)
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if waiting.update(withdrawn_at=timezone.now()):
        _record("invitation.withdrawn", actor, invitation)


@transaction.atomic
def accept_as_newcomer(*, invitation: Invitation, name: str, password: str) -> User:
    """Make the account the invitation is for. Whoever has the address has the mailbox: the e-mail address is verified.

    Somebody may have registered this e-mail address without ever showing that it is hers. Such an account is taken over
    and loses what it claimed.
    """
    _spend(invitation)
    user = User.objects.filter(email=invitation.email).first()
    if user is None:
        user = User.objects.create_user(invitation.email, name, password)
    else:
        _take_over(user, name, password)
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=invitation.email, verified=True, primary=True)
    return _joined(user, invitation)


@transaction.atomic
def accept_as(*, user: User, invitation: Invitation) -> User:
    """Somebody who has an account here takes the role up; it must be the account that was invited."""
    if user.email != invitation.email:
        raise InvitationSpent(
            _("This invitation is for another e-mail address than the one of your account.")
        )
    _spend(invitation)
    return _joined(user, invitation)


def has_account(invitation: Invitation) -> bool:
    """Whether the address belongs to somebody who has shown that it is hers."""
    return bool(EmailAddress.objects.filter(email=invitation.email, verified=True).exists())


def _spend(invitation: Invitation) -> None:
    """Once only, also when two requests come together."""
    now = timezone.now()
    waiting = Invitation.objects.filter(
        pk=invitation.pk, accepted_at=None, withdrawn_at=None, expires_at__gt=now
    )
    if not waiting.update(accepted_at=now):
        raise InvitationSpent(_("This invitation was used, withdrawn, or is too old. Ask for a new one."))


def _take_over(user: User, name: str, password: str) -> None:
    if EmailAddress.objects.filter(user=user, verified=True).exists():
        raise InvitationSpent(_("There is an account with this e-mail address. Sign in to it first."))
    end_sessions(user)
    user.memberships.filter(organisation__claimed=True).delete()
    user.name = name
    user.set_password(password)
    user.save()


def _joined(user: User, invitation: Invitation) -> User:
    join(user=user, organisation=invitation.organisation, role=Role(invitation.role))
    _record("invitation.accepted", user, invitation)
    return user


def _record(type: str, actor: User | None, invitation: Invitation) -> None:
    """Neither the e-mail address nor the secret enters the ledger."""
    record(
        type=type,
        actor=actor.pseudonym if actor else None,
        subject=invitation,
        payload={"role": invitation.role, "organisation": str(invitation.organisation_id)},
    )


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
