"""When the database is away or the disk is full: a page that says so and what to do, which asks the database nothing."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from cast import client_for
from django.db import InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import reverse
from psycopg.errors import DiskFull

from licet.service.applications.models import Application
from licet.service.people.models import User
from licet.service.records.models import Event
from licet.service.site.outage import is_full

AWAY = OperationalError("server closed the connection unexpectedly")
FULL = OperationalError("database or disk is full")


class Fails:
    """Lets every question to the database fail."""

    def __init__(self, fault: Exception) -> None:
        self.fault = fault

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise self.fault


def browser_of(user: User) -> Client:
    """A browser that shows the page of a fault instead of failing the test."""
    client = client_for(user)
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("fault", [AWAY, InterfaceError("the connection is closed")])
def test_a_page_during_an_outage_says_wait_and_load_again(olga: User, fault: Exception) -> None:
    client = browser_of(olga)
    with connection.execute_wrapper(Fails(fault)):
        answer = client.get(reverse("work"))
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Not available for the moment" in text
    assert "load this page again" in text
    assert "Sign in" not in text, "she is signed in; nobody can know it just now"
    assert client.get(reverse("work")).status_code == 200


def test_a_form_sent_during_an_outage_may_be_sent_again(elena: User) -> None:
    client = browser_of(elena)
    client.get("/")
    data = {"title": "Lynx", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    before = Event.objects.count()
    with connection.execute_wrapper(OnWriting(AWAY)):
        answer = client.post(reverse("applications:begin"), data)
    assert answer.status_code == 503
    assert "reload it and let your browser send the form again" in answer.content.decode()
    assert (Application.objects.count(), Event.objects.count()) == (0, before)
    assert client.post(reverse("applications:begin"), data).status_code == 302


class OnWriting(Fails):
    """Reads work, writes do not."""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith('INSERT INTO "records_event"'):
            raise self.fault
        return execute(sql, params, many, context)


@pytest.mark.parametrize("fault", [FULL, OSError(errno.ENOSPC, "No space left on device")])
def test_a_full_disk_is_named_and_nothing_is_half_done(elena: User, fault: Exception) -> None:
    client = browser_of(elena)
    client.get("/")
    data = {"title": "Lynx", "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    with connection.execute_wrapper(OnWriting(fault)):
        answer = client.post(reverse("applications:begin"), data)
    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "the disk of this system is full" in text
    assert "nothing is half done" in text
    assert not Application.objects.exists()
    assert client.post(reverse("applications:begin"), data).status_code == 302


def test_postgresql_says_full_by_its_code() -> None:
    fault = OperationalError("could not extend file")
    fault.__cause__ = DiskFull("could not extend file")
    assert is_full(fault)


def test_any_other_fault_stays_a_fault(olga: User) -> None:
    client = browser_of(olga)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("licet.service.site.views.cards_for", lambda user: 1 / 0)
        answer = client.get(reverse("work"))
    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()
