"""How long one stays signed in, and where one sees it."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from cast import client_for, post
from django.db import connection
from django.test.utils import CaptureQueriesContext
from signing import WORK, browser, sign_in, signed_in, text

from licet.service.base import sign_in_settings
from licet.service.people.browsers import name_of
from licet.service.people.models import User

NOON = "2027-03-01T12:00:00Z"


def seen_at(client: Any, moment: str) -> int:
    with time_machine.travel(f"2027-03-01T{moment}:00Z", tick=False):
        code: int = client.get(WORK).status_code
        return code


@pytest.mark.parametrize(("moment", "answer"), [("13:00", 200), ("13:01", 302)])
def test_an_official_is_signed_out_after_an_hour_without_a_request(
    olga: User, moment: str, answer: int
) -> None:
    with time_machine.travel(NOON, tick=False):
        client = client_for(olga)
    assert seen_at(client, moment) == answer


@pytest.mark.parametrize(("moment", "answer"), [("16:00", 200), ("16:01", 302)])
def test_an_exporter_after_four(nina: User, moment: str, answer: int) -> None:
    with time_machine.travel(NOON, tick=False):
        client = client_for(nina)
    assert seen_at(client, moment) == answer


def test_who_works_on_stays_signed_in_until_twelve_hours_are_over(olga: User) -> None:
    with time_machine.travel("2027-03-01T08:00:00Z", tick=False):
        client = client_for(olga)
    answers = [seen_at(client, f"{hour:02}:{minute}") for hour in range(8, 20) for minute in ("15", "50")]
    assert set(answers) == {200}
    assert seen_at(client, "20:01") == 302


def test_the_next_page_says_why_one_is_signed_out(olga: User) -> None:
    with time_machine.travel(NOON, tick=False):
        client = client_for(olga)
    with time_machine.travel("2027-03-01T15:00:00Z", tick=False):
        assert "signed out after a while" in text(client.get(WORK, follow=True))


def test_a_page_asked_for_again_within_a_minute_writes_nothing(olga: User) -> None:
    client = client_for(olga)
    client.get(WORK)
    with CaptureQueriesContext(connection) as made:
        client.get(WORK)
    assert not [query for query in made if query["sql"].startswith(("UPDATE", "INSERT"))]


def test_one_sees_where_one_is_signed_in_and_ends_it_there(nina: User) -> None:
    here, there = browser(HTTP_USER_AGENT="Here"), browser(HTTP_USER_AGENT="There")
    sign_in(here, nina)
    sign_in(there, nina)
    page = text(here.get("/account/sessions/"))
    assert "Here" in page
    assert "There" in page
    other = UserSession.objects.get(user_agent="There")
    post(here, f"/account/sessions/{other.pk}/end/")
    assert there.get(WORK).status_code == 302
    assert here.get(WORK).status_code == 200


def test_one_ends_all_others_at_once(nina: User) -> None:
    here, others = signed_in(nina), [signed_in(nina), signed_in(nina)]
    post(here, "/account/sessions/end-others/")
    assert here.get(WORK).status_code == 200
    assert {other.get(WORK).status_code for other in others} == {302}


def test_nobody_ends_a_session_of_somebody_else(nina: User, rival: User) -> None:
    client = signed_in(nina)
    session = UserSession.objects.get(user=nina)
    assert post(client_for(rival), f"/account/sessions/{session.pk}/end/").status_code == 404
    assert client.get(WORK).status_code == 200


def test_the_cookie_is_closed_to_scripts_and_other_sites_and_ends_with_the_browser(nina: User) -> None:
    cookie = signed_in(nina).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""


@pytest.mark.parametrize(
    ("hosts", "demo", "https"),
    [
        (["127.0.0.1", "localhost"], False, False),
        (["licet.example.org"], False, True),
        (["licet.example.org", "localhost"], False, True),
        (["licet.example.org"], True, False),
    ],
)
def test_a_site_with_a_name_of_its_own_sends_its_cookies_over_https_alone(
    hosts: list[str], demo: bool, https: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LICET_HTTPS", raising=False)
    assert sign_in_settings.reached_by_https(hosts, demo) is https
    made = sign_in_settings.transport(hosts, https)
    assert (made["SESSION_COOKIE_SECURE"], made["CSRF_COOKIE_SECURE"]) == (https, https)


def test_forms_are_taken_from_the_sites_own_names_alone() -> None:
    made = sign_in_settings.transport(["licet.example.org", ".example.net", "localhost", "*"], True)
    assert made["CSRF_TRUSTED_ORIGINS"] == ["https://licet.example.org", "https://*.example.net"]


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1",
            "Safari on iPhone",
        ),
        ("curl/8.1", "curl/8.1"),
        ("", "a browser that gives no name"),
    ],
)
def test_a_browser_is_called_by_its_name(user_agent: str, name: str) -> None:
    assert name_of(user_agent) == name
