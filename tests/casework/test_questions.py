"""Questions to the exporter and their clock."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version

import officer_walk as walk
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.utils.translation import override

from licet.service.casework import services
from licet.service.casework.calendar import due_after, in_words
from licet.service.casework.models import Reply
from licet.service.casework.moves import State
from licet.service.casework.services import Overtaken
from licet.service.files.models import Document
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.usefixtures("office")


def test_the_case_waits_until_the_last_open_question_is_answered(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    first = services.ask(actor=olga, case=case, text="Who holds the keys?")
    second = services.ask(actor=olga, case=walk.fresh(case), text="Where are the servers?")
    services.answer(actor=elena, question=first, text="The unit.")
    assert walk.fresh(case).state == State.WAITING
    services.answer(actor=elena, question=second, text="At home.")
    assert walk.fresh(case).state == State.IN_PROGRESS


def test_an_answer_carries_its_documents_and_the_event_their_hashes(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    question = services.ask(actor=olga, case=case, text="Send the hosting contract.")
    upload = SimpleUploadedFile("contract.txt", b"Hosted by the unit itself.\n")
    services.answer(actor=elena, question=question, text="Attached.", uploads=[upload])
    document = Document.objects.get(subject_id=question.pk)
    assert document.owner_organisation == case.organisation

    answered = events_of(case).get(type="question.answered")
    assert answered.files == [document.sha256]


def test_a_question_is_answered_once(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    question = services.ask(actor=olga, case=case, text="Who holds the keys?")
    services.ask(actor=olga, case=walk.fresh(case), text="And where are they?")
    services.answer(actor=elena, question=question, text="The unit.")
    with pytest.raises(Overtaken, match="answered or closed"):
        services.answer(actor=elena, question=question, text="Another unit.")


def test_a_question_closed_without_an_answer_says_so(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    question = services.ask(actor=olga, case=case, text="Who holds the keys?")
    services.close_question(actor=olga, question=question, reason="Two reminders, no word.")
    assert not Reply.objects.get(question=question).answered
    assert walk.fresh(case).state == State.IN_PROGRESS


def test_another_exporter_cannot_answer(elena: User, rival: User, olga: User) -> None:
    question = services.ask(actor=olga, case=walk.taken(elena, olga), text="Who holds the keys?")
    with pytest.raises(Refused, match="not open to you"):
        services.answer(actor=rival, question=question, text="We.")


def test_a_reply_is_never_rewritten(elena: User, olga: User) -> None:
    question = services.ask(actor=olga, case=walk.taken(elena, olga), text="Who holds the keys?")
    services.answer(actor=elena, question=question, text="The unit.")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_reply SET text = 'Somebody else.'")


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        # 25, 26 December are holidays of the euro-area banks, 26 is a Saturday anyway; 1 January too.
        (date(2026, 12, 23), 2, date(2026, 12, 28)),
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday: the next working day is Monday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # a Saturday
        (date(2026, 12, 30), 2, date(2027, 1, 4)),
    ],
)
def test_due_dates_are_counted_in_working_days_of_a_named_calendar(start: date, days: int, due: date) -> None:
    found = due_after(start, days)
    assert found.on == due
    assert "XECB" in found.calendar
    assert version("holidays") in found.calendar


def test_the_calendar_is_told_in_the_readers_language_and_older_notes_as_written() -> None:
    with override("en"):
        assert in_words("XECB 0.109") == "working days of euro area banks, calendar XECB, edition 0.109"
    with override("fr"):
        told = in_words("XECB 0.109")
        assert "jours ouvr" in told
        assert "XECB" in told
        assert in_words("BE 0.109").count("Belgique") == 1
    written = "working days of euro area banks, calendar XECB, edition 0.98"
    assert in_words(written) == written


def test_a_question_keeps_its_due_date_and_the_calendar_that_gave_it(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    with time_machine.travel("2026-11-20 09:00:00+00:00", tick=False):
        question = services.ask(actor=olga, case=case, text="Who holds the keys?", working_days=1)
    assert question.due_on == date(2026, 11, 23)
    assert "XECB" in question.calendar
