"""The auditor reads the whole ledger; nobody else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from cast import client_for
from django.test import Client
from django.urls import reverse
from records_samples import note

from licet.ledger.checkpoint import verify
from licet.ledger.merkle import leaf_hash, verify_inclusion
from licet.service.people.models import User
from licet.service.records.keys import verifier
from licet.service.records.models import Event
from licet.service.records.retention import destroy_payload
from licet.service.records.sequencer import seal_all

pytestmark = pytest.mark.django_db
LEDGER = "/ledger/"


@pytest.fixture
def auditor(audra: User) -> Client:
    return client_for(audra)


def page(client: Client, path: str, **query: object) -> str:
    answer = client.get(path, {name: str(value) for name, value in query.items()})
    assert answer.status_code == 200
    return answer.content.decode()


def pages_of(event: Event) -> list[str]:
    detail = reverse("records:event", args=[event.pk])
    return [LEDGER, detail, reverse("records:proof", args=[event.pk]), reverse("records:checkpoint")]


@pytest.mark.parametrize("who", ["elena", "rival", "olga", "tomas", "amina", "paul"])
def test_other_people_are_refused_every_page(people: dict[str, User], event: Event, who: str) -> None:
    seal_all()
    client = client_for(people[who])
    for path in pages_of(event):
        answer = client.get(path)
        assert answer.status_code == 403, path
        assert b"Ada" not in answer.content


def test_visitors_are_sent_to_sign_in(client: Client, event: Event) -> None:
    for path in pages_of(event):
        assert client.get(path).status_code == 302, path


def test_acts_are_listed_newest_first_with_number_and_name(auditor: Client, subject: User) -> None:
    first, second = note(subject, 1), note(subject, 2)
    seal_all()
    text = page(auditor, LEDGER)
    assert text.index(str(second.pk)) < text.index(str(first.pk))
    assert "A sample was noted" in text
    assert subject.name in text


def test_an_act_not_yet_sealed_says_that_it_waits(auditor: Client, event: Event) -> None:
    assert "waiting" in page(auditor, LEDGER)
    assert "waits to be sealed" in page(auditor, reverse("records:event", args=[event.pk]))


def test_the_list_narrows_to_act_record_and_person(auditor: Client, subject: User, olga: User) -> None:
    ours, theirs = note(subject, 1), note(olga, 2)
    for query in ({"subject": subject.pk}, {"actor": subject.pseudonym}):
        text = page(auditor, LEDGER, **query)
        assert str(ours.pk) in text
        assert str(theirs.pk) not in text
    assert str(ours.pk) not in page(auditor, LEDGER, type="content.destroyed")
    assert str(ours.pk) in page(auditor, LEDGER, type="sample.noted")


def test_a_malformed_filter_says_what_to_enter(auditor: Client, event: Event) -> None:
    text = page(auditor, LEDGER, subject="nonsense")
    assert "Enter an identifier as the ledger shows it" in text


def test_older_acts_are_one_page_further(auditor: Client, subject: User) -> None:
    events = [note(subject, number) for number in range(53)]
    first = page(auditor, LEDGER)
    assert str(events[3].pk) in first
    assert str(events[2].pk) not in first
    assert f"before={events[3].pk}" in first
    second = page(auditor, LEDGER, before=events[3].pk)
    assert str(events[2].pk) in second
    assert "Older acts" not in second


def test_the_number_of_queries_does_not_grow_with_the_acts(
    auditor: Client, subject: User, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for number in range(50):
        note(subject, number)
    seal_all()
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        page(auditor, LEDGER)


def test_an_event_shows_its_content_and_its_proof(auditor: Client, event: Event) -> None:
    seal_all()
    text = page(auditor, reverse("records:event", args=[event.pk]))
    assert "&quot;number&quot;: 7" in text
    assert "Ada" in text
    assert "Number 0 of the 1 acts" in text


def test_destroyed_content_is_said_to_be_destroyed_and_by_what_act(
    auditor: Client, subject: User, paul: User
) -> None:
    with time_machine.travel(datetime(2020, 5, 5, tzinfo=UTC)):
        event = note(subject, 7, personal="Ada")
    destroy_payload(actor=paul, event=event, reason="Its time was over")
    text = page(auditor, reverse("records:event", args=[event.pk]))
    assert "The content was destroyed; its commitment stays." in text
    assert "Its time was over" in text
    assert "Ada" not in text


def test_an_event_that_does_not_exist_is_not_found(auditor: Client) -> None:
    assert auditor.get(reverse("records:event", args=[uuid4()])).status_code == 404


def test_a_saved_proof_can_be_checked_without_us(auditor: Client, subject: User) -> None:
    events = [note(subject, number) for number in range(7)]
    seal_all()
    answer = auditor.get(reverse("records:proof", args=[events[4].pk]))
    assert "attachment" in answer["Content-Disposition"]
    proof = json.loads(answer.content)
    head = verify(proof["checkpoint"], [verifier()])
    path = [bytes.fromhex(step) for step in proof["path"]]
    assert json.loads(proof["entry"])["id"] == str(events[4].pk)
    assert verify_inclusion(leaf_hash(proof["entry"].encode()), proof["index"], head.size, path, head.root)


def test_an_unsealed_event_has_no_proof_to_save(auditor: Client, event: Event) -> None:
    assert auditor.get(reverse("records:proof", args=[event.pk])).status_code == 404


def test_the_checkpoint_is_saved_as_signed_text(auditor: Client, event: Event) -> None:
    assert auditor.get(reverse("records:checkpoint")).status_code == 404
    seal_all()
    answer = auditor.get(reverse("records:checkpoint"))
    assert verify(answer.content.decode(), [verifier()]).size == 1
    assert answer["Content-Disposition"] == 'attachment; filename="checkpoint-1.txt"'
