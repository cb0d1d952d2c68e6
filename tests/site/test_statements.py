"""The statements are one step from every page, and what they say of cookies and of keeping is so."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from office_details import OFFICE

from licet.service.people.models import User
from licet.service.people.services.describing import describe_office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["accessibility", "privacy", "cookies"])
def test_every_page_leads_to_the_statements(client: Client, name: str) -> None:
    assert f'href="/{name}/"' in client.get("/registers/").content.decode()
    assert client.get(f"/{name}/").status_code == 200


def test_the_authority_and_its_contact_are_named(client: Client, settings: Any) -> None:
    settings.AUTHORITY_NAME, settings.CONTACT = "Office of Somewhere", "data@example.org"
    for name in ("accessibility", "privacy", "cookies"):
        page = client.get(f"/{name}/").content.decode()
        assert "Office of Somewhere" in page
        assert 'href="mailto:data@example.org"' in page


def test_the_statements_say_where_the_office_is_and_who_decides_appeals(
    client: Client, people: dict[str, User]
) -> None:
    describe_office(actor=people["ines"], said=OFFICE)
    for name in ("accessibility", "privacy", "cookies"):
        page = client.get(f"/{name}/").content.decode()
        for told in (
            "Export Control Office of Somewhere, 1 Street, 9999 Somewhere",
            "+00 1 23",
            "the High Court",
        ):
            assert told in page, (name, told)


def test_a_contact_that_is_no_mail_address_is_no_mail_link(client: Client, settings: Any) -> None:
    settings.CONTACT = "PO Box 1, Somewhere"
    page = client.get("/privacy/").content.decode()
    assert "PO Box 1, Somewhere" in page
    assert "mailto:" not in page


def test_privacy_names_the_days_that_are_set(client: Client, settings: Any) -> None:
    settings.SELF_ASSESSMENT_DAYS = 17
    assert "It opens for 17 days" in client.get("/privacy/").content.decode()


def test_a_visitor_gets_no_cookie_that_is_not_named(client: Client) -> None:
    named = client.get("/cookies/").content.decode()
    for path in ("/", "/self-assessment/", "/registers/", "/feedback/"):
        client.get(path)
    assert set(client.cookies) <= {"csrftoken"}
    for name in ("csrftoken", "sessionid", "django_language", "messages"):
        assert f">{name}<" in named


def test_the_start_page_has_a_door_for_everybody(client: Client) -> None:
    page = client.get("/").content.decode()
    for path in ("/self-assessment/", "/registers/", "/sign-in/"):
        assert f'href="{path}' in page
    assert "An indication is not a decision." in page
