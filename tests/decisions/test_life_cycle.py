"""Anybody tries anything in any order: a case goes only where the table leads, and its events always tell where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import officer_walk as walk
import pytest
from cast import assemble
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from licet.service.applications import services as applications
from licet.service.casework import services
from licet.service.casework.models import Case, Consultation, Position, Question
from licet.service.casework.moves import ACT_OF, MOVES, State, moves_from
from licet.service.casework.selectors import bodies, derived_state
from licet.service.casework.services import Overtaken
from licet.service.decisions.models import Kind, Licence, Outcome, Proposal
from licet.service.decisions.preconditions import NotMet
from licet.service.decisions.services import decide, return_proposal
from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

REFUSALS = (Refused, Overtaken, NotMet, ValidationError)
WHO = st.sampled_from(["elena", "rival", "olga", "tomas", "amina", "paul", "audra"])


class LifeCycle(RuleBasedStateMachine):
    """Each rule is an act tried by somebody; a refusal must leave no trace."""

    people: dict[str, User]
    case: Case

    @initialize(spies=st.sampled_from([True, False, None]))
    def submitted(self, spies: bool | None) -> None:
        self.people = assemble()
        self.case = walk.submitted(self.people["elena"], spies=spies)

    def attempt(self, who: str, act: Callable[[User, Case], Any]) -> None:
        before, told = walk.fresh(self.case), events_of(self.case).count()
        try:
            act(self.people[who], before)
        except REFUSALS:
            assert walk.fresh(self.case).state == before.state
            assert events_of(self.case).count() == told
            return
        moves = [event for event in list(events_of(self.case))[told:] if event.type in ACT_OF]
        state: str = before.state
        for event in moves:
            rows = moves_from(state, ACT_OF[event.type])
            target = (event.payload or {})["to"]
            assert target in {row.target for row in rows}
            assert all(not row.who or (row.who and self.people[who].roles & set(row.who)) for row in rows)
            state = target

    @rule(who=WHO)
    def take(self, who: str) -> None:
        self.attempt(who, lambda actor, case: services.assign(actor=actor, case=case))

    @rule(who=WHO)
    def ask(self, who: str) -> None:
        self.attempt(
            who, lambda actor, case: services.ask(actor=actor, case=case, text="Who holds the keys?")
        )

    @rule(who=WHO, closing=st.booleans())
    def reply(self, who: str, closing: bool) -> None:
        question = Question.objects.filter(case=self.case).last()
        if question and closing:
            self.attempt(
                who, lambda actor, case: services.close_question(actor=actor, question=question, reason=".")
            )
        elif question:
            self.attempt(
                who, lambda actor, case: services.answer(actor=actor, question=question, text="The unit.")
            )

    @rule(who=WHO)
    def consult(self, who: str) -> None:
        body = bodies().get()
        self.attempt(
            who, lambda actor, case: services.consult(actor=actor, case=case, body=body, text="Well?")
        )

    @rule(who=WHO, position=st.sampled_from(list(Position)))
    def advise(self, who: str, position: Position) -> None:
        row = Consultation.objects.filter(case=self.case).last()
        if row:
            self.attempt(
                who,
                lambda actor, case: services.advise(
                    actor=actor, consultation=row, position=position, reasons="."
                ),
            )

    @rule(who=WHO, second=WHO)
    def set_aside(self, who: str, second: str) -> None:
        self.attempt(
            who, lambda actor, case: services.ask_release(actor=actor, case=case, reason="None of them.")
        )
        self.attempt(second, lambda actor, case: services.confirm_release(actor=actor, case=case))

    @rule(who=WHO, answers=st.sampled_from([walk.ALL_NO, walk.CLEAR_RISK, walk.UNCLEAR]))
    def assess(self, who: str, answers: dict[tuple[str, str], Any]) -> None:
        self.attempt(who, lambda actor, case: walk.assessed(actor, case, answers))

    @rule(who=WHO)
    def declare(self, who: str) -> None:
        try:
            walk.declared(self.people[who])
        except REFUSALS:
            assert who != "paul"

    @rule(who=WHO, kind=st.sampled_from(list(Kind)), why=st.sampled_from(["", "Because."]))
    def propose(self, who: str, kind: Kind, why: str) -> None:
        grounds = ("c2a",) if kind is Kind.REFUSE else ()
        draft = walk.grant(kind=kind, grounds=grounds, written_reason=why, acknowledged=why)
        self.attempt(who, lambda actor, case: walk.proposed(actor, case, draft))

    @rule(who=WHO)
    def send_back(self, who: str) -> None:
        proposal = Proposal.objects.filter(case=self.case).last()
        if proposal:
            self.attempt(
                who, lambda actor, case: return_proposal(actor=actor, proposal=proposal, reason="More.")
            )

    @rule(who=WHO, why=st.sampled_from(["", "Because."]))
    def decide(self, who: str, why: str) -> None:
        proposal = Proposal.objects.filter(case=self.case).last()
        if proposal:
            self.attempt(
                who,
                lambda actor, case: decide(
                    actor=actor, proposal=proposal, written_reason=why, acknowledged=why
                ),
            )

    @rule()
    def withdraw(self) -> None:
        try:
            applications.withdraw(
                actor=self.people["elena"], application=walk.fresh(self.case).application, reason="No longer."
            )
        except REFUSALS:
            return
        deliver_all()

    @invariant()
    def the_events_tell_the_state(self) -> None:
        if hasattr(self, "case"):
            assert derived_state(self.case) == walk.fresh(self.case).state

    @invariant()
    def what_was_decided_was_decided_by_two(self) -> None:
        if not hasattr(self, "case"):
            return
        outcome = Outcome.objects.filter(case=self.case).first()
        assert (outcome is not None) == (walk.fresh(self.case).state == State.DECIDED)
        if outcome:
            assert outcome.proposer_id != outcome.approver_id
            assert Licence.objects.filter(case=self.case).exists() == (outcome.kind == Kind.GRANT)
            assert outcome.kind != Kind.GRANT or outcome.assessment or outcome.release


@pytest.mark.usefixtures("office")
def test_no_path_leads_around_the_table() -> None:
    run_state_machine_as_test(
        LifeCycle,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_table_can_be_walked_to_its_end() -> None:
    reached, frontier = {None}, [None]
    while frontier:
        source = frontier.pop()
        for move in MOVES:
            if move.source == source and move.target not in reached:
                reached.add(move.target)  # type: ignore[arg-type]
                frontier.append(move.target)  # type: ignore[arg-type]
    assert reached == {None, *State}
