"""Every page that refuses says why in words, and leads on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from cast import client_for
from django.test import Client
from django.urls import NoReverseMatch, reverse
from routes import WORDS, Route, routes

from licet.service.base.not_allowed import page_above
from licet.service.people.models import User

NOBODYS = UUID(int=0)
KNOWN = {name: values[0] for name, values in WORDS.items()} | {"token": "0" * 22, "code": "end_use"}
# Answers to programs, which read the status alone.
FOR_PROGRAMS = {"health", "readiness", "ready"}


def address(route: Route) -> str:
    """An address of this route at which there is nothing."""
    try:
        return reverse(route.name, kwargs={name: KNOWN.get(name, NOBODYS) for name in route.parameters})
    except NoReverseMatch:
        return reverse(route.name, kwargs={name: KNOWN.get(name, 0) for name in route.parameters})


def refusals(client: Client, method: str) -> Iterator[tuple[Route, str, Any]]:
    for route in routes():
        path = address(route)
        answer = client.get(path) if method == "GET" else client.post(path, {})
        form_to_a_page = method == "POST" and answer.status_code == 405  # no page of ours sends one there
        if answer.status_code >= 400 and not form_to_a_page and route.name not in FOR_PROGRAMS:
            yield route, path, answer


def main_of(answer: Any) -> str:
    found = re.search(r"<main.*?</main>", answer.content.decode(), re.S)
    return found[0] if found else ""


def links(answer: Any) -> list[str]:
    return [unescape(each) for each in re.findall(r'href="(/[^"]*)"', main_of(answer))]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", ["", "elena", "olga", "ines"])
def test_every_refusal_of_every_route_says_why_and_leads_on(
    people: dict[str, User], who: str, method: str
) -> None:
    client = client_for(people[who]) if who else Client(enforce_csrf_checks=True)
    found = list(refusals(client, method))
    dumb = [
        (route.name, answer.status_code)
        for route, _path, answer in found
        if not re.search(r"<h1[^>]*>\s*\w", main_of(answer)) or len(re.findall("<p ", main_of(answer))) < 2
    ]
    assert dumb == []
    assert [route.name for route, _path, answer in found if not links(answer)] == []
    assert len(found) > 20, sorted((route.name, answer.status_code) for route, _path, answer in found)


@pytest.mark.parametrize("who", ["", "elena", "olga", "ines"])
def test_a_form_opened_by_itself_leads_to_the_page_it_stands_on(people: dict[str, User], who: str) -> None:
    client = client_for(people[who]) if who else Client()
    taken = [(path, answer) for _route, path, answer in refusals(client, "GET") if answer.status_code == 405]
    assert len(taken) > 10
    for path, answer in taken:
        assert "Nothing was done." in main_of(answer), path
        assert answer.headers["Allow"] == "POST", path
        for link in links(answer):
            assert client.get(link).status_code != 405, f"{path} leads to {link}"


def test_the_case_is_one_step_from_what_only_closes_it() -> None:
    case = reverse("casework:case", args=[NOBODYS])
    assert page_above(reverse("casework:take", args=[NOBODYS])) == case
    assert page_above("/sign-out/") == ""
    assert page_above("/nothing/of/ours/") == ""


def test_an_answer_to_a_program_stays_as_short_as_it_was(client: Client, db: None) -> None:
    answer = client.put("/sign-out/")
    assert (answer.status_code, answer.content) == (405, b"")


def test_a_head_request_for_a_form_has_no_body(client: Client, db: None) -> None:
    answer = client.head("/sign-out/")
    assert (answer.status_code, answer.content) == (405, b"")


def test_the_reason_of_the_rule_stands_on_the_page(elena: User) -> None:
    answer = client_for(elena).get(reverse("casework:queue"))
    assert answer.status_code == 403
    assert "This is not open to you." not in main_of(answer)
    assert reverse("work") in links(answer)


@pytest.mark.parametrize("path", ["/nowhere/", "/%00"])
def test_a_visitor_is_not_led_to_work_she_does_not_have(client: Client, db: None, path: str) -> None:
    assert links(client.get(path)) == ["/"]


def test_a_form_from_an_old_page_leads_back_to_that_page(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/self-assessment/describe/", {})
    assert answer.status_code == 403
    assert links(answer) == ["/self-assessment/describe/", "/"]
