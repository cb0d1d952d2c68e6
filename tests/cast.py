"""The cast of the tests: the people of the demo authority, each with her one role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client

from licet.service.people.demo import create_people
from licet.service.people.models import Membership, Organisation, Role, User
from licet.service.people.services import join


def assemble() -> dict[str, User]:
    """Everybody, by first name in small letters; `rival` is Rafael of Rival Ltd."""
    people = create_people()
    return people | {"rival": people["rafael"]}


def client_for(user: User) -> Client:
    """A browser in which `user` has signed in, with CSRF checks on."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def post(client: Client, path: str, data: Mapping[str, Any] | None = None, follow: bool = False) -> Any:
    """Post as a browser does: with the token of the page's form."""
    client.get("/")
    token = client.cookies["csrftoken"].value
    return client.post(path, {**(data or {}), "csrfmiddlewaretoken": token}, follow=follow)


def newcomer(name: str, organisation: Organisation, role: Role) -> User:
    """One more person, for rules that need two of a kind."""
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.invalid", name)
    join(user=user, organisation=organisation, role=role)
    return user


def organisation_of(user: User) -> Organisation:
    return Membership.objects.select_related("organisation").get(user=user).organisation
