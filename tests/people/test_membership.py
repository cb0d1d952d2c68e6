from __future__ import annotations

import pytest
from cast import newcomer, organisation_of
from django.db import IntegrityError, transaction

from licet.service.people.demo import CAST, create_people
from licet.service.people.models import Membership, Organisation, Role, User
from licet.service.people.services import RoleMismatch, join


def test_a_person_has_the_roles_of_her_memberships(olga: User) -> None:
    assert olga.roles == {Role.OFFICER}
    assert olga.organisation_ids == {organisation_of(olga).id}


def test_a_person_may_have_two_roles_in_the_authority(olga: User) -> None:
    join(user=olga, organisation=organisation_of(olga), role=Role.ASSESSOR)
    assert olga.roles == {Role.OFFICER, Role.ASSESSOR}


def test_joining_twice_changes_nothing(olga: User) -> None:
    join(user=olga, organisation=organisation_of(olga), role=Role.OFFICER)
    assert Membership.objects.filter(user=olga).count() == 1


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (Organisation.Kind.EXPORTER, Role.OFFICER),
        (Organisation.Kind.EXPORTER, Role.AUDITOR),
        (Organisation.Kind.AUTHORITY, Role.EXPORTER),
        (Organisation.Kind.AUTHORITY, Role.ADVISER),
        (Organisation.Kind.BODY, Role.APPROVER),
    ],
)
def test_a_role_fits_the_kind_of_organisation(db: None, kind: Organisation.Kind, role: Role) -> None:
    organisation = Organisation.objects.create(kind=kind, name="Somewhere", country="XB")
    with pytest.raises(RoleMismatch, match="Somewhere"):
        newcomer("Nina Nord", organisation, role)
    assert not Membership.objects.exists()


def test_an_auditor_takes_no_part_in_what_she_checks(audra: User, amina: User) -> None:
    with pytest.raises(RoleMismatch, match="auditor"):
        join(user=audra, organisation=organisation_of(amina), role=Role.ADVISER)
    with pytest.raises(RoleMismatch, match="auditor"):
        join(user=amina, organisation=organisation_of(audra), role=Role.AUDITOR)


def test_the_database_refuses_a_role_that_does_not_exist(olga: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=olga, organisation=organisation_of(olga), role="superuser")


def test_nobody_is_a_superuser(olga: User) -> None:
    assert not hasattr(olga, "is_superuser")
    assert not hasattr(olga, "is_staff")


def test_the_pseudonym_tells_nothing_of_the_person(olga: User) -> None:
    assert olga.pseudonym != olga.id
    assert olga.pseudonym.version == 4


def test_the_demo_people_are_made_once(people: dict[str, User]) -> None:
    again = create_people()
    assert {key: user.pk for key, user in again.items()} == {key: people[key].pk for key in again}
    assert User.objects.count() == len(CAST) == 8


def test_no_password_opens_a_demo_account(people: dict[str, User]) -> None:
    assert not any(user.has_usable_password() for user in people.values())
