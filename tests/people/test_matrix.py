"""The rules of every app are held to docs/access-matrix.csv, cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from matrix_objects import PLAYERS, STATES, load_all
from officer_walk import office, small_law

from licet.service.people import matrix
from licet.service.people.models import User
from licet.service.people.policy import ACTS, may

__all__ = ["office", "small_law"]  # the walk's fixtures

ROWS = matrix.load(matrix.CHECKOUT)
load_all()


@pytest.mark.parametrize("state", sorted({row.state for row in ROWS}))
def test_every_cell_answers_as_the_reviewed_file_says(
    state: str, office: None, people: dict[str, User]
) -> None:
    obj = STATES[state](people)
    rows = [row for row in ROWS if row.state == state]
    assert {row.act: answers(row.act, obj, people) for row in rows} == {row.act: row.expected for row in rows}


def answers(act: str, obj: object | None, people: dict[str, User]) -> dict[str, bool]:
    decisions = {
        column: may(people[name] if name else AnonymousUser(), act, obj) for column, name in PLAYERS.items()
    }
    assert all(decision.reason for decision in decisions.values()), act
    return {column: decision.allowed for column, decision in decisions.items()}


def test_every_declared_act_is_in_the_file() -> None:
    assert sorted(set(ACTS) - {row.act for row in ROWS}) == []


def test_every_act_in_the_file_is_declared() -> None:
    assert sorted({row.act for row in ROWS} - set(ACTS)) == []


def test_every_state_in_the_file_has_a_factory_and_the_reverse() -> None:
    assert sorted({row.state for row in ROWS} - set(STATES)) == []
    assert sorted(set(STATES) - {row.state for row in ROWS} - {""}) == []


def test_no_row_stands_twice() -> None:
    assert len({(row.act, row.state) for row in ROWS}) == len(ROWS)


def test_the_auditor_may_do_nothing_that_changes_anything() -> None:
    writes = [row for row in ROWS if row.expected["auditor"] and not ACTS[row.act].reads]
    assert writes == []


def test_a_visitor_may_do_nothing_but_what_is_public() -> None:
    assert [row for row in ROWS if row.expected["anonymous"] and not ACTS[row.act].public] == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("case.decide,open,no,no,no,no,no,no,yes", "9 cells"),
        ("case.decide,open,no,no,no,perhaps,no,no,yes,no,Because.", "officer"),
        ("case.decide,open,no,no,no,no,no,no,yes,no,", "why"),
    ],
)
def test_a_wrong_line_is_named_with_its_fault(tmp_path: Path, line: str, fault: str) -> None:
    file = tmp_path / "matrix.csv"
    file.write_text(",".join(matrix.HEAD) + "\n" + line + "\n")
    with pytest.raises(matrix.MatrixError, match=rf"matrix\.csv:2: .*{fault}"):
        matrix.load(file)


def test_wrong_columns_are_named(tmp_path: Path) -> None:
    file = tmp_path / "matrix.csv"
    file.write_text("act,state\n")
    with pytest.raises(matrix.MatrixError, match=r"matrix\.csv:1: the columns"):
        matrix.load(file)


@pytest.mark.parametrize(("visitor", "expected"), [("no", False), ("yes", True)])
def test_a_row_without_the_administrator_gives_her_what_a_visitor_has(
    tmp_path: Path, visitor: str, expected: bool
) -> None:
    file = tmp_path / "matrix.csv"
    file.write_text(",".join(matrix.HEAD) + f"\nlaw.read,,{visitor},yes,yes,yes,yes,yes,yes,yes,Because.\n")
    assert matrix.load(file)[0].expected["administrator"] is expected
