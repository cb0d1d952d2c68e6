"""An act and its event happen together or not at all."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from records_samples import note

from licet.ledger.canonical import opens
from licet.service.people.models import User
from licet.service.records.models import Content, Event, Pending, PersonalContent
from licet.service.records.selectors import events_of
from licet.service.records.services import NotInTransaction, record
from licet.service.records.types import UnknownType, label, register


def test_an_event_says_who_did_what_to_which_record(subject: User) -> None:
    event = note(subject, 3)
    assert (event.type, event.actor, event.subject_type) == ("sample.noted", subject.pseudonym, "people.user")
    assert event.subject_id == subject.pk
    assert event.payload == {"number": 3}


def test_the_content_opens_the_commitment_and_nothing_else_does(event: Event) -> None:
    content = Content.objects.get(event=event)
    assert opens(bytes(content.key), content.body.encode(), event.payload_commitment)
    assert not opens(bytes(content.key), b'{"number":8}', event.payload_commitment)


def test_the_personal_part_has_a_key_of_its_own(event: Event) -> None:
    content, personal = Content.objects.get(event=event), PersonalContent.objects.get(event=event)
    assert bytes(content.key) != bytes(personal.key)
    assert opens(bytes(personal.key), personal.body.encode(), event.personal_commitment)
    assert "Ada" not in content.body


def test_without_a_personal_part_nothing_is_committed_for_one(subject: User) -> None:
    event = note(subject)
    assert event.personal_commitment == ""
    assert event.personal is None


def test_the_entry_shows_no_content(event: Event) -> None:
    text = event.entry().to_bytes().decode()
    assert "Ada" not in text
    assert "number" not in text
    assert event.payload_commitment in text


def test_an_act_that_fails_leaves_no_event(subject: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        note(subject)
        raise RuntimeError
    assert not Event.objects.exists()
    assert not Pending.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    subject = User.objects.create_user("subject@example.invalid", "A subject")
    with pytest.raises(NotInTransaction):
        record(type="sample.noted", actor=None, subject=subject, payload={})
    assert not Event.objects.exists()


def test_a_type_nobody_registered_is_refused(subject: User) -> None:
    with pytest.raises(UnknownType, match="is not registered"):
        record(type="sample.invented", actor=None, subject=subject, payload={})


@pytest.mark.parametrize("name", ["sample", "Sample.noted", "sample.noted.twice", "sample noted"])
def test_a_type_reads_noun_and_participle(name: str) -> None:
    with pytest.raises(ValueError, match="past participle"):
        register(name, "A label")


def test_a_type_without_an_app_keeps_its_name() -> None:
    assert label("gone.forgotten") == "gone.forgotten"


def test_a_subject_without_a_uuid_is_refused(subject: User) -> None:
    with pytest.raises(TypeError, match="UUID"):
        record(type="sample.noted", actor=None, subject=ContentType.objects.get_for_model(User), payload={})


def test_content_that_json_cannot_carry_is_refused(subject: User) -> None:
    with pytest.raises(ValueError, match="canonical JSON"):
        record(type="sample.noted", actor=None, subject=subject, payload={"id": uuid4()})  # type: ignore[dict-item]


def test_events_come_back_in_the_order_they_were_recorded(subject: User) -> None:
    for number in range(30):
        note(subject, number)
    assert [event.payload for event in events_of(subject)] == [{"number": number} for number in range(30)]


def test_reading_events_with_content_is_one_query(subject: User, django_assert_num_queries: object) -> None:
    for number in range(5):
        note(subject, number, personal="Ada" if number % 2 else "")
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [(event.payload, event.personal) for event in events_of(subject)][1] == (
            {"number": 1},
            {"name": "Ada"},
        )
