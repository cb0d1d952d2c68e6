"""Content is destroyed when its time is over, by one act that is itself recorded; the commitment stays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from records_samples import a_subject, note

from licet.service.people.models import User
from licet.service.records.keys import verifier
from licet.service.records.models import Content, Event, PersonalContent
from licet.service.records.retention import DestructionRefused, destroy_payload, kept_until
from licet.service.records.selectors import destructions_of
from licet.service.records.selectors import event as find
from licet.service.records.sequencer import seal_all
from licet.service.records.verification import verify_ledger

pytestmark = pytest.mark.django_db
ACT = datetime(2026, 3, 1, 12, tzinfo=UTC)
LAST_DAY = datetime(2031, 12, 31, 23, 59, tzinfo=UTC)  # five years from the end of 2026
DAY_AFTER = datetime(2032, 1, 1, 0, 1, tzinfo=UTC)


@pytest.fixture
def old(db: None) -> Event:
    with time_machine.travel(ACT):
        event = note(a_subject(), 7, personal="Ada")
        seal_all()
    return event


def test_content_is_kept_until_five_years_from_the_end_of_the_calendar_year(old: Event, paul: User) -> None:
    assert kept_until(old) == 2031
    with time_machine.travel(LAST_DAY), pytest.raises(DestructionRefused, match="end of 2031"):
        destroy_payload(actor=paul, event=old, reason="Schedule")
    assert find(old.pk).payload == {"number": 7}


def test_then_content_and_keys_go_and_event_and_commitment_stay(old: Event, paul: User) -> None:
    with time_machine.travel(DAY_AFTER):
        destroy_payload(actor=paul, event=old, reason="Schedule")
    gone = find(old.pk)
    assert (gone.payload, gone.personal) == (None, None)
    assert (gone.payload_commitment, gone.personal_commitment) == (
        old.payload_commitment,
        old.personal_commitment,
    )
    assert not Content.objects.filter(event=old).exists()
    assert not PersonalContent.objects.filter(event=old).exists()


def test_the_destruction_is_an_event_with_reason_person_and_what_backups_hold(old: Event, paul: User) -> None:
    with time_machine.travel(DAY_AFTER):
        destroy_payload(actor=paul, event=old, reason=" Schedule ")
    (act,) = destructions_of(old)
    assert (act.type, act.actor, act.subject_id) == ("content.destroyed", paul.pseudonym, old.pk)
    assert act.payload is not None
    assert act.payload["reason"] == "Schedule"
    assert "Backups" in act.payload["backups"]


def test_the_personal_part_can_go_alone(old: Event, paul: User) -> None:
    with time_machine.travel(DAY_AFTER):
        destroy_payload(actor=paul, event=old, reason="Schedule", personal_only=True)
    assert (find(old.pk).payload, find(old.pk).personal) == ({"number": 7}, None)


def test_the_ledger_verifies_after_a_destruction(old: Event, paul: User) -> None:
    with time_machine.travel(DAY_AFTER):
        destroy_payload(actor=paul, event=old, reason="Schedule")
        seal_all()
        report = verify_ledger(verifiers=[verifier()])
    assert (report.problems, report.size) == ([], 2)


@pytest.mark.parametrize("who", ["elena", "olga", "tomas", "amina", "audra"])
def test_nobody_but_the_approver_destroys(old: Event, people: dict[str, User], who: str) -> None:
    with time_machine.travel(DAY_AFTER), pytest.raises(PermissionDenied):
        destroy_payload(actor=people[who], event=old, reason="Schedule")
    assert find(old.pk).payload


def test_a_destruction_without_a_reason_is_refused(old: Event, paul: User) -> None:
    with time_machine.travel(DAY_AFTER), pytest.raises(DestructionRefused, match="reason"):
        destroy_payload(actor=paul, event=old, reason="  ")


def test_nothing_is_destroyed_twice(old: Event, paul: User) -> None:
    with time_machine.travel(DAY_AFTER):
        destroy_payload(actor=paul, event=old, reason="Schedule")
        with pytest.raises(DestructionRefused, match="already"):
            destroy_payload(actor=paul, event=find(old.pk), reason="Schedule")


def test_the_record_of_a_destruction_stays_for_ever(old: Event, paul: User) -> None:
    with time_machine.travel(DAY_AFTER):
        act = destroy_payload(actor=paul, event=old, reason="Schedule")
    with (
        time_machine.travel(datetime(2050, 1, 1, tzinfo=UTC)),
        pytest.raises(DestructionRefused, match="never"),
    ):
        destroy_payload(actor=paul, event=act, reason="Schedule")


def test_without_its_record_the_database_lets_no_content_go(old: Event) -> None:
    for table in (Content, PersonalContent):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            table.objects.filter(event=old).delete()


def test_a_record_for_one_event_opens_no_other(old: Event, paul: User) -> None:
    with time_machine.travel(ACT):
        other = note(a_subject("other"), 8)
    with time_machine.travel(DAY_AFTER):
        destroy_payload(actor=paul, event=old, reason="Schedule")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Content.objects.filter(event=other).delete()
