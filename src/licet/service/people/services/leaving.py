"""Taking things away: a role, an account, the sessions somebody is signed in with."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from licet.service.records.services import record

from ..models import Membership, Role, User
from ..policy import require


class LastAdministrator(ValueError):
    """Without an administrator nobody could invite one."""


def end_sessions(user: User, *, but: str = "") -> int:
    """Sign `user` out everywhere, except in the session with the key `but`; the number of ended sessions."""
    sessions = [one for one in UserSession.objects.filter(user=user) if one.session_key != but]
    for session in sessions:
        session.end()
    return len(sessions)


@transaction.atomic
def end_role(*, actor: User, membership: Membership) -> None:
    """Take the role away and sign the person out, so that nothing opened with it stays open."""
    require(actor, "role.end", membership)
    _keep_one(membership)
    user, organisation, role = membership.user, membership.organisation, membership.role
    payload = {"role": role, "organisation": str(organisation.pk)}
    record(type="role.ended", actor=actor.pseudonym, subject=user, payload=payload)
    membership.delete()
    end_sessions(user)


def _keep_one(membership: Membership) -> None:
    if membership.role != Role.ADMINISTRATOR:
        return
    others = Membership.objects.filter(role=Role.ADMINISTRATOR).exclude(pk=membership.pk)
    if not others.filter(user__is_active=True).exists():
        raise LastAdministrator(_("This is the last administrator. Invite another one first."))
