"""The table of moves: complete, without a way around the gates, and told in the documentation as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from licet.service.casework.moves import (
    ALIVE,
    EVENT_OF,
    MOVES,
    Act,
    Guard,
    State,
    moves_from,
    page,
    roles_for,
    states_for,
)
from licet.service.people.models import Role
from licet.service.records import types

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "case-moves.md"


def test_the_documentation_shows_the_table_as_it_is() -> None:
    renew = "from licet.service.casework.moves import page; open('docs/reference/case-moves.md', 'w').write(page())"
    assert PAGE.read_text() == page(), f"Renew the page in `licet manage shell`: {renew}"


def test_every_act_has_an_event_and_every_event_a_label() -> None:
    assert set(EVENT_OF) == set(Act)
    assert set(EVENT_OF.values()) <= set(types.registered())


def test_from_a_state_an_act_leads_to_one_state_unless_its_condition_tells_them_apart() -> None:
    rows = Counter((move.source, move.act, move.guard) for move in MOVES)
    assert [row for row, count in rows.items() if count > 1] == []
    for move in MOVES:
        others = [other for other in moves_from(move.source, move.act) if other is not move]
        assert all(Guard.NONE not in (move.guard, other.guard) for other in others)


def test_a_case_begins_once_and_what_has_ended_stays_ended() -> None:
    assert [move.act for move in MOVES if move.source is None] == [Act.OPEN]
    assert {move.source for move in MOVES} - {None} == set(ALIVE)


def test_a_case_is_decided_only_from_a_proposal_and_only_by_an_approver() -> None:
    assert [(move.source, move.act, move.who) for move in MOVES if move.target == State.DECIDED] == [
        (State.PROPOSED, Act.DECIDE, (Role.APPROVER,))
    ]


def test_deciding_and_returning_take_another_person() -> None:
    assert {move.guard for move in MOVES if move.act in (Act.DECIDE, Act.RETURN)} == {Guard.OTHER_PERSON}


def test_nothing_the_decision_rests_on_changes_while_a_proposal_waits() -> None:
    resting = (Act.FIND, Act.ASSESS, Act.ASK, Act.CONSULT, Act.RELEASE, Act.CONFIRM_RELEASE)
    assert [act for act in resting if State.PROPOSED in states_for(act)] == []


def test_an_expedite_moves_nothing() -> None:
    assert all(move.source == move.target for move in MOVES if move.act == Act.EXPEDITE)


@pytest.mark.parametrize("act", [act for act in Act if act not in (Act.OPEN, Act.WITHDRAW)])
def test_the_auditor_moves_nothing(act: Act) -> None:
    assert Role.AUDITOR not in roles_for(act)


def test_only_the_exporter_answers_and_only_an_adviser_advises() -> None:
    assert list(roles_for(Act.ANSWER)) == [Role.EXPORTER]
    assert list(roles_for(Act.ADVISE)) == [Role.ADVISER]
