"""The people of the demo authority, all invented. They have no password: only the demo sign-in opens their accounts."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Organisation, Role, User
from .services import join

HOME = "XB"
AUTHORITY = "Northmark Export Control Office"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    key: str
    name: str
    organisation: str
    kind: Organisation.Kind
    role: Role
    does: str | Promise

    @property
    def email(self) -> str:
        return f"{self.key}@demo.invalid"


CAST = (
    DemoPerson(
        "elena",
        "Elena Marsh",
        "Perceptor Systems",
        Organisation.Kind.EXPORTER,
        Role.EXPORTER,
        _("Describes a transfer, answers what matters, applies for a licence."),
    ),
    DemoPerson(
        "rafael",
        "Rafael Ruiz",
        "Rival Ltd",
        Organisation.Kind.EXPORTER,
        Role.EXPORTER,
        _("Applies for his own company and sees nothing of anybody else’s."),
    ),
    DemoPerson(
        "olga",
        "Olga Lindqvist",
        AUTHORITY,
        Organisation.Kind.AUTHORITY,
        Role.OFFICER,
        _("Works on cases: asks, consults, assesses, proposes."),
    ),
    DemoPerson(
        "tomas",
        "Tomas Berg",
        AUTHORITY,
        Organisation.Kind.AUTHORITY,
        Role.ASSESSOR,
        _("Finds what an item technically is."),
    ),
    DemoPerson(
        "amina",
        "Amina Haddad",
        "Northmark Ministry of Foreign Affairs",
        Organisation.Kind.BODY,
        Role.ADVISER,
        _("Advises on the cases she is consulted on, and sees no others."),
    ),
    DemoPerson(
        "paul",
        "Paul Okoye",
        AUTHORITY,
        Organisation.Kind.AUTHORITY,
        Role.APPROVER,
        _("Decides on proposals made by others."),
    ),
    DemoPerson(
        "audra",
        "Audra Vance",
        "Northmark Court of Audit",
        Organisation.Kind.BODY,
        Role.AUDITOR,
        _("Sees everything, changes nothing, checks the record."),
    ),
    DemoPerson(
        "ines",
        "Inès Moreau",
        AUTHORITY,
        Organisation.Kind.AUTHORITY,
        Role.ADMINISTRATOR,
        _("Invites people, ends roles and helps those who lost their second factor; sees no cases."),
    ),
)


@transaction.atomic
def create_people() -> dict[str, User]:
    """The demo people by their key; calling it again changes nothing."""
    return {person.key: _create(person) for person in CAST}


def _create(person: DemoPerson) -> User:
    organisation, _made = Organisation.objects.get_or_create(
        name=person.organisation, defaults={"kind": person.kind, "country": HOME}
    )
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(person.email, person.name)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    join(user=user, organisation=organisation, role=person.role)
    return user


def email_of(key: str) -> str:
    return next((person.email for person in CAST if person.key == key), "")


def people() -> tuple[DemoPerson, ...]:
    """The demo people who have an account here."""
    emails = set(
        User.objects.filter(email__in=[person.email for person in CAST]).values_list("email", flat=True)
    )
    return tuple(person for person in CAST if person.email in emails)
