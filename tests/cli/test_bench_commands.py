"""`licet diff`, `licet gaps` and `licet amend`: what they print, in which form, and how they refuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from law_tiny import ENTRY, TINY, write

from licet.cli.main import main
from licet.cli.schema import text_of

KIND = """\
is: rule
id: CCIC.CONSOLE
role: ccic_kind
on: item
title: {en: A console, fr: Une console}
editions:
  - from: 2020-01-01
    recorded: 2026-11-21
    mark: partial
    citation: {instrument: Guide, pinpoint: Box 1, edition: 2020-01-01, url: https://example.org/guide}
    text: {en: Anything that controls implants., fr: Tout ce qui commande des implants.}
    when: item.controls_implants
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    root = write(tmp_path / "law", {**TINY, "zz/console.yaml": KIND})
    monkeypatch.setenv("LICET_LAW", str(root))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
    yield root


def told(name: str, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The JSON, held against its published schema."""
    assert main([*arguments, "--format", "json"]) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator(json.loads(text_of(name))).validate(report)
    return report


def test_two_days_differ_by_the_rule_that_changed(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["diff", "ZZ@2023-06-01", "ZZ@2024-06-01"]
    report = told("diff", arguments, capsys)
    assert {row["cause"]["kind"] for row in report["differences"]} <= {"changed", "more"}
    firm = [row for row in report["differences"] if (row["one"], row["other"]) == ("true", "false")]
    assert any(row["facts"].get("transfer.for_disclosure") for row in firm)
    assert main(arguments) == 0
    assert "ZZ.IMPLANTS was changed: Control of implants." in capsys.readouterr().out


def test_a_gap_is_what_threshold_and_exception_let_go(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["gaps", "ZZ", "CCIC.CONSOLE", "--as-of", "2026-11-21"]
    report = told("gaps", arguments, capsys)
    assert [row["so"] for row in report["witnesses"]] == [["item.controls_implants"]]
    assert report["witnesses"][0]["facts"]["item.key_bits"] <= 56, "a short key is the least that it takes"
    missed = {(row["exception"], row["condition"]): row["facts"] for row in report["near_misses"]}
    assert missed[None, "{item.key_bits: {over: 56}}"]["item.key_bits"] <= 56
    assert missed["ZZ.IMPLANTS.NOTE", "transfer.for_disclosure"]["transfer.for_disclosure"] is True
    assert main(arguments) == 0
    assert "There is a gap." in capsys.readouterr().out
    assert told("gaps", [*arguments, "--no-near-misses"], capsys)["near_misses"] is None


def test_an_amendment_is_held_against_past_cases(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = ENTRY.split("\ntests:\n")[0].replace("any: [transfer.for_disclosure, ", "any: [")
    overlay = write(tmp_path / "overlay", {"implants.yaml": changed + "\n"})
    table = tmp_path / "past.csv"
    table.write_text(
        "to.country,item.key_bits,item.controls_implants,item.kind,item.is_debugger,transfer.for_disclosure\n"
        "US,128,true,software,false,true\n"
        "US,128,true,software,false,false\n"
        "US,128,false,software,false,true\n"
        "US,128,true,software,false,\n"
    )
    arguments = ["amend", str(overlay), "--as-of", "2026-11-21", "--cases", str(table)]
    report = told("amendment", arguments, capsys)
    caught = [row for row in report["regimes"]["ZZ"] if (row["one"], row["other"]) == ("false", "true")]
    assert {row["subject"]["id"] for row in caught} >= {"ZZ.IMPLANTS"}
    assert all(row["cause"]["id"] == "ZZ.IMPLANTS" for row in caught)
    assert report["past_cases"]["rows"] == 4
    assert report["past_cases"]["touched"] == 2
    assert {(row["before"], row["after"], row["rows"]) for row in report["past_cases"]["changes"]} == {
        ("false", "true", 1),
        ("unknown", "true", 1),
    }
    assert main(arguments) == 0
    assert "4 past cases, 2 of them" in capsys.readouterr().out


def test_what_does_nothing_is_named_with_its_place(tiny: Path, capsys: pytest.CaptureFixture[str]) -> None:
    idle = KIND.replace("CCIC.CONSOLE", "ZZ.IDLE").replace("ccic_kind", "entry")
    idle = idle.replace("when: item", "when: {all: [item.is_debugger, {not: item.is_debugger}]} #")
    regime = TINY["zz/regime.yaml"].replace("[ZZ.IMPLANTS]", "[ZZ.IMPLANTS, ZZ.IDLE]", 1)
    write(tiny, {"zz/idle.yaml": idle, "zz/regime.yaml": regime})
    arguments = ["law", "hygiene", "--regime", "ZZ", "--as-of", "2026-11-21"]
    report = told("law-hygiene", arguments, capsys)
    assert ("never_holds", "ZZ.IDLE") in {(row["kind"], row["rule"]) for row in report["findings"]}
    assert main(arguments) == 0
    assert "idle.yaml:1: ZZ.IDLE: never holds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "ZY", "ZZ"], "ZY"),
        (["diff", "ZZ@yesterday", "ZZ"], "ONE: 'yesterday' is no day"),
        (["diff", "ZZ@1999-01-01", "ZZ"], "outside what this law has of ZZ"),
        (["diff", "ZZ", "ZZ", "--most", "0"], "--most: 0 is too few"),
        (["diff", "ZZ@2023-06-01", "ZZ", "--home", "Germany"], "--home"),
        (["gaps", "ZZ", "CCIC.CONSOL"], "CCIC.CONSOLE"),
        (["law", "hygiene", "--regime", "ZY"], "--regime: there is no regime ZY"),
        (["amend", "/nowhere"], "OVERLAY: there is no folder /nowhere"),
    ],
)
def test_bad_input_is_named(
    tiny: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_an_overlay_that_is_no_law_is_refused(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = write(
        tmp_path / "overlay", {"implants.yaml": ENTRY.replace("item.controls_implants", "item.implants")}
    )
    assert main(["amend", str(overlay)]) == 3
    assert "There is no fact item.implants" in capsys.readouterr().err
