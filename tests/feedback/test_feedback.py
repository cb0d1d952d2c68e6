"""Anybody tells what went wrong; officers read and delete it; nobody else sees it."""

from __future__ import annotations

from typing import Any

import pytest
from cast import client_for, post
from django.core.cache import cache
from django.test import Client

from licet.service.feedback.models import Feedback
from licet.service.people.models import User
from licet.service.records.models import Event

pytestmark = pytest.mark.django_db
TOLD = {"doing": "I looked for the map.", "wrong": "<b>It was gone.</b>", "email": "nadia@example.org"}


@pytest.fixture(autouse=True)
def nobody_counted_before(db: None) -> None:
    cache.clear()


def tell(**changes: str) -> Any:
    return post(Client(enforce_csrf_checks=True), "/feedback/", {**TOLD, **changes})


def test_a_visitor_tells_and_is_thanked() -> None:
    assert tell()["Location"] == "/feedback/thanks/"
    row = Feedback.objects.get()
    assert (row.doing, row.wrong, row.email) == (
        "I looked for the map.",
        "<b>It was gone.</b>",
        "nadia@example.org",
    )


def test_what_is_missing_is_said_and_nothing_is_kept() -> None:
    page = tell(wrong="", email="nadia").content.decode()
    assert "Enter an answer: What went wrong?" in page
    assert "Enter an e-mail address like" in page
    assert "I looked for the map." in page
    assert not Feedback.objects.exists()


def test_an_officer_reads_and_deletes_it(olga: User) -> None:
    tell()
    client = client_for(olga)
    page = client.get("/feedback/all/").content.decode()
    assert "&lt;b&gt;It was gone.&lt;/b&gt;" in page
    assert "nadia@example.org" in page
    post(client, f"/feedback/{Feedback.objects.get().pk}/delete/")
    assert not Feedback.objects.exists()
    assert not Event.objects.filter(type__startswith="feedback").exists()


def test_nobody_else_reads_or_deletes_it(elena: User, amina: User, paul: User, audra: User) -> None:
    tell()
    for user in (elena, amina, paul, audra):
        client = client_for(user)
        assert client.get("/feedback/all/").status_code == 403
        assert post(client, f"/feedback/{Feedback.objects.get().pk}/delete/").status_code == 403
    assert Client().get("/feedback/all/").status_code == 302
    assert Feedback.objects.count() == 1


def test_it_has_its_measure() -> None:
    for _ in range(5):
        assert tell().status_code == 302
    answer = tell()
    assert answer.status_code == 429
    assert "I looked for the map." in answer.content.decode()
    assert Feedback.objects.count() == 5
