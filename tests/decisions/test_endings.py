"""Exporter and consulted body read how a case ended, and what they can do or are owed."""

from __future__ import annotations

from datetime import timedelta

import officer_walk as walk
import pytest
from cast import client_for
from django.urls import reverse
from django.utils import timezone
from letters_sent import letter_of

from licet.service.applications.endings import ended
from licet.service.base.templatetags.base import day
from licet.service.casework import services as casework
from licet.service.casework.models import Case, Position
from licet.service.casework.panels import departures_told
from licet.service.casework.selectors import bodies
from licet.service.decisions.models import Kind
from licet.service.letters.models import LetterKind
from licet.service.people.models import Organisation, User

pytestmark = pytest.mark.usefixtures("office")


def consulted(olga: User, amina: User, case: Case, position: Position) -> Organisation:
    body = bodies().get()
    row = casework.consult(actor=olga, case=walk.fresh(case), body=body, text="Any objection?")
    casework.advise(actor=amina, consultation=row, position=position, reasons="The embassy has reported.")
    return body


def refused(elena: User, olga: User, paul: User, case: Case | None = None) -> Case:
    case = case or walk.taken(elena, olga)
    walk.assessed(olga, walk.fresh(case), walk.CLEAR_RISK)
    walk.decided(paul, walk.proposed(olga, case, walk.refusal()))
    return walk.fresh(case)


def shown(user: User, name: str, *args: object) -> str:
    return client_for(user).get(reverse(name, args=args)).content.decode()


@pytest.mark.parametrize("name", ["casework:mine", "applications:index"])
def test_her_lists_say_how_it_ended_and_until_when_she_can_appeal(
    elena: User, olga: User, paul: User, name: str
) -> None:
    case = refused(elena, olga, paul)
    letter_of(case, LetterKind.REFUSAL)
    page = shown(elena, name)
    last = timezone.localdate() + timedelta(days=30)
    assert ">Refused</strong>" in page
    assert f"You can appeal to the Administrative Court of Northmark until {day(last)}." in page
    assert ">Decided<" not in page


def test_her_pages_of_the_application_say_it_too(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    letter_of(case, LetterKind.REFUSAL)
    for page in (
        shown(elena, "casework:case", case.pk),
        shown(elena, "applications:show", case.application_id),
    ):
        assert ">Refused</strong>" in page
        assert "You can appeal to" in page


def test_before_the_letter_there_is_no_last_day(elena: User, olga: User, paul: User) -> None:
    case = refused(elena, olga, paul)
    assert ended([case.application])[case.application_id].appeal_until is None


def test_a_licence_and_the_need_of_none_have_words_of_their_own(elena: User, olga: User, paul: User) -> None:
    granted = walk.taken(elena, olga)
    walk.assessed(olga, granted)
    walk.decided(paul, walk.proposed(olga, granted, walk.grant()))
    free = walk.taken(elena, olga, spies=False)
    walk.decided(paul, walk.proposed(olga, free, walk.grant(kind=Kind.NO_LICENCE)))
    found = ended([granted.application, free.application])
    assert found[granted.application_id].words == "Licence granted"
    assert found[free.application_id].words == "No licence needed"


def test_what_is_not_decided_has_no_ending(elena: User, olga: User) -> None:
    assert ended([walk.taken(elena, olga).application]) == {}


def test_the_adviser_learns_the_outcome_and_nothing_of_an_appeal(
    elena: User, olga: User, amina: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    consulted(olga, amina, case, Position.AGAINST)
    refused(elena, olga, paul, case)
    page = shown(amina, "casework:case", case.pk)
    assert ">Refused</strong>" in page
    assert "You can appeal" not in page
    assert "departed from your advice" not in page, "the refusal followed it"
    listed = client_for(amina).get(reverse("casework:consulted"), {"show": "all"}).content.decode()
    assert ">Refused</strong>" in listed


def test_a_refusal_against_advice_in_favour_gives_that_body_the_reason(
    elena: User, olga: User, amina: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    body = consulted(olga, amina, case, Position.IN_FAVOUR)
    refused(elena, olga, paul, case)
    reasons = departures_told(case, {body.pk})
    assert "She was heard at the meeting of 3 March and waived a notice." in reasons
    page = shown(amina, "casework:case", case.pk)
    assert "Why the authority departed from your advice" in page


def test_a_body_whose_advice_was_followed_is_not_told_about_another_one(
    elena: User, olga: User, amina: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    consulted(olga, amina, case, Position.IN_FAVOUR)
    refused(elena, olga, paul, case)
    other = Organisation.objects.exclude(pk=bodies().get().pk).first()
    assert other is not None
    assert departures_told(case, {other.pk}) == []
