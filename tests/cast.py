"""The cast of the tests: the people of the demo authority, each with her one role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from django.test import Client

from licet.service.people.demo import create_people
from licet.service.people.models import Membership, Organisation, Role, User
from licet.service.people.services import join


def assemble() -> dict[str, User]:
    """Everybody, by first name in small letters; `rival` is Rafael of Rival Ltd."""
    people = create_people()
    return people | {"rival": people["rafael"]}


def client_for(user: User) -> Client:
    """A browser in which `user` has signed in with two factors, with CSRF checks on."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    use_second_factor(client, user)
    return client


def use_second_factor(client: Client, user: User) -> None:
    """As if `user` had just used one; what really happens is tested in tests/people."""
    request = HttpRequest()
    request.session = client.session
    record_authentication(request, user, "mfa", type="totp")
    request.session.save()


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
