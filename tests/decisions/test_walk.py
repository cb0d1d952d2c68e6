"""From a submitted application to a licence, and to a refusal, as the office walks it."""

from __future__ import annotations

import officer_walk as walk
import pytest

from licet.service.casework import services as casework
from licet.service.casework.models import Position
from licet.service.casework.moves import State
from licet.service.casework.selectors import bodies, derived_state
from licet.service.decisions.models import Kind, Licence
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter
from licet.service.people.models import User
from licet.service.records.selectors import events_of
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")


def test_an_application_becomes_a_licence(elena: User, olga: User, amina: User, paul: User) -> None:
    walk.declared(paul)
    case = walk.submitted(elena)
    assert case.state == State.RECEIVED

    case = casework.assign(actor=olga, case=case)
    question = casework.ask(actor=olga, case=case, text="Who holds the keys of the tenant?")
    assert walk.fresh(case).state == State.WAITING
    casework.answer(actor=elena, question=question, text="The unit alone.")
    assert walk.fresh(case).state == State.IN_PROGRESS

    consultation = casework.consult(
        actor=olga, case=walk.fresh(case), body=bodies().get(), text="Any objection?"
    )
    casework.advise(actor=amina, consultation=consultation, position=Position.IN_FAVOUR, reasons="None.")
    assessment = walk.assessed(olga, walk.fresh(case))
    proposal = walk.proposed(olga, case, walk.grant())
    assert walk.fresh(case).state == State.PROPOSED

    outcome = walk.decided(paul, proposal)
    deliver_all()

    case = walk.fresh(case)
    assert (case.state, derived_state(case)) == (State.DECIDED, State.DECIDED)
    assert (outcome.kind, outcome.assessment, outcome.approver) == (Kind.GRANT, assessment, paul)
    licence = Licence.objects.get(case=case)
    assert licence.end_user.name == "Police Directorate, Department 9"
    assert licence.items[0]["name"] == "Lantern agent"
    letter = Letter.objects.get(subject_id=case.pk, kind="licence")
    assert licence.number in letter.body
    assert "Police Directorate, Department 9" in letter.body
    assert [event.type for event in events_of(case)] == [
        "case.opened",
        "letter.issued",  # the acknowledgement
        "case.assigned",
        "question.asked",
        "question.answered",
        "consultation.asked",
        "consultation.answered",
        "assessment.completed",
        "indication.made",
        "proposal.made",
        "outcome.decided",
        "licence.issued",
        "letter.issued",  # the question's, drawn as a job
        "letter.issued",  # the licence's
    ]
    assert differences() == []


def test_an_application_is_refused_on_a_mandatory_ground(elena: User, olga: User, paul: User) -> None:
    walk.declared(paul)
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)

    outcome = walk.decided(paul, walk.proposed(olga, case, walk.refusal()))
    deliver_all()

    assert outcome.grounds == ["c2a"]
    assert not Licence.objects.filter(case=case).exists()
    letter = Letter.objects.get(subject_id=case.pk, kind="refusal")
    assert "Art. 2(2)(a)" in letter.body
    assert "the Administrative Court of Northmark" in letter.body
    assert "Criterion 2 is applied as binding" in letter.body
    assert differences() == []
