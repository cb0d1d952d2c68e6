"""A person registers her exporting organisation: it is claimed until an administrator confirms that she belongs to it."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from licet.service.records.services import record

from ..models import Organisation, Role, User
from ..policy import require
from .joining import join


class NameTaken(ValueError):
    """Another organisation of this name is confirmed already."""


@transaction.atomic
def register(*, email: str, name: str, password: str, organisation: str, country: str) -> User:
    """A new person and her claimed organisation. Her e-mail address is verified before she can sign in.

    Claimed organisations may share a name, so that registering tells nobody who is known here.
    """
    user = User.objects.create_user(email, name, password)
    claimed = Organisation.objects.create(
        kind=Organisation.Kind.EXPORTER, name=organisation, country=country, claimed=True
    )
    join(user=user, organisation=claimed, role=Role.EXPORTER)
    record(
        type="organisation.registered", actor=user.pseudonym, subject=claimed, payload={"country": country}
    )
    return user


@transaction.atomic
def confirm_organisation(*, actor: User, organisation: Organisation, checked: str) -> None:
    """An administrator has checked that the people belong to the organisation; `checked` says how."""
    require(actor, "organisation.confirm", organisation)
    organisation.claimed = False
    try:
        with transaction.atomic():
            organisation.save(update_fields=["claimed"])
    except IntegrityError:
        raise NameTaken(
            _("Another organisation called “%(name)s” is confirmed already. Invite the person there instead.")
            % {"name": organisation.name}
        ) from None
    record(
        type="organisation.confirmed",
        actor=actor.pseudonym,
        subject=organisation,
        payload={"checked": checked},
    )
