"""Consulting another body: its power and its silence are data; it sees its own and no more."""

from __future__ import annotations

from datetime import timedelta

import officer_walk as walk
import pytest
import time_machine
from cast import client_for, newcomer
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from licet.service.applications.models import Application
from licet.service.casework import services
from licet.service.casework.models import Case, Consultation, Note, Position, Power, Question
from licet.service.casework.selectors import bodies
from licet.service.casework.services import Overtaken
from licet.service.chains.models import Chain
from licet.service.people.models import Organisation, Role, User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.usefixtures("office")


def consulted(elena: User, olga: User, working_days: int = 10) -> Consultation:
    case = walk.taken(elena, olga)
    return services.consult(
        actor=olga, case=case, body=bodies().get(), text="Any objection?", working_days=working_days
    )


def test_an_adviser_sees_a_case_only_once_her_body_is_consulted(elena: User, olga: User, amina: User) -> None:
    case = walk.taken(elena, olga)
    assert not Case.objects.visible_to(amina).exists()
    assert not Application.objects.visible_to(amina).exists()
    services.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    assert list(Case.objects.visible_to(amina)) == [case]
    assert list(Application.objects.visible_to(amina)) == [case.application]
    assert list(Chain.objects.visible_to(amina)) == [case.application.chain]


def test_an_adviser_sees_no_note_no_question_and_no_other_body(elena: User, olga: User, amina: User) -> None:
    row = consulted(elena, olga)
    other = Organisation.objects.create(kind=Organisation.Kind.BODY, name="Ministry of Defence", country="XB")
    newcomer("Dana Ost", other, Role.ADVISER)
    case = walk.fresh(row.case)
    theirs = services.consult(actor=olga, case=case, body=other, text="And you?")
    services.write_note(actor=olga, case=case, text="Internal.")
    services.ask(actor=olga, case=case, text="Who holds the keys?")
    assert list(Consultation.objects.visible_to(amina)) == [row]
    assert not Note.objects.visible_to(amina).exists()
    assert not Question.objects.visible_to(amina).exists()
    with pytest.raises(ValidationError, match="another body"):
        services.advise(actor=amina, consultation=theirs, position=Position.IN_FAVOUR, reasons="Fine.")


def test_advice_is_given_once(elena: User, olga: User, amina: User) -> None:
    row = consulted(elena, olga)
    services.advise(actor=amina, consultation=row, position=Position.AGAINST, reasons="Known misuse.")
    with pytest.raises(Overtaken, match="already answered"):
        services.advise(
            actor=amina, consultation=row, position=Position.IN_FAVOUR, reasons="Changed our mind."
        )


def test_an_adviser_who_was_not_consulted_cannot_advise(elena: User, olga: User, amina: User) -> None:
    row = consulted(elena, olga)
    other = Organisation.objects.create(kind=Organisation.Kind.BODY, name="Ministry of Defence", country="XB")
    dana = newcomer("Dana Ost", other, Role.ADVISER)
    with pytest.raises(Refused, match="not open to you"):
        services.advise(actor=dana, consultation=row, position=Position.IN_FAVOUR, reasons="Fine.")


def test_silence_cannot_be_recorded_before_the_date_has_passed(elena: User, olga: User) -> None:
    with pytest.raises(ValidationError, match="has until"):
        services.record_silence(actor=olga, consultation=consulted(elena, olga), tried="Called.")


def test_silence_is_recorded_as_silence_and_the_body_may_still_answer(
    elena: User, olga: User, amina: User
) -> None:
    row = consulted(elena, olga, working_days=1)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        services.record_silence(actor=olga, consultation=row, tried="Two calls, one reminder.")
        services.advise(
            actor=amina, consultation=row, position=Position.CANNOT_ESTABLISH, reasons="No embassy there."
        )
    told = [event.type for event in events_of(row.case)]
    assert told[-2:] == ["consultation.unanswered", "consultation.answered"]


def test_a_consultation_says_what_the_bodys_word_does(elena: User, olga: User) -> None:
    row = consulted(elena, olga)
    assert row.power == Power.ADVISES
    payload = events_of(row.case).get(type="consultation.asked").payload
    assert payload is not None
    assert payload["power"] == "advises"
    assert "XECB" in payload["calendar"]


def test_a_body_whose_answer_is_awaited_is_not_asked_a_second_time(
    elena: User, olga: User, amina: User
) -> None:
    row = consulted(elena, olga)
    case = walk.fresh(row.case)
    with pytest.raises(Overtaken, match="answer is awaited"):
        services.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    assert Consultation.objects.filter(case=case).count() == 1
    services.advise(actor=amina, consultation=row, position=Position.IN_FAVOUR, reasons="None known.")
    services.consult(actor=olga, case=case, body=bodies().get(), text="And after the coup?")
    assert Consultation.objects.filter(case=case).count() == 2


def test_while_a_case_is_open_its_adviser_reads_how_it_stands(elena: User, olga: User, amina: User) -> None:
    case = consulted(elena, olga).case
    page = client_for(amina).get(reverse("casework:case", args=[case.pk])).content.decode()
    assert "How it stands" in page and "How it ended" not in page
