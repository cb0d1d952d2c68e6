"""Rows whose facts exclude each other get from planes what the engine says of each of them alone."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from bulk_tables import CHECK, Stated, agrees, clashing, document, drawn, evaluated, rules, table, told
from hypothesis import given
from hypothesis import strategies as st
from random_rules import FACTS, GROUPS, few, known, marks, modest, plain
from small_law import DAY, axiom, corpus, fact, law, measure, yes_no

from licet.law.model import Axiom, FactType, Mark, MeasureKind
from licet.reasoning import Law
from licet.reasoning.bulk import Evaluator

AT_ONCE = 0
"""Patience with rows one by one: none."""


def apart(*facts: str) -> Axiom:
    return axiom("AX.APART", {"not": {"all": list(facts)}})


def all_said(*names: str) -> Stated:
    return {f"item.{name}": [True] for name in names}


def results(found: list[dict[str, Any]], *ids: str) -> list[tuple[str, ...]]:
    return [tuple(told(row, id) for id in ids) for row in found]


# --- the engine and the planes ------------------------------------------------------------------------


@CHECK
@given(
    modest, few, few, marks, st.lists(plain, min_size=1, max_size=3), st.lists(known, min_size=4, max_size=20)
)
def test_planes_say_of_such_rows_what_the_engine_says(
    top: Any, inner: Any, bar: Any, mark: Mark, holds: list[Any], rows: list[Stated]
) -> None:
    axioms = [apart("item.c", "item.a"), *(axiom(f"AX.{n}", part) for n, part in enumerate(holds))]
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
    rows = [{"item.a": [True]}, *rows]
    found, _ = evaluated(made, table(rows), patience=AT_ONCE)
    for row, stated in zip(found, rows, strict=True):
        agrees(made, row, document(stated))


def test_the_shipped_law_says_so_too() -> None:
    """Every column of the item itself, nine in ten filled in at random, and two facts of which an axiom allows one."""
    shipped, chance = Law.load(), random.Random(20261122)
    apart = {"item.extracts_raw_data": [True], "item.only_logical_extraction": [True]}
    rows = [
        {name: said for name, said in drawn(shipped, chance, 0.9).items() if not name.startswith("target")}
        | apart
        for _ in range(12)
    ]
    found, evaluator = evaluated(shipped, table(rows), regimes=["GB"], patience=AT_ONCE)
    for row, stated in zip(found, rows, strict=True):
        agrees(shipped, row, document(stated) | {"regimes": ["GB"]})
    assert evaluator.counts.single == 0
    assert evaluated(shipped, table(rows), regimes=["GB"])[1].counts.single == len(rows)


# --- what is set aside ----------------------------------------------------------------------------------


def test_a_fact_set_aside_makes_contradictory_what_it_alone_could_turn() -> None:
    """a and b exclude each other. "a and c" turns on a where c holds, and on nothing where c does not."""
    rows = [all_said("a", "b", "c"), all_said("a", "b") | {"item.c": [False]}, all_said("a", "b")]
    found, evaluator = evaluated(clashing(), table(rows), patience=AT_ONCE)
    assert results(found, "R.A", "R.C") == [
        ("contradictory", "true"),
        ("false", "false"),
        ("contradictory", "unknown"),
    ]
    assert evaluator.counts.single == 0


def test_only_what_the_row_states_is_set_aside() -> None:
    """Not all of a, b and c. Where a and b are said, and c is not, nothing is broken; where all are said, all are set aside."""
    made = law(
        corpus(
            yes_no("item.a", "item.b", "item.c"),
            [measure("R.A", "item.a"), measure("R.C", "item.c")],
            axioms=[apart("item.a", "item.b", "item.c")],
        )
    )
    found, _ = evaluated(made, table([all_said("a", "b"), all_said("a", "b", "c")]), patience=AT_ONCE)
    assert results(found, "R.A", "R.C") == [("true", "false"), ("contradictory", "contradictory")]


def test_facts_that_only_together_break_axioms_are_not_set_aside_but_what_turns_on_them_is_contradictory() -> (
    None
):
    """a requires b, b requires c; a is said, c denied, b left open: neither axiom is broken alone, both cannot hold."""
    made = law(
        corpus(
            yes_no("item.a", "item.b", "item.c", "item.d"),
            [measure("R.A", "item.a"), measure("R.D", "item.d")],
            axioms=[
                axiom("AX.AB", {"any": [{"not": "item.a"}, "item.b"]}),
                axiom("AX.BC", {"any": [{"not": "item.b"}, "item.c"]}),
            ],
        )
    )
    row = all_said("a", "d") | {"item.c": [False]}
    found, evaluator = evaluated(made, table([row]), patience=AT_ONCE)
    assert results(found, "R.A", "R.D") == [("contradictory", "true")]
    assert evaluator.counts.single == 0


def test_numbers_and_options_are_set_aside_as_yes_and_no_are() -> None:
    """Hardware has no key of more than 56 bits, by this axiom; a cell that says any kind still says something."""
    made = law(
        corpus(
            [*yes_no("item.a"), fact("item.bits", FactType.NUMBER)],
            [measure("R.LONG", {"item.bits": {"over": 56}}), measure("R.HARD", {"item.kind": ["hardware"]})],
            axioms=[
                axiom("AX.SHORT", {"any": [{"not": {"item.kind": ["hardware"]}}, {"item.bits": {"to": 56}}]})
            ],
        )
    )
    given_rows = pa.table(
        {
            "item.kind": pa.array([["hardware"], ["hardware", None], ["software"], [None], None]),
            "item.bits": pa.array([128, 128, 128, 128, None]),
        }
    )
    found, _ = evaluated(made, given_rows, patience=AT_ONCE)
    assert results(found, "R.LONG", "R.HARD") == [
        ("contradictory", "contradictory"),
        ("contradictory", "contradictory"),
        ("true", "false"),
        ("true", "false"),
        ("unknown", "unknown"),
    ]
    assert found == evaluated(made, given_rows, patience=99)[0]


# --- outcomes -------------------------------------------------------------------------------------------


def test_a_contradictory_measure_may_hold_and_bars_no_lesser_outcome() -> None:
    """A ban turns on a, which is set aside; a licence on c. The ban stays possible, whatever is known of c."""
    made = law(
        corpus(
            yes_no("item.a", "item.b", "item.c"),
            [measure("R.BAN", "item.a", MeasureKind.PROHIBITED), measure("R.ASK", "item.c")],
            axioms=[apart("item.a", "item.b")],
        )
    )
    rows = [
        all_said("a", "b", "c"),
        all_said("a", "b"),
        all_said("a", "b") | {"item.c": [False]},
        all_said("a"),
    ]
    found, _ = evaluated(made, table(rows), patience=AT_ONCE)
    assert [row["EU.outcome"] for row in found] == [
        "prohibited|licence",
        "prohibited|licence|nothing_found_in_scope",
        "prohibited|nothing_found_in_scope",
        "prohibited",
    ]


# --- what is left to the engine -------------------------------------------------------------------------


def test_where_an_axiom_ties_facts_tightly_the_engine_says_what_they_turn() -> None:
    """a exactly where b: neither can change alone, so planes cannot tell; what they turn is contradictory all the same."""
    tied = {"any": [{"all": ["item.a", "item.b"]}, {"not": {"any": ["item.a", "item.b"]}}]}
    made = law(
        corpus(
            yes_no("item.a", "item.b", "item.c"),
            [measure("R.A", "item.a"), measure("R.C", "item.c")],
            axioms=[axiom("AX.SAME", tied)],
        )
    )
    rows = [{"item.a": [True], "item.b": [False], "item.c": [True]}, all_said("a", "b", "c")]
    found, evaluator = evaluated(made, table(rows), patience=AT_ONCE)
    assert results(found, "R.A", "R.C") == [("contradictory", "true"), ("true", "true")]
    assert evaluator.counts.single == 1


@pytest.mark.parametrize(("patience", "single"), [(AT_ONCE, 0), (2, 0), (3, 3), (99, 3)])
def test_so_many_rows_go_one_by_one_before_planes_are_made(patience: int, single: int) -> None:
    found, evaluator = evaluated(clashing(), table([all_said("a", "b", "c")] * 3), patience=patience)
    assert set(results(found, "R.A", "R.C")) == {("contradictory", "true")}
    assert evaluator.counts.single == single


def test_rows_of_another_day_are_no_clash() -> None:
    """The regime covers nothing before 2021-09-09: there a row is open, whatever it says."""
    given_rows = pa.table(
        {
            "item.a": [True, True],
            "item.b": [True, True],
            "as_of": pa.array([date(2020, 1, 1), DAY], pa.date32()),
        }
    )
    evaluator = Evaluator(clashing(), given_rows.schema, as_of=DAY, patience=AT_ONCE)
    found = evaluator.evaluate(given_rows).to_pylist()
    assert results(found, "R.A", "R.C") == [("unknown", "unknown"), ("contradictory", "unknown")]


def test_above_the_node_limit_such_rows_go_one_by_one() -> None:
    """Four of eight facts, with columns for five: what the columns say fits the limit, what clashes turn on does not."""
    letters = [f"item.{letter}" for letter in "abcdefgh"]
    made = law(
        corpus(
            yes_no(*letters),
            [measure("R.BIG", {"at_least": 4, "of": letters})],
            axioms=[apart("item.a", "item.b")],
        )
    )
    rows = [all_said(*"abcde"[:n]) | {f"item.{letter}": [False] for letter in "abcde"[n:]} for n in range(6)]
    at_once, fast = evaluated(made, table(rows), patience=AT_ONCE)
    limited, slow = evaluated(made, table(rows), patience=AT_ONCE, node_limit=30)
    assert limited == at_once
    assert (fast.counts.single, slow.counts.single) == (0, 4)  # of six rows, those that say both a and b
