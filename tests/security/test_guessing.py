"""Somebody knows, or guesses, the address or the number of what is not hers: it looks exactly like what does not exist."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any

import pytest
from cast import client_for
from django.test import Client
from everywhere import fill
from fuzz_site import Site, digest, undone
from guessing import Known, first_foreign, guesses, misplaced, one_of_every_kind, real_kwargs
from officer_walk import office, small_law
from routes import routes
from secrets_of import lay

from licet.service.people.models import User

__all__ = ["office", "small_law"]

pytestmark = pytest.mark.usefixtures("office")
GUESSERS = ("rival", "elena", "amina", "olga", "audra", "")
ODD = ("HEAD", "PUT", "DELETE", "PATCH", "OPTIONS")
CHANGING = re.compile(rb'[0-9a-f]{8}-[0-9a-f-]{27}|name="csrfmiddlewaretoken" value="\w+"|\d\d:\d\d UTC')


def report(found: list[str]) -> str:
    return "\n".join(found[:60])


@pytest.fixture
def filled(people: dict[str, User]) -> dict[str, User]:
    fill(people)
    lay(people)
    return people


def ask(client: Client, method: str, path: str) -> tuple[int, bytes, str]:
    """Status, page and where it leads, without what differs from request to request anyway."""
    client.cookies.pop("messages", None)  # what an earlier answer left to be said on the next page
    if method == "POST":
        answer: Any = client.post(path, {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    else:
        answer = client.generic(method, path)
    page = b"" if answer.streaming else CHANGING.sub(b"", answer.content)
    return answer.status_code, page, CHANGING.sub(b"", answer.headers.get("Location", "").encode()).decode()


def unlike(one: bytes, other: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"{one[at - 60 : at + 200]!r} {other[at - 60 : at + 200]!r}" if one != other else ""


@pytest.mark.timeout(600)
def test_what_one_may_not_know_of_looks_like_what_does_not_exist(filled: dict[str, User]) -> None:
    clients = {who: client_for(filled[who]) if who else Client(enforce_csrf_checks=True) for who in GUESSERS}
    before, told, asked, known = digest(), [], 0, Known()
    for who, client in clients.items():
        user = filled.get(who)
        client.get("/")
        for route in routes():
            methods = ("GET", "POST", *ODD) if who == "rival" else ("GET", "POST")
            for theirs, nobodys in guesses(route, who, user, known):
                for method in methods:
                    answer, other = ask(client, method, theirs), ask(client, method, nobodys)
                    asked += 1
                    refused = answer[0] in (403, 404, 405) or (not user and answer[2].startswith("/sign-in/"))
                    refused = refused or (method == "OPTIONS" and answer == other)
                    if answer != other or not refused:
                        told.append(
                            f"{who or 'visitor'} {method} {route.name}: {answer[0]} and {other[0]} {answer[2]} {unlike(answer[1], other[1])}"
                        )
    assert asked > 300
    assert not told, report(told)
    after = digest()
    assert {table for table in after if after[table] != before[table]} == set()


@pytest.mark.timeout(3600)
def test_what_is_one_kind_of_thing_is_no_other(filled: dict[str, User]) -> None:
    """The number of a case where a letter's belongs, of a party where a document's does …: nothing is there, for anybody.

    Each place in each address is tried by everybody with two kinds, in turn; LICET_GUESS_ALL tries every kind.
    """
    clients = {who: client_for(user) for who, user in filled.items() if who != "rafael"}
    clients[""] = Client(enforce_csrf_checks=True)
    for client in clients.values():
        client.get("/")
    keys, before, turns = one_of_every_kind(), digest(), dict.fromkeys(clients, 0)
    tried, told = set(), []
    for route in routes():
        given = real_kwargs(route, clients) if {"pk", "case"} & {*route.parameters} else {}
        for who, client in clients.items():

            def pick(kinds: Sequence[str], who: str = who) -> Sequence[str]:
                turns[who] += 2
                first = turns[who] % len(kinds)
                return kinds if "LICET_GUESS_ALL" in os.environ else (*kinds, *kinds)[first : first + 2]

            for kind, theirs, nobodys in misplaced(route, given, keys, pick):
                tried.add((kind, who))
                for method in ("GET", "POST"):
                    answer, other = ask(client, method, theirs), ask(client, method, nobodys)
                    refused = answer[0] in (403, 404, 405) or answer[2].startswith("/sign-in/")
                    if answer != other or not refused:
                        told.append(
                            f"{who or 'visitor'} {method} {route.name}, {kind}: {answer[::2]}, {other[0]}"
                        )
    assert tried == {(kind, who) for kind in keys for who in clients}
    assert not told, report(told)
    assert digest() == before


NUMBER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.timeout(600)
def test_the_number_of_what_is_not_hers_is_taken_from_no_form(filled: dict[str, User]) -> None:
    """In every field that offers things to choose from, something foreign is sent instead, and beside all fields too."""
    site = Site({name: filled[name] for name in ("elena", "amina")}, seed=3)
    site.walk(few=1)
    taken, known = [], Known()
    for target in site.targets.values():
        user = filled.get(target.who)
        if target.form.method != "post" or user is None:
            continue
        for name, data in with_foreign_numbers(site, target, user, known):
            number = NUMBER.search(str(data[name]))
            assert number is not None
            before = mentions(number[0])
            with undone():
                send_form(site, target, data)
                if mentions(number[0]) > before:
                    taken.append(f"{target.who} {target.form.path} {name}")
    assert not taken, report(taken)


def with_foreign_numbers(site: Site, target: Any, user: User, known: Known) -> Any:
    offered = [f for f in target.form.fields.values() if any(NUMBER.search(value) for value in f.values)]
    for field in offered:
        for kind in ("parties.Party", "chains.Item", "files.Document", "assessment.Evidence"):
            thing, _whole = first_foreign(kind, target.who, user, known)
            if thing is not None:
                pattern = next(value for value in field.values if NUMBER.search(value))
                yield field.name, honest(site, target) | {field.name: NUMBER.sub(str(thing.pk), pattern)}
    rival, _same = first_foreign("applications.Application", target.who, user, known)
    for name in ("organisation", "organisation_id", "application", "case", "chain", "created_by", "owner"):
        yield name, honest(site, target) | {name: str(rival.organisation_id)}


def honest(site: Site, target: Any) -> dict[str, Any]:
    return {name: field.plausible(site.chance) for name, field in target.form.fields.items()}


def send_form(site: Site, target: Any, data: dict[str, Any]) -> None:
    answer = site.clients[target.who].post(target.form.path, data)
    assert answer.status_code < 500, f"{target.form.path} {data}"


def mentions(number: str) -> int:
    """How many rows name it."""
    from django.db import connection

    bare, found = number.replace("-", ""), 0
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if "session" not in table and "cache" not in table and "submission" not in table:
                cursor.execute(f'SELECT * FROM "{table}"')
                found += sum(bare in repr(row).replace("-", "") for row in cursor.fetchall())
    return found


@pytest.mark.timeout(600)
def test_no_form_is_taken_without_the_token_of_a_page(filled: dict[str, User]) -> None:
    """Missing, bare, somebody else's; and with the right one, but sent from another site."""
    site = Site({name: filled[name] for name in ("elena", "olga")}, seed=4)
    site.walk(few=1)
    before, taken = digest(), []
    stranger = site.clients[""].cookies["csrftoken"].value
    for target in site.targets.values():
        if target.form.method != "post":
            continue
        data = honest(site, target)
        for token in (None, "", "x" * 64, *((stranger,) if target.who else ())):
            data.pop("csrfmiddlewaretoken", None)
            more = {} if token is None else {"csrfmiddlewaretoken": token}
            answer = site.clients[target.who].post(target.form.path, data | more)
            if answer.status_code != 403:
                taken.append(
                    f"{target.who or 'visitor'} {target.form.path} with {token!r}: {answer.status_code}"
                )
        honestly = honest(site, target)
        answer = site.clients[target.who].post(
            target.form.path, honestly, headers={"origin": "https://evil.example"}
        )
        if answer.status_code != 403:
            taken.append(f"{target.who or 'visitor'} {target.form.path} from elsewhere: {answer.status_code}")
    assert len(site.targets) > 40
    assert not taken, report(taken)
    after = digest()
    assert {table for table in after if after[table] != before[table]} == set()


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example", ""])
def test_a_host_that_is_not_ours_is_answered_nothing(db: None, host: str) -> None:
    answer = Client().get("/", headers={"host": host, "x-forwarded-host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content


def test_a_forwarded_host_is_not_believed(db: None) -> None:
    answer = Client().get("/", headers={"x-forwarded-host": "evil.example"})
    assert answer.status_code == 200
    assert b"evil.example" not in answer.content


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "/%0d%0aX-Zqx9: 1",
        "/\r\nX-Zqx9: 1",
        " //evil.example/",
        "\t//evil.example/",
        "http://testserver@evil.example/",
        "https://testserver.evil.example/",
    ],
)
def test_the_language_switch_leads_nowhere_else(db: None, target: str) -> None:
    answer = Client().post("/language/", {"language": "fr", "next": target})
    assert answer.status_code == 302
    assert re.fullmatch(r"/(?![/\\])[^\s\\]*", answer.headers["Location"])
    assert "X-Zqx9" not in answer.headers


def test_a_method_in_a_field_or_a_header_changes_nothing(filled: dict[str, User]) -> None:
    client, path = client_for(filled["elena"]), "/sign-out/"
    for headers in ({"x-http-method-override": "POST"}, {"x-method-override": "POST"}):
        assert client.get(path + "?_method=POST", headers=headers).status_code == 405
    assert client.get("/applications/").status_code == 200
