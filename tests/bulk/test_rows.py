"""Every row of a table gets the answers that `licet check` gives of the same facts, and that all completions agree on."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from bulk_tables import CHECK, Stated, agrees, clashing, document, drawn, evaluated, rules, table, told
from complete import Judge, places
from hypothesis import given
from hypothesis import strategies as st
from random_rules import FACTS, GROUPS, few, known, marks, modest, plain
from small_law import DAY, axiom, corpus, group, law, measure, yes_no

from licet.law.model import Mark
from licet.reasoning import Law


@CHECK
@given(modest, few, few, marks, plain, st.lists(known, min_size=1, max_size=12))
def test_a_row_gets_the_answers_of_the_same_facts_asked_alone(
    top: Any, inner: Any, bar: Any, mark: Mark, holds: Any, rows: list[Stated]
) -> None:
    axioms = [axiom("AX.ONE", holds), axiom("AX.TWO", {"not": {"all": ["item.c", "item.a"]}})]
    made = law(
        corpus(
            FACTS,
            rules(top, inner, bar, mark),
            axioms=axioms,
            groups=GROUPS,
            families={"rest": "D.REST"},
            judgements=["required"],
        )
    )
    rows = [{"item.a": [True]}, *rows]  # at least one column
    found, _ = evaluated(made, table(rows))
    for row, stated in zip(found, rows, strict=True):
        agrees(made, row, document(stated))


@CHECK
@given(modest, few, few, marks, st.lists(known, min_size=1, max_size=6))
def test_a_row_is_firm_exactly_when_all_completions_agree(
    top: Any, inner: Any, bar: Any, mark: Mark, rows: list[Stated]
) -> None:
    made = corpus(
        FACTS,
        rules(top, inner, bar, mark),
        groups=GROUPS,
        families={"rest": "D.REST"},
        judgements=["required"],
    )
    rows = [{"item.a": [True]}, *rows]
    found, evaluator = evaluated(law(made), table(rows))
    judge = Judge(made, DAY)
    for row, stated in zip(found, rows, strict=True):
        for id in ("R.TOP", "R.BAN", "R.ASK", "R.NOTE"):
            assert told(row, id) == judge.certain(id, places(stated))
    assert evaluator.counts.single == 0


# --- the shipped law --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> Law:
    return Law.load()


def test_the_shipped_law_says_of_rows_what_it_says_of_documents(shipped: Law) -> None:
    """Sparse and full rows; random facts often exclude each other, which both must say alike."""
    chance = random.Random(20261122)
    rows = [drawn(shipped, chance, share) for share in (0.02, 0.02, 0.05, 0.1, 0.3, 0.9)]
    rows[0] = {"item.kind": ["software"]}
    found, evaluator = evaluated(shipped, table(rows), regimes=["EU", "CH"])
    for row, stated in zip(found, rows, strict=True):
        agrees(shipped, row, document(stated) | {"regimes": ["EU", "CH"]})
    assert 0 < evaluator.counts.single < len(rows)


@CHECK
@given(few, few, st.lists(known, min_size=1, max_size=8))
def test_outcomes_that_were_not_compiled_are_put_together(inner: Any, bar: Any, rows: list[Stated]) -> None:
    made = law(
        corpus(
            FACTS,
            rules("item.c", inner, bar, Mark.VERIFIED),
            groups=GROUPS,
            judgements=["required"],
            families={"rest": "D.REST"},
        )
    )
    world, given_rows = made.day(DAY).world, table([{"item.a": [True]}, *rows])
    compiled, _ = evaluated(made, given_rows)
    assert world.period.levels
    world.period = replace(world.period, levels={})
    assert evaluated(made, given_rows)[0] == compiled


# --- what cannot be settled by diagrams -----------------------------------------------------------------


def test_facts_that_exclude_each_other_are_contradictory_only_where_they_matter() -> None:
    """a and b exclude each other: what turns on a is contradictory, what turns on c alone is not."""
    rows = [
        {"item.a": [True], "item.b": [True], "item.c": [True]},
        {"item.a": [True], "item.b": [False], "item.c": [True]},
        {"item.a": [True], "item.b": [True], "item.c": [False]},
    ]
    found, evaluator = evaluated(clashing(), table(rows))
    assert [(told(row, "R.A"), told(row, "R.C")) for row in found] == [
        ("contradictory", "true"),
        ("true", "true"),
        ("false", "false"),
    ]
    assert evaluator.counts.single == 2
    assert evaluator.counts.results["R.A"] == {"contradictory": 1, "true": 1, "false": 1, "unknown": 0}


def test_above_the_node_limit_rows_are_answered_one_by_one_and_counted() -> None:
    made = law(
        corpus(
            yes_no(*(f"item.{letter}" for letter in "abcdefgh")),
            [measure("R.BIG", {"at_least": 4, "of": [f"item.{letter}" for letter in "abcdefgh"]})],
        )
    )
    rows = [{f"item.{letter}": [n >> i & 1 == 0] for i, letter in enumerate("abcdef")} for n in range(20)]
    by_diagrams, fast = evaluated(made, table(rows))
    one_by_one, slow = evaluated(made, table(rows), node_limit=-10)
    assert one_by_one == by_diagrams
    assert (fast.counts.single, slow.counts.single) == (0, len(rows))


def test_a_rule_too_large_to_compile_is_answered_as_for_a_document() -> None:
    votes = {"at_least": 20, "of": [f"item.a{n}" for n in range(40)]}
    made = law(corpus(yes_no(*(f"item.a{n}" for n in range(40))), [measure("R.HUGE", votes)]), node_limit=100)
    assert made.day(DAY).world.period.too_large
    rows = [{f"item.a{n}": [n < many] for n in range(40)} for many in (5, 30)]
    found, evaluator = evaluated(made, table(rows))
    assert [told(row, "R.HUGE") for row in found] == ["false", "true"]
    assert evaluator.counts.single == 2


def test_the_solver_decides_what_the_tables_leave_open_and_its_rows_are_counted() -> None:
    """Votes where a1 and not-a1 both carry: certain either way, which Kleene's tables cannot say. Twice the same row: two rows."""
    votes = {"at_least": 20, "of": [f"item.a{n}" for n in range(40)]}
    either = {"any": [{"all": [votes, "item.b"]}, {"all": [votes, {"not": "item.b"}]}]}
    facts = yes_no("item.b", *(f"item.a{n}" for n in range(40)))
    made = law(corpus(facts, [measure("R.HUGE", either), measure("R.SMALL", "item.b")]), node_limit=100)
    assert made.day(DAY).world.period.too_large == ("R.HUGE",)
    rows = [{f"item.a{n}": [n < many] for n in range(40)} for many in (30, 30, 19)]
    found, evaluator = evaluated(made, table(rows))
    assert [told(row, "R.HUGE") for row in found] == ["true", "true", "false"]
    assert evaluator.summary()["by_solver"] == 3


# --- days ---------------------------------------------------------------------------------------------


def test_each_row_is_asked_on_its_own_day() -> None:
    """A country joins the group in 2024; before 2021-09-09 the regime covers nothing, so all is open."""
    joined = group("near", "AT", since=date(2024, 1, 1))
    made = law(corpus([], [measure("R.FAR", {"not": {"to.country": {"in": "near"}}})], groups=[joined]))
    days = [date(2023, 6, 1), date(2024, 6, 1), date(2020, 1, 1), None]
    given = pa.table({"to.country": ["AT"] * 4, "as_of": pa.array(days, pa.date32())})
    found, _ = evaluated(made, given)
    assert [told(row, "R.FAR") for row in found] == ["true", "false", "unknown", "false"]
    assert [row["as_of"] for row in found] == [*days[:3], DAY]
    assert found[2]["EU.outcome"] == "licence|nothing_found_in_scope"
