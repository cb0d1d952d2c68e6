"""The worked examples of docs/examples: each document under the real law, against what was argued beforehand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from licet.reasoning import Law

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
NAMES = sorted(p.stem for p in FOLDER.glob("*.json") if not p.name.endswith(".expect.json"))
LEGITIMATE = (
    "bug-bounty",
    "cert-exchange",
    "defensive-product",
    "penetration-test-report",
    "published-tool",
    "vulnerability-report",
)
NOTHING = ["nothing_found_in_scope"]


@cache
def law() -> Law:
    return Law.load()


def read(name: str) -> dict[str, Any]:
    found = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@cache
def indication(name: str) -> Mapping[str, Any]:
    return law().check(read(name))


def expected(name: str) -> dict[str, Any]:
    return read(f"{name}.expect")


def regimes(name: str) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """What is expected of each regime, and what it answered."""
    return [(wanted, indication(name)["regimes"][id]) for id, wanted in expected(name)["regimes"].items()]


def results(answers: Mapping[str, Any], wanted: Mapping[str, str]) -> dict[str, str]:
    return {rule: answers[rule]["result"] for rule in wanted}


@pytest.mark.parametrize("name", NAMES)
def test_the_entries_and_measures_of_every_leg_are_as_argued(name: str) -> None:
    for wanted, got in regimes(name):
        for part in ("entries", "measures"):
            for leg, answers in wanted[part].items():
                assert results(got["transfers"][leg][part], answers) == answers, (part, leg)


@pytest.mark.parametrize("name", NAMES)
def test_the_outcome_is_as_argued(name: str) -> None:
    for wanted, got in regimes(name):
        if wanted.get("outcome") is not None:
            assert got["outcome"]["possible"] == wanted["outcome"]
        if wanted.get("settled") is not None:
            assert got["outcome"]["settled"] is wanted["settled"]


@pytest.mark.parametrize("name", NAMES)
def test_the_legs_that_nobody_controls_are_named(name: str) -> None:
    for wanted, got in regimes(name):
        free = [
            leg
            for leg, row in got["transfers"].items()
            if all(answer["result"] == "false" for answer in row["measures"].values())
        ]
        assert free == wanted["uncontrolled"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_open_says_why_and_who_must_act_is_named(name: str) -> None:
    for wanted, got in regimes(name):
        rows = {row["id"]: row for row in got["measures"]}
        for measure, refer in wanted.get("refer", {}).items():
            assert rows[measure]["refer"] is refer
        for measure, keys in wanted.get("missing", {}).items():
            assert [missing["key"] for missing in rows[measure]["missing"]] == keys
        for measure, party in wanted.get("duty", {}).items():
            assert rows[measure]["parties"] == [party]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_one_of_the_six_kinds_is_as_argued(name: str) -> None:
    wanted = expected(name)["ccic"]
    assert {item: indication(name)["ccic"][item]["result"] for item in wanted} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_no_example_contradicts_itself(name: str) -> None:
    assert indication(name)["contradictions"] == []


@pytest.mark.parametrize("name", LEGITIMATE)
def test_legitimate_security_work_gets_a_firm_answer(name: str) -> None:
    got = indication(name)["regimes"]["EU"]
    assert got["outcome"] == {"possible": NOTHING, "settled": True}
    assert {family["relevant"] for family in got["scope"]["not_checked"]} == {"false"}


def test_the_report_to_the_maker_and_to_the_dealer_differ_only_in_the_recipient() -> None:
    maker, dealer = read("vulnerability-report"), read("exploit-to-broker")
    assert maker["transfers"][0]["item"] == dealer["transfers"][0]["item"] == "report"
    assert indication("vulnerability-report")["regimes"]["EU"]["outcome"]["possible"] == NOTHING
    assert indication("exploit-to-broker")["regimes"]["EU"]["outcome"]["possible"] == ["licence"]


def test_the_police_suite_became_controlled_on_the_day_of_the_new_wording() -> None:
    document = read("monitoring-centre")
    answers = [
        law().check(document | {"as_of": day})["regimes"]["EU"]["transfers"]["t1"]["entries"]["EU.5D001.E"][
            "result"
        ]
        for day in ("2025-11-14", "2025-11-15")
    ]
    assert answers == ["false", "true"]


@pytest.mark.parametrize("name", NAMES)
def test_every_example_has_its_argument_and_its_line_in_the_readme(name: str) -> None:
    assert len(expected(name)["argument"].split()) >= 15
    assert f"| `{name}` |" in (FOLDER / "README.md").read_text(encoding="utf-8")
