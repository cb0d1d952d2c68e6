"""Names, addresses, answers and tokens go in through every door; none of them comes out in the logs."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from html import unescape
from io import StringIO
from typing import Any

import everywhere
import pytest
from breaking_urls import CANARY, MAIL, TOKEN, fail
from cast import client_for, post
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from log_catcher import caught
from officer_walk import office, small_law
from routes import opened, routes

from licet.service.jobs import worker
from licet.service.people.models import User

__all__ = ["office", "small_law"]

WORDS = (CANARY, CANARY.lower(), TOKEN, "feathers.example")


@pytest.fixture
def said(db: None) -> Iterator[dict[str, StringIO]]:
    with caught() as streams:
        yield streams
    for stream in streams.values():
        text = stream.getvalue()
        assert text, "nothing was said at all"
        assert [word for word in WORDS if word in text] == []


def lines(said: dict[str, StringIO]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said["json"].getvalue().splitlines()]


def answered(said: dict[str, StringIO]) -> list[dict[str, Any]]:
    return [line for line in lines(said) if line["message"] == "Answered"]


def test_a_request_is_told_by_route_and_pseudonym(said: dict[str, StringIO], olga: User) -> None:
    response = client_for(olga).get(reverse("work"), {"q": CANARY}, headers={"Referer": f"/{TOKEN}"})
    (line,) = answered(said)
    assert (line["method"], line["route"], line["status"]) == ("GET", "work", 200)
    assert line["actor"] == str(olga.pseudonym)
    assert line["request"] == response.headers["X-Request-ID"]
    assert olga.name not in said["json"].getvalue() and olga.email not in said["json"].getvalue()


def test_what_visitors_ask_for_in_vain(said: dict[str, StringIO], client: Client) -> None:
    client.get(f"/{TOKEN}/{CANARY}")
    client.get("/applications/", {"next": TOKEN})
    client.get("/", headers={"Host": f"{CANARY}.example"})
    assert [(line["route"], line["status"]) for line in answered(said)][:1] == [("none", 404)]
    assert "actor" not in answered(said)[0]


def test_a_sign_in_that_fails(said: dict[str, StringIO], client: Client) -> None:
    post(client, "/sign-in/", {"username": MAIL, "login": MAIL, "email": MAIL, "password": TOKEN})
    assert answered(said)


def test_a_form_without_its_token(said: dict[str, StringIO], elena: User) -> None:
    assert (
        client_for(elena)
        .post("/applications/new/", {"name": CANARY, "csrfmiddlewaretoken": TOKEN})
        .status_code
        == 403
    )


def forms_of(html: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each form of a page with every field that takes words filled with the canary."""
    for form in re.findall(r"<form\b.*?</form>", html, re.DOTALL):
        if 'method="post"' in form:
            action = re.search(r'<form[^>]*\baction="([^"]*)"', form)
            names = re.findall(
                r'<(?:textarea|input(?![^>]*type="(?:hidden|radio|checkbox|file|submit)"))[^>]*\bname="([^"]+)"',
                form,
            )
            chosen = re.findall(
                r'<input[^>]*type="(?:radio|checkbox)"[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', form
            )
            hidden = re.findall(r'<input[^>]*type="hidden"[^>]*\bname="([^"]+)"[^>]*\bvalue="([^"]*)"', form)
            words = dict.fromkeys(names, f"{CANARY} {MAIL}")
            yield unescape(action[1]) if action else "", {**dict(chosen), **dict(hidden), **words}


@pytest.mark.django_db(transaction=True)
def test_no_form_of_the_site_lets_its_words_into_the_log(
    said: dict[str, StringIO], office: None, people: dict[str, User]
) -> None:
    everywhere.fill(people)
    sent = 0
    for route in routes():
        for page in [page for page in opened(route, people)[0] if page.is_page][:1]:
            client = client_for(page.user) if page.user else Client(enforce_csrf_checks=True)
            client.raise_request_exception = False
            got = client.get(page.path)
            for action, words in forms_of(got.content.decode()):
                client.post(action or page.path, words)
                sent += any(CANARY in str(word) for word in words.values())
    assert sent > 20


@pytest.mark.urls("breaking_urls")
@pytest.mark.parametrize("token", [TOKEN, "suspicious"])
def test_a_page_that_breaks(said: dict[str, StringIO], olga: User, token: str) -> None:
    client = client_for(olga)
    client.raise_request_exception = False
    response = post(client, f"/explode/{token}/", {"answer": CANARY})
    assert response.status_code == (400 if token == "suspicious" else 500)
    if token == TOKEN:
        (error,) = [line["error"] for line in lines(said) if "error" in line]
        assert error["type"] == "ValueError"
        assert error["at"][-1].endswith(" explode")
        assert response.headers["X-Request-ID"] in response.content.decode()


@pytest.mark.urls("breaking_urls")
def test_a_database_that_quotes_the_row_it_refuses(said: dict[str, StringIO], olga: User) -> None:
    client = client_for(olga)
    client.raise_request_exception = False
    assert post(client, "/explode/database/").status_code == 500
    (error,) = [line["error"] for line in lines(said) if "error" in line]
    assert error["type"] == f"django.db.utils.{IntegrityError.__name__}"


@pytest.mark.django_db(transaction=True)
def test_a_job_that_breaks_is_told_by_its_number() -> None:
    with caught() as streams:
        queued = fail.enqueue(CANARY)
        worker.main(single=True)
    (line,) = [line for line in lines(streams) if line["message"] == "Job failed"]
    assert line["job"] == str(queued.id)
    assert line["task"].endswith("breaking_urls.fail")
    assert line["error"]["type"] == "ValueError"
    assert CANARY not in streams["text"].getvalue() + streams["json"].getvalue()


def test_queries_are_not_shown_even_when_everything_is_asked_for() -> None:
    assert not logging.getLogger("django.db.backends").isEnabledFor(logging.DEBUG)
