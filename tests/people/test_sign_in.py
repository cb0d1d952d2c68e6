from __future__ import annotations

from typing import Any

import pytest
from cast import client_for, post
from django.test import Client

from licet.service.people.models import User


@pytest.fixture
def nina(db: None) -> User:
    return User.objects.create_user("Nina@Example.org", "Nina Nord", "a long enough secret")


def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def text(response: Any) -> str:
    content: bytes = response.content
    return content.decode()


def test_e_mail_and_password_sign_in(nina: User) -> None:
    form = {"email": "nina@example.org", "password": "a long enough secret"}
    response = post(browser(), "/sign-in/", form, follow=True)
    assert "Nina Nord" in text(response)


def test_capital_letters_in_the_address_do_not_matter(nina: User) -> None:
    form = {"email": "NINA@example.ORG", "password": "a long enough secret"}
    response = post(browser(), "/sign-in/", form)
    assert response.headers["Location"] == "/work/"


def test_a_wrong_password_and_an_unknown_address_look_the_same(nina: User) -> None:
    answers = []
    for email in ("nina@example.org", "nobody@example.org"):
        response = post(browser(), "/sign-in/", {"email": email, "password": "wrong"})
        assert "Check both." in text(response)
        answers.append(response.status_code)
    assert answers == [200, 200]


def test_the_page_says_what_is_missing_by_name(nina: User) -> None:
    page = text(post(browser(), "/sign-in/", {}))
    assert "<title>Error: " in page
    assert "Enter your e-mail address" in page
    assert "Enter your password" in page
    assert "This field is required" not in page


def test_a_closed_account_does_not_open(nina: User) -> None:
    nina.is_active = False
    nina.save()
    form = {"email": "nina@example.org", "password": "a long enough secret"}
    assert "Check both." in text(post(browser(), "/sign-in/", form))


def test_a_demo_account_has_no_password_to_guess(olga: User) -> None:
    assert "Check both." in text(post(browser(), "/sign-in/", {"email": olga.email, "password": "x"}))


def test_after_sign_in_one_is_back_where_one_was_going(nina: User) -> None:
    form = {"email": "nina@example.org", "password": "a long enough secret", "next": "/access/"}
    response = post(browser(), "/sign-in/", form)
    assert response.headers["Location"] == "/access/"


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_site(nina: User, target: str) -> None:
    form = {"email": "nina@example.org", "password": "a long enough secret", "next": target}
    response = post(browser(), "/sign-in/", form)
    assert response.headers["Location"] == "/work/"


def test_signing_in_makes_a_new_session(nina: User) -> None:
    client = browser()
    form = {"email": "nina@example.org", "password": "a long enough secret"}
    post(client, "/sign-in/", form)
    first = client.cookies["sessionid"].value
    post(client, "/sign-out/")
    post(client, "/sign-in/", form)
    assert client.cookies["sessionid"].value != first


def test_signing_out_is_a_post_and_ends_the_session(olga: User) -> None:
    client = client_for(olga)
    assert client.get("/sign-out/").status_code == 405
    response = post(client, "/sign-out/")
    assert response.headers["Location"] == "/"
    assert client.get("/work/").status_code == 302
