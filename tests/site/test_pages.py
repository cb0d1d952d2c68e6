from __future__ import annotations

from cast import client_for
from django.test import Client

from licet.service.people.models import User


def test_the_start_page_says_what_this_is_to_a_visitor(client: Client, db: None) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert "A missing fact never counts as a no." in page.content.decode()
    assert "/sign-in/" in page.content.decode()


def test_health_answers_without_a_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


def test_your_work_asks_a_visitor_to_sign_in_and_brings_her_back(client: Client, db: None) -> None:
    assert client.get("/work/").headers["Location"] == "/sign-in/?next=/work/"


def test_your_work_names_the_role_and_the_organisation(olga: User) -> None:
    page = client_for(olga).get("/work/").content.decode()
    assert "Licensing officer · Northmark Export Control Office" in page


def test_an_address_where_nothing_is_answers_not_found(client: Client, db: None) -> None:
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "Page not found" in page.content.decode()
