"""Is the service ready? In a word for machines, in plain words for officials, to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from cast import client_for
from django.test import Client, RequestFactory

from licet.service.base import health
from licet.service.base.health import Check, Finding, fault, fine
from licet.service.people.models import User


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.django_db
def test_machines_ask_with_get_and_head(client: Client, path: str) -> None:
    word = {"/healthz": b"ok\n", "/readyz": b"ready\n"}[path]
    assert client.get(path).content == word
    head = client.head(path)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("path", ["/", "/static/base/licet.css"])
def test_an_answer_to_head_is_headers_alone(path: str, db: None) -> None:
    """Django's own test client would cut the body off; the server is handed what the application returns."""
    from licet.service.base.wsgi import application

    environ = RequestFactory().head(path).environ
    lengths: list[str] = []

    def start(_status: str, headers: list[tuple[str, str]], _error: object = None) -> Any:
        lengths.append(dict(headers)["Content-Length"])

    body = application(environ, start)
    assert b"".join(body) == b""
    assert int(lengths[0]) > 1000


def test_that_the_process_lives_is_said_without_a_database(client: Client) -> None:
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_what_is_wrong_is_not_told_to_visitors(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Finding:
        return fault("The law in /srv/secret-place is broken.", "Mend it.")

    monkeypatch.setattr(
        health, "_checks", {"law": Check("law", "The law", broken, needs_database=False, serving=True)}
    )
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready\n")


@pytest.mark.django_db
def test_what_does_not_stop_the_service_leaves_it_ready(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> Finding:
        return fault("No worker.", "Start it.")

    monkeypatch.setattr(health, "_checks", {"worker": Check("worker", "Worker", broken)})
    assert client.get("/readyz").content == b"ready\n"


def test_officials_read_what_is_wrong_and_what_to_do(olga: User) -> None:
    page = client_for(olga).get("/service/").content.decode()
    assert "faults have to be fixed" in page
    assert "It has never run on this database." in page
    assert "Start it: `licet worker`" in page
    assert page.index("Fault</strong>") < page.index("Fine</strong>")


def test_when_nothing_is_wrong_the_page_says_so(paul: User, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = {"x": Check("x", "X", lambda: fine("As it should be."))}
    monkeypatch.setattr(health, "_checks", sound)
    assert "Everything works." in client_for(paul).get("/service/").content.decode()


@pytest.mark.parametrize("name", ["elena", "amina", "tomas"])
def test_others_are_told_whom_it_is_for(name: str, people: dict[str, User]) -> None:
    answer = client_for(people[name]).get("/service/")
    assert answer.status_code == 403
    assert "for officers, approvers and the auditor" in answer.content.decode()
