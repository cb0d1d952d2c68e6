from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from cast import client_for
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from licet.service.people import matrix
from licet.service.people.explain import model_of
from licet.service.people.models import Organisation, User
from licet.service.people.policy import ACTS, Act, Decision, yes


def text(response: Any) -> str:
    content: bytes = response.content
    return content.decode()


def test_the_page_shows_every_row_of_the_file(olga: User) -> None:
    page = text(client_for(olga).get("/access/"))
    for row in matrix.load():
        assert row.act in page
    assert page.count('<span class="licet-yes">') == sum(sum(row.expected.values()) for row in matrix.load())


def test_a_visitor_signs_in_first(client: Client, db: None) -> None:
    assert client.get("/access/").headers["Location"] == "/sign-in/?next=/access/"


def test_the_refusal_page_gives_the_reason(olga: User) -> None:
    response = client_for(olga).get("/access/explain/")
    assert response.status_code == 403
    assert "Only the auditor asks this of other people." in text(response)


def test_the_auditor_reads_who_may_and_why(audra: User) -> None:
    page = text(client_for(audra).get("/access/explain/", {"act": "access.explain"}))
    assert "Paul Okoye" in page
    assert "Approver, Northmark Export Control Office" in page
    assert page.count("Only the auditor asks this of other people.") == 7
    assert page.count("The auditor checks who may do what.") == 1


def test_an_identifier_nothing_has_is_named_as_such(audra: User) -> None:
    page = text(
        client_for(audra).get("/access/explain/", {"act": "access.explain", "object_id": str(uuid4())})
    )
    assert "<title>Error: " in page
    assert "nothing has this one" in page


@pytest.mark.parametrize("wrong", ["case 7", "7"])
def test_an_identifier_in_the_wrong_form_says_how_to_write_it(audra: User, wrong: str) -> None:
    page = text(client_for(audra).get("/access/explain/", {"act": "access.explain", "object_id": wrong}))
    assert "32 letters and digits with hyphens" in page


def test_the_kind_of_object_is_read_from_the_rule() -> None:
    def about_an_organisation(actor: User, obj: Organisation | None) -> Decision:
        return yes("So be it.")

    def about_nothing(actor: User, obj: object | None) -> Decision:
        return yes("So be it.")

    assert model_of(Act("a.b", "A", about_an_organisation)) is Organisation
    assert model_of(Act("a.c", "A", about_nothing)) is None


def test_every_declared_rule_can_be_read_so() -> None:
    for act in ACTS.values():
        model_of(act)


def test_the_number_of_queries_does_not_grow_with_people(audra: User) -> None:
    client = client_for(audra)

    def queries() -> int:
        with CaptureQueriesContext(connection) as made:
            client.get("/access/explain/", {"act": "access.explain"})
        return len(made)

    few = queries()
    for number in range(20):
        User.objects.create_user(f"p{number}@example.invalid", f"Person {number}")
    assert queries() == few
