"""An indication is kept with what was asked; the same question is answered by the same row."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from exporter_walk import claim, filled, payload

from licet.service.applications.models import Application
from licet.service.chains.selectors import document
from licet.service.corpus.models import Indication
from licet.service.corpus.services import indicate, question
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def application(elena: User) -> Application:
    return filled(elena)


def ask(actor: User, application: Application, day: date = TODAY, basis: str = "claims") -> Indication:
    return indicate(
        actor=actor, subject=application.chain, document=document(application.chain), basis=basis, as_of=day
    )


def test_the_answer_is_kept_with_the_question_and_both_digests(elena: User, application: Application) -> None:
    kept = ask(elena, application)
    assert kept.result["schema"] == "licet.indication/1"
    assert kept.document == question(document(application.chain), TODAY)
    assert kept.result["law"]["digest"] == kept.law_digest
    assert kept.result["input_digest"] == kept.input_digest


def test_the_same_question_is_answered_by_the_same_row_and_recorded_once(
    elena: User, application: Application
) -> None:
    assert ask(elena, application) == ask(elena, application)
    assert [e.type for e in events_of(application.chain)].count("indication.made") == 1


def test_another_day_another_fact_or_another_basis_is_another_question(
    elena: User, application: Application
) -> None:
    first = ask(elena, application)
    assert ask(elena, application, date(2026, 11, 22)) != first
    assert ask(elena, application, basis="findings") != first
    claim(elena, application.chain, application.chain.items.get(part="agent"), "item.spies", True)
    assert ask(elena, application) != first
    assert Indication.objects.count() == 4


def test_the_event_names_the_law_and_the_outcome(elena: User, application: Application) -> None:
    kept = ask(elena, application)
    event = events_of(application.chain).get(type="indication.made")
    assert event.law_digest == kept.law_digest
    assert payload(event)["outcomes"]["ZZ"] == kept.result["regimes"]["ZZ"]["outcome"]


def test_the_auditor_and_the_adviser_keep_none(audra: User, amina: User, application: Application) -> None:
    for somebody in (audra, amina):
        with pytest.raises(Refused):
            ask(somebody, application)


@pytest.mark.parametrize(
    "statement", ["UPDATE corpus_indication SET basis = 'x'", "DELETE FROM corpus_indication"]
)
def test_the_database_itself_keeps_an_indication(
    elena: User, application: Application, statement: str
) -> None:
    ask(elena, application)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Indication.objects.get().basis == "claims"
