"""The pages answer, tell, refuse in words, and cost the same however much there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, post
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from licet.service.base.templatetags.base import day
from licet.service.casework import services
from licet.service.casework.models import Case, Position
from licet.service.casework.selectors import bodies, queue_counts
from licet.service.decisions.models import Outcome, Proposal
from licet.service.people.models import Organisation, User

pytestmark = pytest.mark.usefixtures("office")


def queries(user: User, path: str) -> int:
    client = client_for(user)
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_the_queue_asks_as_often_for_eight_cases_as_for_one(elena: User, olga: User) -> None:
    walk.taken(elena, olga)
    one = queries(olga, reverse("casework:queue"))
    for _each in range(7):
        walk.taken(elena, olga)
    assert queries(olga, reverse("casework:queue")) == one


def test_the_case_page_asks_as_often_for_much_as_for_little(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    fill(olga, case)
    path = reverse("casework:case", args=[case.pk])
    little = queries(olga, path)
    for _each in range(4):
        fill(olga, case)
    assert queries(olga, path) == little


def fill(olga: User, case: Case) -> None:
    services.write_note(actor=olga, case=walk.fresh(case), text="One more.")
    services.ask(actor=olga, case=walk.fresh(case), text="Who else has them?")
    another = Organisation.objects.create(
        name=f"Body {Organisation.objects.count()}", kind=Organisation.Kind.BODY, country="XB"
    )
    services.consult(actor=olga, case=walk.fresh(case), body=another, text="Who else has them?")


@pytest.mark.parametrize("show", ["open", "mine", "received", "decided", "all", "nonsense"])
def test_the_queue_is_narrowed_by_state(elena: User, olga: User, show: str) -> None:
    case = walk.submitted(elena)
    page = client_for(olga).get(reverse("casework:queue"), {"show": show}).content.decode()
    assert (case.reference in page) is (show in ("open", "received", "all", "nonsense"))


def test_the_queue_counts_what_is_open_and_not_what_is_closed(elena: User, olga: User) -> None:
    walk.submitted(elena)
    walk.taken(elena, olga)
    assert queue_counts(olga) == {
        "open": 2,
        "mine": 1,
        "received": 1,
        "in_progress": 1,
        "waiting": 0,
        "notified": 0,
        "proposed": 0,
    }


def test_a_consulted_body_finds_what_it_was_asked_and_until_when(
    elena: User, olga: User, amina: User
) -> None:
    case = walk.taken(elena, olga)
    row = services.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    ministry, path = client_for(amina), reverse("casework:consulted")
    waiting = ministry.get(path).content.decode()
    assert case.reference in waiting
    assert day(row.due_on) in waiting
    assert "Waiting for the approver" not in waiting
    services.advise(actor=amina, consultation=row, position=Position.IN_FAVOUR, reasons="Fine.")
    assert case.reference not in ministry.get(path).content.decode()
    assert case.reference in ministry.get(path, {"show": "given"}).content.decode()


def test_an_exporter_is_told_where_to_look_instead_of_the_queue(elena: User) -> None:
    answer = client_for(elena).get(reverse("casework:queue"))
    assert answer.status_code == 403
    assert "start page" in answer.content.decode()


def test_a_question_goes_to_the_exporter_and_its_answer_comes_back(elena: User, olga: User) -> None:
    case = walk.submitted(elena)
    office, exporter = client_for(olga), client_for(elena)
    here = reverse("casework:case", args=[case.pk])
    post(office, reverse("casework:take", args=[case.pk]))
    post(
        office,
        reverse("casework:ask", args=[case.pk]),
        {"text": "Who holds the keys?", "working_days": "5", "step": "send"},
    )
    assert "Who holds the keys?" in exporter.get(here).content.decode()
    question = case.questions.get()
    post(exporter, reverse("casework:answer", args=[question.pk]), {"text": "The unit alone."})
    page = office.get(here).content.decode()
    assert "The unit alone." in page
    assert "In progress" in page


def test_an_empty_form_says_what_to_enter_and_its_title_that_there_is_an_error(
    elena: User, olga: User
) -> None:
    case = walk.taken(elena, olga)
    answer: Any = post(client_for(olga), reverse("casework:ask", args=[case.pk]), {"working_days": "5"})
    page = answer.content.decode()
    assert "<title>Error:" in page
    assert "Enter an answer: Your question" in page


def test_an_early_silence_is_refused_on_the_form(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    row = services.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    answer: Any = post(client_for(olga), reverse("casework:silence", args=[row.pk]), {"tried": "Called."})
    assert "silence can be recorded after that day" in answer.content.decode()


def test_advice_is_given_on_the_advisers_page(elena: User, olga: User, amina: User) -> None:
    case = walk.taken(elena, olga)
    row = services.consult(actor=olga, case=case, body=bodies().get(), text="Any objection?")
    ministry = client_for(amina)
    assert case.reference in ministry.get(reverse("casework:consulted")).content.decode()
    data = {"position": "against", "reasons": "Reporters were targeted."}
    post(ministry, reverse("casework:advise", args=[row.pk]), data)
    row.refresh_from_db()
    assert row.advice.position == Position.AGAINST


def test_a_finding_is_recorded_on_the_assessors_page(elena: User, olga: User, tomas: User) -> None:
    case = walk.taken(elena, olga, spies=False)
    item = case.application.chain.items.get()
    path = reverse("casework:find", args=[case.pk, item.pk, "item.spies"])
    laboratory = client_for(tomas)
    told = {
        "status": "found",
        "reason": "Run in the laboratory.",
        "source": "own",
        "source_text": "I ran it myself.",
    }
    answer: Any = post(laboratory, path, told)
    assert "Answer what was found" in answer.content.decode()
    post(laboratory, path, told | {f"{item.pk}:item.spies": "yes"})
    page = laboratory.get(reverse("casework:case", args=[case.pk])).content.decode()
    assert "Where claims and findings differ" in page


def test_the_walk_to_a_licence_on_the_pages(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    office, approver = client_for(olga), client_for(paul)
    until = timezone.localdate() + timedelta(days=300)
    data = {
        "kind": "grant",
        "reasons": "The risk is not clear.",
        "purpose": "Lawful interception",
        "conditions": "No retransfer.\nReport misuse.",
        "valid_until_day": str(until.day),
        "valid_until_month": str(until.month),
        "valid_until_year": str(until.year),
    }
    refused: Any = post(office, reverse("decisions:propose", args=[case.pk]), data)
    assert "There is no signed assessment" in refused.content.decode()
    walk.assessed(olga, case)
    post(office, reverse("decisions:propose", args=[case.pk]), data)
    proposal = Proposal.objects.get(case=case)
    assert proposal.conditions == ["No retransfer.", "Report misuse."]
    path = reverse("decisions:proposal", args=[proposal.pk])
    assert "Sign: Grant a licence" not in office.get(path).content.decode()
    assert case.reference in approver.get(reverse("decisions:index")).content.decode()
    post(approver, path)
    assert Outcome.objects.get(case=case).approver == paul


def test_an_assessment_is_written_and_signed_on_the_pages(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    office = client_for(olga)
    post(office, reverse("assessment:start", args=[case.pk]))
    draft = case.assessments.get()
    source = {
        "source": "UN",
        "title": "Report",
        "reference": "A/1",
        "about": "end_user",
        "dated_on_day": "2",
        "dated_on_month": "3",
        "dated_on_year": "2026",
    }
    post(office, reverse("assessment:add-evidence", args=[draft.pk]), source)
    evidence = draft.evidence.get()
    for limb, standard in walk.ALL_NO:
        path = reverse("assessment:answer", args=[draft.pk, "CP.2", limb, standard])
        unfounded: Any = post(office, path, {"answer": "no", "reasons": "Overseen by a judge."})
        assert "evidence this answer rests on" in unfounded.content.decode()
        post(
            office, path, {"answer": "no", "reasons": "Overseen by a judge.", "evidence": [str(evidence.pk)]}
        )
    post(office, reverse("assessment:sign", args=[draft.pk]), {"summary": "No clear risk."})
    draft.refresh_from_db()
    assert draft.completed_at is not None


def test_the_auditor_reads_everything_and_is_offered_nothing(elena: User, olga: User, audra: User) -> None:
    case = walk.taken(elena, olga)
    page = client_for(audra).get(reverse("casework:case", args=[case.pk])).content.decode()
    assert "What happened" in page
    assert 'method="post" action="/cases/' not in page
    assert client_for(audra).get(reverse("casework:ask", args=[case.pk])).status_code == 403


@pytest.mark.parametrize("reader", ["exporter", "officer", "court", "nobody"])
def test_the_argument_of_a_case_is_read_by_the_office_in_three_ways(
    elena: User, olga: User, reader: str
) -> None:
    case = walk.taken(elena, olga)
    path = reverse("casework:argument", args=[case.pk])
    page = client_for(olga).get(f"{path}?for={reader}").content.decode()
    assert (
        "Exception considered" in page or "it holds" in page or "open" in page
    ) and "Argument on the law of" in page
    assert ('id="p1"' in page) is (reader == "court")
    assert (
        reverse("casework:argument", args=[case.pk])
        in client_for(olga).get(reverse("casework:indication", args=[case.pk])).content.decode()
    )


def test_the_argument_on_findings_is_the_offices_alone(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    assert client_for(elena).get(reverse("casework:argument", args=[case.pk])).status_code == 403
