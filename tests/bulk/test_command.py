"""`licet evaluate`: files in, files out, whole or not at all."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet
import pytest
from jsonschema import Draft202012Validator
from law_tiny import TINY, write

from licet.cli.evaluate import progress
from licet.cli.main import main
from licet.cli.schema import text_of
from licet.reasoning.bulk import files
from licet.reasoning.bulk.files import Source
from licet.reasoning.bulk.program import ROWS

ROWS_GIVEN: dict[str, list[Any]] = {
    "nr": ["A1", "A2", "A3", "A4"],
    "item.kind": ["software", "hardware|software", "hardware", None],
    "item.controls_implants": [True, True, False, None],
    "transfer.for_disclosure": [False, None, None, None],
    "item.is_debugger": [False, False, True, None],
    "item.key_bits": [256, 128, 56, None],
    "to.country": ["BR", "BR", "NO", "CN"],
}
ART3 = ["true", "unknown", "false", "unknown"]
"""By hand: A1 is listed and goes far; A2 turns on disclosure; A3 stays among friends, with a short key and as hardware
that is a debugger, which the law says there is not; of A4 little is known."""


@pytest.fixture(autouse=True)
def tiny(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The tiny law in place of the shipped one."""
    root = write(tmp_path_factory.mktemp("law"), TINY)
    monkeypatch.setenv("LICET_LAW", str(root))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path_factory.mktemp("data")))
    yield


def given(folder: Path, form: str) -> Path:
    table, path = pa.table(ROWS_GIVEN), folder / f"in.{form}"
    if form == "csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([table.column_names, *zip(*ROWS_GIVEN.values(), strict=True)])
    elif form == "parquet":
        parquet.write_table(table, path, row_group_size=3)
    else:
        feather.write_feather(table, path, compression="uncompressed", chunksize=3)
    return path


def words(path: Path, rule: str) -> list[str]:
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            return [row[rule] for row in csv.DictReader(file)]
    table = parquet.read_table(path) if path.suffix == ".parquet" else feather.read_table(path)
    clash = table.column(f"{rule}.contradictory").to_pylist()
    plain = table.column(rule).to_pylist()
    names = {True: "true", False: "false", None: "unknown"}
    return ["contradictory" if c else names[r] for r, c in zip(plain, clash, strict=True)]


@pytest.mark.parametrize("into", ["csv", "parquet", "arrow"])
@pytest.mark.parametrize("form", ["csv", "parquet", "arrow"])
def test_every_format_goes_into_every_other(
    form: str, into: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / f"out.{into}"
    arguments = [
        "evaluate",
        str(given(tmp_path, form)),
        "--out",
        str(out),
        "--keep",
        "nr",
        "--format",
        "json",
    ]
    assert main([*arguments, "--as-of", "2026-11-21", "--entries"]) == 0
    assert words(out, "ZZ.ART3") == ART3
    assert words(out, "ZZ.IMPLANTS") == ["true", "unknown", "false", "unknown"]
    summary = json.loads(capsys.readouterr().out)
    Draft202012Validator(json.loads(text_of("evaluation"))).validate(summary)
    assert (summary["rows"], summary["one_by_one"], summary["as_of"]) == (4, 1, "2026-11-21")
    assert summary["results"]["ZZ.ART3"] == {"true": 1, "false": 1, "unknown": 2, "contradictory": 0}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([f"in.{form}", out.name])


def test_what_is_written_says_which_law_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.parquet"
    assert main(["evaluate", str(given(tmp_path, "csv")), "--out", str(out), "--keep", "nr"]) == 0
    table = parquet.read_table(out)
    about = json.loads(table.schema.metadata[b"licet"])
    assert about["schema"] == "licet.evaluation/1"
    assert set(table.column("law").to_pylist()) == {about["law"]["digest"]}
    assert table.column("nr").to_pylist() == ROWS_GIVEN["nr"]
    assert "4 rows in" in capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["evaluate", *map(str, arguments)]) == 2
    return capsys.readouterr().err


def test_a_fault_on_the_last_row_leaves_the_old_answers_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, table = tmp_path / "out.csv", tmp_path / "in.csv"
    out.write_text("as it was", encoding="utf-8")
    with table.open("w", encoding="utf-8") as file:
        file.write("item.is_debugger\n" + "true\n" * (ROWS + 1) + "maybe\n")
    said = refused(capsys, table, "--out", out)
    assert f"item.is_debugger, row {ROWS + 2}: 'maybe' is neither true nor false" in said
    assert out.read_text(encoding="utf-8") == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.csv", "out.csv"]


def test_what_cannot_be_read_or_written_is_said_before_any_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, out = given(tmp_path, "csv"), tmp_path / "out.csv"
    assert "Name the table and where the answers go" in refused(capsys, table)
    assert "nr: 'nr' is not a fact of this law" in refused(capsys, table, "--out", out)
    assert "The name has to end in one of: .csv" in refused(capsys, table, "--out", tmp_path / "out.xlsx")
    assert "there is no folder" in refused(capsys, table, "--out", tmp_path / "no" / "out.csv")
    assert "It cannot be read: " in refused(capsys, tmp_path / "none.parquet", "--out", out)
    assert "'soon' is not a date" in refused(capsys, table, "--out", out, "--keep", "nr", "--as-of", "soon")
    assert "is the table itself" in refused(capsys, table, "--out", table, "--keep", "nr")
    for form in ("csv", "parquet", "arrow"):
        (tmp_path / f"bad.{form}").write_bytes(b"")
        assert f"It is no sound {form} file" in refused(capsys, tmp_path / f"bad.{form}", "--out", out)
    assert not out.exists()


def test_a_line_with_too_few_cells_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in.csv").write_text("item.is_debugger,to.country\ntrue,AT\ntrue\n", encoding="utf-8")
    said = refused(capsys, tmp_path / "in.csv", "--out", tmp_path / "out.csv")
    assert "no sound csv file" in said
    assert "Expected 2 columns, got 1" in said


def test_namibia_is_a_country_and_a_quoted_line_break_no_new_row(tmp_path: Path) -> None:
    text = 'note,to.country\n"two\nlines",NA\n,""\n'
    (tmp_path / "in.csv").write_text(text, encoding="utf-8")
    out = tmp_path / "out.csv"
    assert main(["evaluate", str(tmp_path / "in.csv"), "--out", str(out), "--keep", "note"]) == 0
    assert words(out, "note") == ["two\nlines", ""]


def test_an_empty_table_has_an_empty_answer(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("item.is_debugger\n", encoding="utf-8")
    assert main(["evaluate", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out.csv")]) == 0
    assert words(tmp_path / "out.csv", "ZZ.ART3") == []


def test_stretches_are_cut_alike_whatever_the_row_groups(tmp_path: Path) -> None:
    table = pa.table({"item.is_debugger": [n % 5 == 0 for n in range(ROWS + 500)], "nr": range(ROWS + 500)})
    parquet.write_table(table, tmp_path / "in.parquet", row_group_size=70_001)
    feather.write_feather(table, tmp_path / "in.arrow", compression="uncompressed", chunksize=123_457)
    for name in ("in.parquet", "in.arrow"):
        source = Source(tmp_path / name, ["nr"])
        parts = list(source.stretches())
        assert [part.num_rows for part in parts] == [ROWS, 500]
        assert pa.Table.from_batches(parts).equals(table)
        assert source.share() == 1


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    schema = pa.schema([("law", pa.string())])
    with pytest.raises(RuntimeError), files.written(tmp_path / "out.arrow", schema):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_progress_tells_rows_rate_and_time_left() -> None:
    assert progress(3_000_000, 0.25, 2.0) == "3,000,000 rows (25%), 1,500,000 rows a second, about 6 s left"
    assert progress(5, 1.0, 1.0) == "5 rows (100%), 5 rows a second"


def test_the_template_is_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--columns"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {
        "column": "item.kind",
        "type": "choice",
        "values": "hardware|software",
        "question": "What is it?",
    } in rows


@pytest.mark.parametrize("words", [("in.csv", "--out", "out.csv"), ("--columns",)])
def test_without_pyarrow_the_command_says_what_to_install(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "pip install 'licet[bulk]'" in refused(capsys, *words)
