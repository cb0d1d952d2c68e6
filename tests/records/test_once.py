"""A form that is sent again because its answer got lost does what it asked for once."""

from __future__ import annotations

import re
import threading
from typing import Any

import pytest
from cast import assemble, client_for, organisation_of
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from licet.service.applications.models import Application
from licet.service.applications.services import create
from licet.service.files.models import Document
from licet.service.people.models import User
from licet.service.records import once
from licet.service.records.models import Submission


@pytest.fixture
def begin(people: dict[str, User]) -> str:
    return reverse("applications:begin")


def page_token(client: Client, path: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(path).content.decode())
    assert found
    return found[1]


def send(client: Client, path: str, token: str, **fields: Any) -> Any:
    return client.post(path, {**fields, "csrfmiddlewaretoken": token})


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_again_leads_where_it_led_and_does_nothing() -> None:
    client, path = client_for(assemble()["elena"]), reverse("applications:begin")
    token = page_token(client, path)
    first, second = (send(client, path, token, title="Lynx") for _ in range(2))
    assert Application.objects.count() == 1
    assert (first.status_code, second.status_code) == (302, 302)
    assert second.url == first.url
    assert "saved already" in client.get(second.url).content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_do_it_once_and_the_other_is_told_plainly() -> None:
    elena, path = assemble()["elena"], reverse("applications:begin")
    client = client_for(elena)
    token, cookies = page_token(client, path), client.cookies
    ready, answers = threading.Barrier(2), []

    def press() -> None:
        own = Client(enforce_csrf_checks=True)
        own.cookies = cookies
        ready.wait()
        try:
            answers.append(send(own, path, token, title="Lynx"))
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Application.objects.count() == 1
    told = [answer.content.decode() for answer in answers if answer.status_code == 200]
    assert all("nothing was done twice" in text for text in told)
    assert all(answer.status_code in (200, 302) for answer in answers)


def test_where_the_first_answer_led_is_unknown_the_page_says_that_it_is_saved(
    begin: str, elena: User
) -> None:
    """The server died between saving and answering."""
    client = client_for(elena)
    token = page_token(client, begin)
    send(client, begin, token, title="Lynx")
    Submission.objects.update(led_to="")
    answer = send(client, begin, token, title="Lynx")
    assert answer.status_code == 200
    assert "This was saved already" in answer.content.decode()


def test_who_was_too_late_to_be_stopped_at_the_door_is_not_told_that_she_may_not(
    elena: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of the two commits after the second was let in and before it looks: it finds nothing left to do."""
    application = create(actor=elena, organisation=organisation_of(elena), title="Lynx")
    client, path = client_for(elena), reverse("applications:withdraw", args=[application.pk])
    token = page_token(client, path)
    assert send(client, path, token, reason="The deal fell through.").status_code == 302
    at_the_door = iter([True])
    real = once.refuse_if_done
    monkeypatch.setattr(once, "refuse_if_done", lambda key: None if next(at_the_door, False) else real(key))
    answer = send(client, path, token, reason="The deal fell through.")
    assert answer.status_code in (200, 302)
    assert next(at_the_door, None) is None


def test_the_form_shown_anew_and_other_content_are_new_acts(begin: str, elena: User) -> None:
    client = client_for(elena)
    token = page_token(client, begin)
    send(client, begin, token, title="Lynx")
    send(client, begin, token, title="Lynx 2")
    send(client, begin, page_token(client, begin), title="Lynx")
    assert Application.objects.count() == 3


def test_a_form_that_was_refused_can_be_sent_again(begin: str, elena: User) -> None:
    client = client_for(elena)
    token = page_token(client, begin)
    assert send(client, begin, token, title="").status_code == 200
    assert not Submission.objects.exists()
    assert send(client, begin, token, title="Lynx").status_code == 302


def test_an_upload_is_known_by_its_content(elena: User) -> None:
    application = create(actor=elena, organisation=organisation_of(elena), title="Lynx")
    client, path = client_for(elena), reverse("applications:documents", args=[application.pk])
    token = page_token(client, path)
    for text in (b"one", b"one", b"two"):
        upload = SimpleUploadedFile("contract.txt", text, content_type="text/plain")
        send(client, path, token, upload=upload, title="Contract", kind="contract")
    assert sorted(document.size for document in Document.objects.all()) == [3, 3]
    assert len({document.sha256 for document in Document.objects.all()}) == 2


def test_what_was_rolled_back_is_not_claimed(people: dict[str, User]) -> None:
    claim = once.Claim("a" * 64)
    before = once.current.set(claim)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            once.claim()
            raise RuntimeError
        with transaction.atomic():
            once.claim()
            once.claim()  # the second act of the same request
    finally:
        once.current.reset(before)
    assert Submission.objects.count() == 1


def test_old_claims_are_forgotten(people: dict[str, User]) -> None:
    Submission.objects.create(key="old", at=timezone.now() - once.KEPT * 2)
    Submission.objects.create(key="new", at=timezone.now())
    assert once.forget_old() == 1
    assert Submission.objects.get().key == "new"
