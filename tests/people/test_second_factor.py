"""Officials need a second factor. Without one they reach its set-up and nothing else, whatever address they try."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cast import organisation_of, post
from django.core import mail
from django.test import Client
from django.urls import reverse
from routes import Route, routes
from signing import PASSWORD, WORK, browser, code_for, recovery_codes, set_up_app, sign_in, signed_in, text

from licet.service.people.middleware import BEFORE_THE_FACTOR
from licet.service.people.models import Role, User
from licet.service.people.services import join

COMMITTED = pytest.mark.django_db(transaction=True)  # what follows a commit is part of the test
ASK, SET_UP = "/account/second-factor/ask/", "/account/second-factor/"


def with_app(user: User) -> str:
    return set_up_app(signed_in(user))


def some_address(route: Route) -> str:
    """An address of the route, made up: it is turned away before anybody looks whether the object exists."""
    values = ("01a200bf-4a42-7aa4-b7b0-259c4e3fcf6a", 1, "item.spies")
    for chosen in product(values, repeat=len(route.parameters)):
        try:
            return reverse(route.name, kwargs=dict(zip(route.parameters, chosen, strict=True)))
        except Exception:  # noqa: BLE001 - the next kind of value fits
            continue
    raise AssertionError(f"Give {route.name} a value that fits.")


def test_every_other_page_sends_an_official_to_the_set_up(otto: User) -> None:
    client = signed_in(otto)
    for route in routes():
        if route.name in BEFORE_THE_FACTOR:
            continue
        for answer in (client.get(some_address(route)), post_to(client, some_address(route))):
            assert (answer.status_code, answer.headers.get("Location")) == (302, SET_UP), route.name


def post_to(client: Client, path: str) -> Any:
    return client.post(path, {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})


def test_the_few_pages_before_it_are_the_set_up_and_the_way_out() -> None:
    names = {route.name for route in routes()}
    assert names >= BEFORE_THE_FACTOR
    assert {name for name in BEFORE_THE_FACTOR if not name.startswith("mfa_")} == {
        "account_reauthenticate",
        "account_logout",
        "people:sign-out",
        "language",
        "health",
    }


def test_the_set_up_page_says_why_one_is_there(otto: User) -> None:
    assert "Your role needs a second factor" in text(signed_in(otto).get(SET_UP))


def test_an_exporter_may_do_without(nina: User) -> None:
    client = signed_in(nina)
    assert client.get(WORK).status_code == 200
    assert "Your role needs" not in text(client.get(SET_UP))


def test_who_becomes_an_official_needs_one_from_the_next_page_on(otto: User) -> None:
    membership = otto.memberships.get()
    office, role = membership.organisation, Role(membership.role)
    membership.delete()
    client = signed_in(otto)
    assert client.get(WORK).status_code == 200
    join(user=otto, organisation=office, role=role)
    assert client.get(WORK).headers["Location"] == SET_UP


@COMMITTED
def test_with_an_app_set_up_everything_opens(otto: User) -> None:
    client = signed_in(otto)
    set_up_app(client)
    assert client.get(WORK).status_code == 200


@COMMITTED
def test_the_person_is_told_by_mail_that_an_app_was_set_up(otto: User) -> None:
    with_app(otto)
    assert [message.to for message in mail.outbox] == [[otto.email]]


def test_the_password_alone_no_longer_opens(otto: User) -> None:
    secret = with_app(otto)
    client = browser()
    assert sign_in(client, otto).headers["Location"] == ASK
    assert client.get(WORK).headers["Location"] == f"/sign-in/?next={WORK}"
    assert post(client, ASK, {"code": code_for(secret)}).headers["Location"] == WORK
    assert client.get(WORK).status_code == 200


@pytest.mark.parametrize("path", [WORK, SET_UP, "/account/second-factor/app/", "/account/passkeys/add/"])
def test_between_the_two_factors_nothing_opens(otto: User, path: str) -> None:
    with_app(otto)
    client = browser()
    sign_in(client, otto)
    assert client.get(path).status_code == 302
    assert post(client, path, {"code": "000000"}).status_code in (302, 405)
    assert not client.session.get("_auth_user_id")


def test_where_one_was_going_is_kept_across_both_factors(otto: User) -> None:
    secret = with_app(otto)
    client = browser()
    sign_in(client, otto, next="/access/")
    assert post(client, ASK, {"code": code_for(secret)}).headers["Location"] == "/access/"


@pytest.mark.parametrize("code", ["000000", "", "abc"])
def test_a_wrong_code_opens_nothing(otto: User, code: str) -> None:
    with_app(otto)
    client = browser()
    sign_in(client, otto)
    answer = post(client, ASK, {"code": code})
    assert ("This code is not right" if code else "Enter the code") in text(answer)
    assert client.get(WORK).status_code == 302


def test_a_code_works_once(otto: User) -> None:
    secret = with_app(otto)
    code = code_for(secret, ago=-1)
    first, second = browser(), browser()
    for client in (first, second):
        sign_in(client, otto)
    assert post(first, ASK, {"code": code}).status_code == 302
    assert post(second, ASK, {"code": code}).status_code == 200


def test_a_recovery_code_stands_in_once(otto: User) -> None:
    with_app(otto)
    code = recovery_codes(otto)[0]
    for expected in (302, 200):
        client = browser()
        sign_in(client, otto)
        assert post(client, ASK, {"code": code}).status_code == expected


def test_the_codes_can_be_guessed_only_a_few_times(otto: User) -> None:
    secret = with_app(otto)
    clients = [browser(), browser()]
    for client in clients:
        sign_in(client, otto)
    for number in range(5):
        post(clients[number % 2], ASK, {"code": "000000"})
    answer = post(clients[0], ASK, {"code": code_for(secret)})
    assert "too many attempts" in text(answer)
    assert clients[0].get(WORK).status_code == 302


@COMMITTED
def test_an_official_keeps_the_last_factor(otto: User) -> None:
    client = signed_in(otto)
    set_up_app(client)
    answer = post(client, "/account/second-factor/app/remove/")
    assert "your role needs one" in text(answer)
    assert Authenticator.objects.filter(user=otto, type="totp").exists()


@COMMITTED
def test_nor_the_last_passkey(otto: User) -> None:
    client = signed_in(otto)
    set_up_app(client)
    Authenticator.objects.filter(user=otto).delete()
    passkey = Authenticator.objects.create(user=otto, type="webauthn", data={"name": "Laptop"})
    path = f"/account/passkeys/{passkey.pk}/remove/"
    assert post(client, path).headers["Location"] == "/account/passkeys/"
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_an_exporter_may_remove_it(nina: User) -> None:
    client = signed_in(nina)
    set_up_app(client)
    assert post(client, "/account/second-factor/app/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=nina).exists()


def test_what_protects_the_account_is_changed_only_by_who_has_just_shown_who_she_is(otto: User) -> None:
    client = signed_in(otto)
    session = client.session
    session["licet_began"] -= 3600
    session.save()
    answer = client.get("/account/second-factor/app/")
    assert answer.headers["Location"].startswith("/account/confirm/?next=")
    assert post(client, answer.headers["Location"], {"password": PASSWORD}).status_code == 302
    assert client.get("/account/second-factor/app/").status_code == 200


def test_the_database_alone_gives_no_codes(otto: User) -> None:
    secret = with_app(otto)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in recovery_codes(otto))


def test_the_picture_to_scan_is_in_the_page_itself(otto: User) -> None:
    page = text(signed_in(otto).get("/account/second-factor/app/"))
    assert "<svg" in page
    assert "data:image" not in page


def test_the_factor_of_one_session_is_none_of_another_person(otto: User, olga: User) -> None:
    client = signed_in(otto)
    set_up_app(client)
    session = client.session
    session["_auth_user_id"] = str(olga.pk)
    session["_auth_user_hash"] = olga.get_session_auth_hash()
    session.save()
    assert client.get(WORK).headers["Location"] == SET_UP


def test_the_demo_people_need_none_in_the_demonstration_alone(olga: User, settings: Any) -> None:
    from licet.service.records.models import Installation

    settings.DEMO, settings.BIND = True, "127.0.0.1:8000"
    Installation.objects.create(demo=True)
    client = browser()
    post(client, "/sign-in/demo/", {"person": "olga"})
    assert client.get(WORK).status_code == 200
    settings.DEMO = False
    assert client.get(WORK).headers["Location"] == SET_UP


def test_in_the_demonstration_a_real_official_needs_one_too(otto: User, settings: Any) -> None:
    from licet.service.records.models import Installation

    settings.DEMO, settings.BIND = True, "127.0.0.1:8000"
    Installation.objects.create(demo=True)
    client = browser()
    post(client, "/account/sign-in/", {"login": otto.email, "password": PASSWORD})
    assert client.get(WORK).headers["Location"] == SET_UP


def test_an_official_of_a_body_needs_one_too(amina: User) -> None:
    assert amina.is_official
    assert organisation_of(amina).kind == "body"
