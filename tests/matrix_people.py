"""Objects of the access matrix that are people, organisations and requests about them."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import officer_walk as walk
from allauth.account.models import EmailAddress
from cast import newcomer, organisation_of
from django.utils import timezone
from matrix_objects import People, state

from licet.service.applications.models import Application
from licet.service.people.models import FactorReset, Invitation, Membership, Organisation, Role, User


@state("organisation: the authority")
def authority(people: People) -> Organisation:
    return organisation_of(people["olga"])


@state("organisation: claimed by the exporter")
def claimed(people: People) -> Organisation:
    organisation = organisation_of(people["elena"])
    organisation.claimed = True
    organisation.save()
    return organisation


@state("application: draft of a claimed organisation")
def claimed_draft(people: People) -> Application:
    draft = walk.deal(people["elena"])
    claimed(people)
    return Application.objects.get(pk=draft.pk)


@state("membership: a colleague of the exporter")
def colleague(people: People) -> Membership:
    carla = newcomer("Carla Colleague", organisation_of(people["elena"]), Role.EXPORTER)
    return Membership.objects.get(user=carla)


@state("membership: an officer’s")
def officers(people: People) -> Membership:
    return Membership.objects.get(user=people["olga"])


@state("person: an officer")
def officer(people: People) -> User:
    return people["olga"]


@state("person: the administrator")
def administrator(people: People) -> User:
    return people["ines"]


@state("reset: asked for by the administrator")
def reset_asked(people: People) -> FactorReset:
    return FactorReset.objects.create(
        user=people["olga"], asked_by=people["ines"], reason="Lost her telephone."
    )


@state("reset: of the approver, asked for by another administrator")
def reset_of_approver(people: People) -> FactorReset:
    another = newcomer("Adam Other", authority(people), Role.ADMINISTRATOR)
    return FactorReset.objects.create(user=people["paul"], asked_by=another, reason="Lost his telephone.")


@state("reset: settled")
def reset_settled(people: People) -> FactorReset:
    reset = reset_asked(people)
    reset.settled_by, reset.settled_at, reset.done = people["paul"], timezone.now(), True
    reset.save()
    return reset


SECRET = "an-invitation-for-the-tests"


def people_at_every_station(people: People) -> None:
    """Somebody invited, somebody who registered an organisation, somebody who lost her second factor."""
    Invitation.objects.create(
        email="nora@example.org",
        organisation=authority(people),
        role=Role.OFFICER,
        digest=sha256(SECRET.encode()).hexdigest(),
        invited_by=people["ines"],
        expires_at=timezone.now() + timedelta(days=7),
    )
    fjord = Organisation.objects.create(kind="exporter", name="Fjord Ltd", country="XB", claimed=True)
    nina = newcomer("Nina Nord", fjord, Role.EXPORTER)
    EmailAddress.objects.create(user=nina, email=nina.email, verified=True, primary=True)
    reset_asked(people)
