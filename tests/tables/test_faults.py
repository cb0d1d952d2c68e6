"""What is wrong with a table is told in the reader's language, whoever found it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from django.utils.translation import override

from licet.reasoning import InputError
from licet.reasoning.bulk import Evaluator
from licet.reasoning.bulk.files import Source
from licet.service import corpus
from licet.service.corpus.tables import services
from licet.service.corpus.tables.faults import told

NBSP = "\u00a0"
DAY = date(2026, 11, 22)


def fault(columns: dict[str, Any], **more: Any) -> InputError:
    """What the libraries say of such a table."""
    given = pa.table(columns)
    with pytest.raises(InputError) as found:
        Evaluator(corpus.law(), given.schema, as_of=DAY, regimes=["EU"], **more).evaluate(given)
    return found.value


def unreadable(tmp_path: Path, name: str, content: bytes) -> InputError:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as found:
        Source(path)
    return found.value


def faults(tmp_path: Path) -> Iterator[InputError]:
    yield fault({"item.kind": [1]})
    yield fault({"item.modified": [1]})
    yield fault({"item.modified": ["maybe"]})
    yield fault({"item.kind": ["softwear"]})
    yield fault({"to.country": ["Brazil"]})
    yield fault({"to.country": pa.array([[1]])})
    yield fault({"item.kind": [["software", "softwear"]]})
    yield fault({"item.kidn": ["software"]})
    yield fault({"item.kind": ["software"]}, keep=["number"])
    yield fault({"item.kind": ["software"], "as_of": ["soon"]})
    yield fault({"item.kind": ["software"], "as_of": [True]})
    yield fault({"as_of": ["2026-11-21"]})
    yield fault({"judgement.nothing": [True]}, by="authority")
    yield fault({f"judgement.{next(iter(corpus.law().corpus.judgements))}": [True]})
    for number in [id for id, fact in corpus.law().facts.items() if fact.type == "number"][:1]:
        name = f"item.{number.split('.')[1]}"
        yield fault({name: ["many"]})
        yield fault({name: [float("inf")]})
        yield fault({name: [True]})
    yield unreadable(tmp_path, "a.parquet", b"PAR1 and nothing else")


def test_every_fault_of_a_table_has_its_sentence(tmp_path: Path) -> None:
    for found in faults(tmp_path):
        said = services.said(found)
        assert told(said) == said
        with override("fr"):
            assert told(said) != said, said


def test_column_row_value_and_nearest_name_stand_in_the_sentence() -> None:
    said = services.said(fault({"item.kind": ["software", "softwear"]}))
    assert said.startswith("item.kind, row 2: 'softwear' is not an option of item.kind. Valid: ")
    with override("fr"):
        french = told(said)
    assert french.startswith(f"item.kind, ligne 2{NBSP}: 'softwear' n’est pas une valeur de item.kind. ")
    assert french.endswith(f" Vouliez-vous dire software{NBSP}?")


def test_what_no_sentence_fits_is_told_as_it_was_said() -> None:
    with override("fr"):
        assert told("The disk is full.") == "The disk is full."
        assert told("") == ""


def test_a_number_of_rows_is_written_as_the_language_writes_it() -> None:
    said = "The table has more than 500000 rows. Split it, or use “licet evaluate” at the console."
    assert "500,000 rows" in told(said)
    with override("fr"):
        assert "500000" not in told(said)
