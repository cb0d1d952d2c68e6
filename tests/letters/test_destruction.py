"""The retention schedule reaches letters: the text and the PDF go, and that the letter was issued stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import officer_walk as walk
import pytest
import time_machine
from cast import client_for
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from letters_sent import granted

from licet.service.files.storage import path_of
from licet.service.letters.models import Letter, LetterDestroyed
from licet.service.letters.services import draw_missing
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.models import Content, Event
from licet.service.records.retention import DestructionRefused, destroy_again, destroy_payload
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")
AFTER = datetime(2040, 1, 1, tzinfo=UTC)  # whatever year it is now, five years have passed
OnCommit = Callable[..., object]


@pytest.fixture
def letter(office: None, elena: User, olga: User, paul: User) -> Letter:
    return granted(elena, olga, paul)


def event_of(letter: Letter) -> Event:
    rows = Event.objects.filter(type="letter.issued", subject_id=letter.subject_id)
    return next(event for event in rows if (event.payload or {}).get("letter") == str(letter.pk))


@pytest.fixture
def destroyed(letter: Letter, paul: User, django_capture_on_commit_callbacks: OnCommit) -> Iterator[Letter]:
    with time_machine.travel(AFTER), django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        destroy_payload(actor=paul, event=event_of(letter), reason="Schedule")
    yield Letter.objects.get(pk=letter.pk)


def test_the_text_and_the_file_go_and_the_record_stays(letter: Letter, destroyed: Letter) -> None:
    assert (destroyed.body, destroyed.title) == ("", letter.number)
    assert not path_of(letter.pdf_sha256).exists()
    for kept in ("number", "code", "kind", "issued_at", "html_sha256", "pdf_sha256", "valid_until"):
        assert getattr(destroyed, kept) == getattr(letter, kept), kept
    assert differences() == []


def test_before_its_time_nothing_goes(letter: Letter, paul: User) -> None:
    with pytest.raises(DestructionRefused, match="must be kept"):
        destroy_payload(actor=paul, event=event_of(letter), reason="Schedule")
    assert Letter.objects.get(pk=letter.pk).body == letter.body
    assert path_of(letter.pdf_sha256).exists()


def test_rolled_back_it_has_destroyed_nothing(letter: Letter, paul: User) -> None:
    event = event_of(letter)
    with time_machine.travel(AFTER), pytest.raises(ZeroDivisionError), transaction.atomic():
        destroy_payload(actor=paul, event=event, reason="Schedule")
        raise ZeroDivisionError
    assert Letter.objects.get(pk=letter.pk).body == letter.body
    assert path_of(letter.pdf_sha256).exists()
    assert differences() == []


def test_who_holds_the_paper_still_learns_that_it_is_genuine(destroyed: Letter) -> None:
    asked = {"number": destroyed.number, "code": destroyed.code}
    page = Client().get(reverse("letters:check"), asked).content.decode()
    assert "This authority issued this letter" in page
    assert "no longer has the text of this letter" in page


def test_its_page_says_so_and_there_is_no_file(destroyed: Letter, elena: User) -> None:
    client = client_for(elena)
    page = client.get(reverse("letters:read", args=[destroyed.pk])).content.decode()
    assert "was destroyed on 1 January 2040" in page
    assert "Backups made before that day hold it until they expire." in page
    assert "Department 9" not in page
    assert client.get(reverse("letters:pdf", args=[destroyed.pk])).status_code == 404


def test_it_is_neither_withdrawn_nor_drawn_again(destroyed: Letter, olga: User) -> None:
    with pytest.raises(Refused, match="was destroyed under the retention schedule"):
        walk.asked_back(olga, destroyed)
    assert draw_missing() == 0


def test_a_backup_that_brings_it_back_is_destroyed_again(letter: Letter, paul: User) -> None:
    """The list of what was destroyed names the event; the text goes with it once more."""
    event = event_of(letter)
    with time_machine.travel(AFTER):
        listed = [{"event": str(event.pk), "type": "content.destroyed", "at": AFTER.isoformat()}]
        assert destroy_again(listed) == 1
    assert Letter.objects.get(pk=letter.pk).body == ""
    assert differences() == []


def test_a_text_that_went_without_a_destruction_is_found(
    letter: Letter, destroyed: Letter, olga: User
) -> None:
    other = Letter.objects.exclude(pk=letter.pk).earliest("issued_at")
    event = event_of(other)
    LetterDestroyed.objects.create(letter=other, event=event, at=AFTER)
    Letter.objects.filter(pk=other.pk).update(body="", title=other.number)
    assert Content.objects.filter(event=event).exists()
    assert [found for found in differences() if other.number in found] == [
        f"letters.letters: {other.number}: Its text is gone, and no destruction explains it."
    ]


@pytest.mark.parametrize(
    "change", ["body = 'Granted.'", "body = '', title = number, code = '0'", "body = '', title = 'Granted'"]
)
def test_the_database_lets_the_text_go_and_nothing_else(destroyed: Letter, change: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE letters_letter SET {change}")


def test_a_letter_whose_destruction_is_not_on_record_keeps_its_text(letter: Letter) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET body = '', title = number")
