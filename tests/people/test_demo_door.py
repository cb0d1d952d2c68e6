"""The demo sign-in lets anybody in as anybody: each of its conditions alone keeps it shut."""

from __future__ import annotations

from typing import Any

import pytest
from cast import post
from django.test import Client
from signing import WORK

from licet.service.base.config import SettingError
from licet.service.people.demo_door import binds_to_loopback, check_start
from licet.service.people.models import User
from licet.service.records.models import Installation


@pytest.fixture
def demo(settings: Any, people: dict[str, User]) -> None:
    settings.DEMO = True
    settings.BIND = "127.0.0.1:8000"
    Installation.objects.create(demo=True)


def browser() -> Client:
    return Client(enforce_csrf_checks=True)


def text(response: Any) -> str:
    content: bytes = response.content
    return content.decode()


def test_the_sign_in_page_shows_everybody_with_role_and_organisation(demo: None) -> None:
    page = text(browser().get("/sign-in/"))
    for words in (
        "Elena Marsh",
        "Exporter · Perceptor Systems",
        "Paul Okoye",
        "Auditor · Northmark Court of Audit",
    ):
        assert words in page
    assert 'type="password"' not in page


def test_one_button_walks_in_as_that_person(demo: None) -> None:
    client = browser()
    response = post(client, "/sign-in/demo/", {"person": "olga"}, follow=True)
    assert "Olga Lindqvist" in text(response)
    assert response.request["PATH_INFO"] == WORK


def test_walking_in_makes_a_new_session(demo: None) -> None:
    client = browser()
    post(client, "/sign-in/demo/", {"person": "olga"})
    first = client.cookies["sessionid"].value
    post(client, "/sign-in/demo/", {"person": "paul"})
    assert client.cookies["sessionid"].value != first


def test_a_name_that_is_not_on_the_page_opens_nothing(demo: None) -> None:
    response = post(browser(), "/sign-in/demo/", {"person": "root"})
    assert response.status_code == 404


def test_only_a_form_of_this_site_opens_the_door(demo: None) -> None:
    assert browser().post("/sign-in/demo/", {"person": "olga"}).status_code == 403
    assert browser().get("/sign-in/demo/").status_code == 405


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"],
)
def test_a_forwarded_request_gets_no_page_at_all(demo: None, header: str) -> None:
    for path in ("/", "/sign-in/", WORK):
        response = browser().get(path, headers={header: "127.0.0.1"})
        assert response.status_code == 403
        assert "forwarded by another server" in text(response)


@pytest.mark.parametrize("address", ["10.1.2.3", "192.168.0.7", "2001:db8::1", "", "unknown"])
def test_a_request_from_another_machine_gets_no_page_at_all(demo: None, address: str) -> None:
    response = browser().get("/sign-in/", REMOTE_ADDR=address)
    assert response.status_code == 403
    assert "came from another one" in text(response)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_has_several_addresses(demo: None, address: str) -> None:
    assert browser().get("/sign-in/", REMOTE_ADDR=address).status_code == 200


def test_without_the_setting_the_door_is_shut(demo: None, settings: Any) -> None:
    settings.DEMO = False
    response = post(browser(), "/sign-in/demo/", {"person": "olga"})
    assert response.status_code == 404
    assert "Password" in text(browser().get("/sign-in/"))


def test_on_an_open_address_the_door_is_shut(demo: None, settings: Any) -> None:
    settings.BIND = "0.0.0.0:8000"
    response = post(browser(), "/sign-in/demo/", {"person": "olga"})
    assert response.status_code == 404


def test_in_a_database_not_marked_as_a_demo_the_door_is_shut(settings: Any, people: dict[str, User]) -> None:
    settings.DEMO = True
    response = post(browser(), "/sign-in/demo/", {"person": "olga"})
    assert response.status_code == 404
    assert "Password" in text(browser().get("/sign-in/"))


@pytest.mark.parametrize(
    "bind", ["0.0.0.0:8000", "[::]:8000", "licet.example.org:80", "10.0.0.1:8000", ":8000"]
)
def test_a_demonstration_others_could_reach_does_not_start(settings: Any, bind: str) -> None:
    settings.DEMO, settings.BIND = True, bind
    with pytest.raises(SettingError, match="LICET_BIND"):
        check_start()
    settings.DEMO = False
    check_start()


@pytest.mark.parametrize("bind", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "127.9.9.9:1"])
def test_loopback_has_several_names(bind: str) -> None:
    assert binds_to_loopback(bind)
