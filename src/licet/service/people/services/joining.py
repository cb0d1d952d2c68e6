"""Giving people a place. A role fits the kind of organisation it is held in, and some roles cannot be held together."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Membership, Organisation, Role, User

ROLES_OF = {
    Organisation.Kind.EXPORTER: frozenset({Role.EXPORTER}),
    Organisation.Kind.AUTHORITY: frozenset({Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.ADMINISTRATOR}),
    Organisation.Kind.BODY: frozenset({Role.ADVISER, Role.AUDITOR}),
}


class RoleMismatch(ValueError):
    """The role does not exist in that kind of organisation, or cannot be held beside another."""


@transaction.atomic
def join(*, user: User, organisation: Organisation, role: Role) -> Membership:
    """Give `user` the role in the organisation; joining twice changes nothing."""
    check_fits(organisation, role)
    check_beside(user, role)
    membership, _created = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    user.__dict__.pop("posts", None)  # read anew at the next question
    return membership


def check_fits(organisation: Organisation, role: Role) -> None:
    if role not in ROLES_OF[Organisation.Kind(organisation.kind)]:
        raise RoleMismatch(
            _("“%(role)s” is not a role in “%(organisation)s”.")
            % {"role": role.label, "organisation": organisation.name}
        )


def check_beside(user: User, role: Role) -> None:
    """Who checks the record takes no part in it; and who applies does not sit in the office that decides."""
    others = user.roles - {role}
    if others and (role is Role.AUDITOR or Role.AUDITOR in others):
        raise RoleMismatch(_("An auditor can have no other role."))
    if others and (role is Role.EXPORTER or Role.EXPORTER in others):
        raise RoleMismatch(
            _("An exporter can have no role in an authority, and an official none at an exporter.")
        )
