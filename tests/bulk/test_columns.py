"""What columns may be called and hold; a fault is told before any row is read, or with its column and row."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from small_law import DAY, corpus, fact, group, law, measure

from licet.law.model import FactType
from licet.reasoning import InputError, Law
from licet.reasoning.bulk import Evaluator
from licet.reasoning.bulk.columns import template
from licet.reasoning.bulk.packing import bitmap
from licet.reasoning.bulk.program import ROWS


@pytest.fixture(scope="module")
def law_() -> Law:
    """A licence for long keys of software going far, since a day, unless the authority has said that it is needed."""
    return law(
        corpus(
            [
                fact("item.bits", FactType.NUMBER),
                fact("transfer.on", FactType.DATE),
                fact("transfer.informed_by_authority"),
            ],
            [
                measure("R.LONG", {"item.bits": {"over": 56}}),
                measure("R.SOFT", {"item.kind": ["software"]}),
                measure("R.FAR", {"not": {"to.country": {"in": "near"}}}),
                measure("R.TOLD", "transfer.informed_by_authority"),
                measure("R.JUDGED", {"judgement": "required"}),
            ],
            groups=[group("near", "AT", "NO")],
            judgements=["required"],
        )
    )


def answers(law_: Law, rule: str, column: str, values: Any, **more: Any) -> list[bool | None]:
    given = pa.table({column: values})
    found = Evaluator(law_, given.schema, as_of=DAY, **more).evaluate(given)
    return list(found.column(rule).to_pylist())


@pytest.mark.parametrize(
    "kind", [pa.int16(), pa.uint64(), pa.float32(), pa.float64(), pa.decimal128(21, 2), pa.string()]
)
def test_a_number_is_held_against_the_bounds_of_the_rules(law_: Law, kind: pa.DataType) -> None:
    values = pa.array(["56", "57", None]).cast(pa.int64()).cast(kind)
    assert answers(law_, "R.LONG", "item.bits", values) == [False, True, None]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string()), pa.list_(pa.string())],
)
def test_texts_come_in_every_arrow_form(law_: Law, kind: pa.DataType) -> None:
    """A list cell and a cell with bars say: one of these."""
    of_lists = pa.types.is_list(kind)
    cells = [["AT"], ["BR"], ["AT", "NO"], ["AT", "BR"], None]
    said = cells if of_lists else [cell and "|".join(cell) for cell in cells]
    values = pa.array(said, kind)
    assert answers(law_, "R.FAR", "to.country", values) == [False, True, False, None, None]


def test_an_empty_cell_of_any_kind_says_nothing(law_: Law) -> None:
    assert answers(law_, "R.FAR", "to.country", ["", "  ", None]) == [None] * 3
    assert (
        answers(law_, "R.FAR", "to.country", pa.array([[], [None], None], pa.list_(pa.string())))
        == [None] * 3
    )
    assert answers(law_, "R.FAR", "to.country", pa.nulls(2)) == [None] * 2


def test_a_value_that_stands_in_the_dictionary_alone_is_no_fault(law_: Law) -> None:
    values = pa.DictionaryArray.from_arrays([0, 0], ["BR", "Atlantis"])
    assert answers(law_, "R.FAR", "to.country", values) == [True, True]


def test_rows_of_a_slice_are_read_from_where_it_begins() -> None:
    """Arrow's bitmaps may begin in the middle of a byte."""
    flags = [n % 3 == 0 for n in range(200)]
    for start in (0, 1, 8, 13, 64):
        part = pa.array(flags).slice(start, 101)
        bits = np.unpackbits(bitmap(part, 1), bitorder="little", count=101)
        assert bits.astype(bool).tolist() == flags[start : start + 101]


def test_rows_beyond_one_stretch_keep_their_order(law_: Law) -> None:
    count = ROWS + 70
    kinds = np.where(np.arange(count) % 7 == 0, "software", "hardware")
    found = answers(law_, "R.SOFT", "item.kind", pa.array(kinds))
    assert found == [n % 7 == 0 for n in range(count)]


def test_only_the_authority_settles_what_the_authority_says(law_: Law) -> None:
    values = pa.array([True, False, None])
    column = "transfer.informed_by_authority"
    assert answers(law_, "R.TOLD", column, values) == [None, False, None]
    assert answers(law_, "R.TOLD", column, values, by="authority") == [True, False, None]
    assert answers(law_, "R.JUDGED", "judgement.required", values, by="authority") == [True, False, None]
    with pytest.raises(InputError, match=r"judgement\.required: Only what the authority has found"):
        answers(law_, "R.JUDGED", "judgement.required", values)


@pytest.mark.parametrize(
    ("column", "values", "fault"),
    [
        ("item.bitz", [1], r"item\.bitz: .* is not a fact of this law.* Did you mean 'item\.bits'\?"),
        ("item.bits", [True], r"item\.bits: The column holds bool; item\.bits takes numbers, or text"),
        ("item.kind", [3], r"item\.kind: The column holds int64; item\.kind takes text"),
        ("transfer.informed_by_authority", [1], r"takes true/false"),
        ("judgement.requird", [True], r"Did you mean 'judgement\.required'\?"),
    ],
)
def test_a_bad_column_is_named_before_any_row(law_: Law, column: str, values: Any, fault: str) -> None:
    schema = pa.table({column: values}).schema
    with pytest.raises(InputError, match=fault):
        Evaluator(law_, schema, as_of=DAY)


def test_a_table_needs_facts_each_once_and_the_kept_columns(law_: Law) -> None:
    with pytest.raises(InputError, match="No column names a fact"):
        Evaluator(law_, pa.schema([("nr", pa.int64())]), as_of=DAY, keep=["nr"])
    with pytest.raises(InputError, match="Two columns have this name"):
        Evaluator(law_, pa.schema([("item.kind", pa.string())] * 2), as_of=DAY)
    with pytest.raises(InputError, match=r"nr: 'nr' is not a column of this table"):
        Evaluator(law_, pa.schema([("item.kind", pa.string())]), as_of=DAY, keep=["nr"])
    with pytest.raises(InputError, match=r"as_of: The column holds int64"):
        Evaluator(law_, pa.schema([("item.kind", pa.string()), ("as_of", pa.int64())]), as_of=DAY)
    with pytest.raises(InputError, match=r"'UE' is not a regime .* Did you mean 'EU'"):
        Evaluator(law_, pa.schema([("item.kind", pa.string())]), as_of=DAY, regimes=["UE"])


@pytest.mark.parametrize(
    ("column", "values", "fault"),
    [
        ("to.country", ["AT", "UK"], r"to\.country, row 2: 'UK' is not a country code.*'GB'"),
        ("to.country", [["AT"], ["AT", "Oz"]], r"to\.country, row 2: 'Oz' is not a country code"),
        ("item.kind", ["software", "software|sofware"], r"item\.kind, row 2: .*Did you mean 'software'"),
        ("item.bits", [1.0, float("nan")], r"item\.bits, row 2: This is not a number"),
        ("item.bits", ["1", "many"], r"item\.bits, row 2: 'many' is not a number"),
        ("transfer.informed_by_authority", ["true", "yes"], r"row 2: 'yes' is neither true nor false"),
        ("transfer.on", ["2026-01-31", "31.1.2026"], r"transfer\.on, row 2: '31\.1\.2026' is not a date"),
    ],
)
def test_a_bad_value_is_told_with_column_and_row(law_: Law, column: str, values: Any, fault: str) -> None:
    with pytest.raises(InputError, match=fault):
        answers(law_, "R.SOFT", column, pa.array(values))


def test_days_are_dates_times_without_zone_or_text(law_: Law) -> None:
    for days in (
        pa.array([date(2024, 5, 1), None]),
        pa.array([datetime(2024, 5, 1, 13), None]),  # noqa: DTZ001 - as pandas writes dates
        pa.array(["2024-05-01", ""]),
    ):
        given = pa.table({"item.kind": ["software"] * 2, "as_of": days})
        found = Evaluator(law_, given.schema, as_of=DAY).evaluate(given)
        assert found.column("as_of").to_pylist() == [date(2024, 5, 1), DAY]
    given = pa.table({"item.kind": ["software"], "as_of": ["yesterday"]})
    with pytest.raises(InputError, match=r"as_of, row 1: 'yesterday' is not a date"):
        Evaluator(law_, given.schema, as_of=DAY).evaluate(given)


def test_the_template_names_every_column_once_and_each_is_accepted(law_: Law) -> None:
    rows = list(template(law_.corpus))
    names = [name for name, *_ in rows]
    assert len(names) == len(set(names))
    assert {"as_of", "item.bits", "target.bits", "to.country", "transfer.on"} <= set(names)
    assert Evaluator(law_, pa.schema([(name, pa.string()) for name in names]), as_of=DAY).columns
    for name, _, example, question in rows:
        assert question
        if name != "as_of":
            assert answers(law_, "R.SOFT", name, pa.array([example])), name


def test_an_indication_of_one_document_does_not_import_pyarrow() -> None:
    program = "import sys, licet.reasoning, licet.cli.evaluate; print('pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
