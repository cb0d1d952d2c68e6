"""Cookies are input like any other."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from licet.service.people.models import User

# `"\\000"` is how a quoted cookie writes a NUL byte; PostgreSQL takes none in a text.
HORRORS = (
    r'"\000\000\000\000\000\000\000\000\000"',
    r'"abcdefgh\000ijkl"',
    "x" * 4000,
    r'"\377\376\375\374\373\372\371\370"',
    '"<zqx9 onx=1>"',
    "../../../../etc/passwd",
    "",
)


@pytest.mark.parametrize("value", HORRORS)
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "django_language"])
def test_a_cookie_that_nobody_gave_out_is_no_cookie(db: None, name: str, value: str) -> None:
    response = Client().get("/", headers={"cookie": f"{name}={value}"})
    assert response.status_code == 200
    assert b"<zqx9" not in response.content


def test_a_broken_session_cookie_signs_nobody_in(elena: User) -> None:
    for value in HORRORS:
        answer = Client().get(reverse("work"), headers={"cookie": f"sessionid={value}"})
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(db: None) -> None:
    answer = Client().post("/language/", {"language": "fr"})
    cookie = answer.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert settings.SESSION_COOKIE_HTTPONLY
    assert {settings.SESSION_COOKIE_SAMESITE, settings.CSRF_COOKIE_SAMESITE} == {"Lax"}


@pytest.mark.parametrize("path", ["/a%00b/", "/?text=%00", "/applications/?page=a%00", "/%00"])
def test_an_address_with_a_nul_in_it_is_a_bad_request(db: None, path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 400
    # Refused before most of the house is asked, and still shown in nobody's frame.
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", ["http", "work/", "//evil.example/", "https://evil.example/", "javascript:1"]
)
def test_the_language_switch_leads_to_an_address_of_the_site_alone(db: None, address: str) -> None:
    answer = Client().post("/language/", {"language": "fr", "next": address})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Client().post("/language/", {"next": "/check/?x=1"})["Location"] == "/check/?x=1"
