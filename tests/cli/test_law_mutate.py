"""`licet law mutate` says which conditions of the law no test sees, and which it could do without."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from law_tiny import ENTRY, TINY, write

from licet.cli.main import main
from licet.cli.schema import text_of

EARLIER_WORDING = """\
  - name: a console in the last days of the old wording
    because: Then it was enough to control implants, whatever it was for.
    as_of: [2020-01-01, 2023-12-31]
    facts: {item.controls_implants: yes, transfer.for_disclosure: yes}
    expect: {ZZ.IMPLANTS: "true"}
  - name: a spreadsheet in the days of the old wording
    because: It controls no implants.
    as_of: 2023-12-31
    facts: {item.controls_implants: no}
    expect: {ZZ.IMPLANTS: "false"}
"""
KIND = "{item.kind: [hardware, software]}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def runner(entry: str, *arguments: str) -> tuple[int, str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("LICET_LAW", str(write(tmp_path / "law", {**TINY, "zz/implants.yaml": entry})))
        monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
        code = main(["law", "mutate", *arguments])
        out, err = capsys.readouterr()
        return code, out + err

    return runner


def rows(text: str) -> tuple[list[str], list[str]]:
    """What no test sees, and what is redundant."""
    found = json.loads(text)
    assert Draft202012Validator(json.loads(text_of("law-mutate"))).is_valid(found)
    return tuple(  # type: ignore[return-value]
        [f"{row['line']}: {row['change']}: {row['what']}" for row in found[part]]
        for part in ("untested", "redundant")
    )


def test_a_condition_that_no_test_sees_is_named_with_its_place(run: Any) -> None:
    code, text = run(ENTRY, "--rule", "ZZ.IMPLANTS")
    assert code == 1
    lines = text.splitlines()
    start = lines.index("No test fails if this is changed:")
    # the first edition has no test at all
    assert "  law/zz/implants.yaml:14: ZZ.IMPLANTS: negated: item.controls_implants" in lines[start:]
    assert re.search(r"^1 rules, \d+ mutants: \d+ seen by a test, \d+ not, \d+ redundant, \d+ s$", lines[-1])


def test_a_condition_that_can_never_fail_is_redundant_and_not_untested(run: Any) -> None:
    """`kind` has just the two options that the entry lists."""
    _, text = run(ENTRY, "--rule", "ZZ.IMPLANTS", "--format", "json")
    untested, redundant = rows(text)
    assert f"20: left out: {KIND}" in redundant
    assert not any(KIND in row for row in untested)


def test_a_test_for_it_ends_it(run: Any) -> None:
    _, text = run(ENTRY, "--rule", "ZZ.IMPLANTS", "--format", "json")
    before = rows(text)[0]
    assert {"14: left out: item.controls_implants", "15: a day later: 2024-01-01"} < set(before)
    _, text = run(ENTRY + EARLIER_WORDING, "--rule", "ZZ.IMPLANTS", "--format", "json")
    after = rows(text)[0]
    assert not [row for row in after if row.startswith(("8:", "14:"))]
    assert "15: a day earlier: 2024-01-01" not in after


def test_an_open_answer_that_stays_open_otherwise_is_seen_by_its_missing_facts(run: Any) -> None:
    """Without `missing`, nothing tells that the judgement counts."""
    told = """\
  - name: a debugger
    because: Only the authority can say whether it is required.
    as_of: 2026-11-21
    facts: {item.controls_implants: yes, item.kind: software, transfer.for_disclosure: no, item.is_debugger: [yes, no]}
    expect: {ZZ.IMPLANTS: unknown}
    missing: [item.is_debugger, judgement.required]
"""
    blind = told.replace("    missing: [item.is_debugger, judgement.required]\n", "")
    for more, seen in ((blind, False), (told, True)):
        _, text = run(ENTRY + more, "--rule", "ZZ.IMPLANTS", "--format", "json")
        assert ("24: left out: {judgement: required}" not in rows(text)[0]) is seen


def test_what_rests_on_a_rule_sees_it_too(run: Any) -> None:
    measured = """\
  - name: a console for implants with a long key leaves for a stranger
    because: It is listed, the country is no friend, the key is long.
    as_of: 2020-06-01
    facts: {item.controls_implants: yes, item.kind: software, to.country: FR, item.key_bits: 128}
    expect: {ZZ.ART3: "true"}
"""
    _, text = run(ENTRY + measured, "--rule", "ZZ.IMPLANTS", "--format", "json")
    assert "14: negated: item.controls_implants" not in rows(text)[0]


def test_tests_that_fail_are_to_be_mended_first(run: Any) -> None:
    code, text = run(ENTRY.replace('expect: {ZZ.IMPLANTS: "true"}', 'expect: {ZZ.IMPLANTS: "false"}'))
    assert code == 1
    assert "a console for implants: ZZ.IMPLANTS result: expected false, got true" in text
    assert text.endswith("The tests fail under the law as it stands; mend them first.\n")


def test_all_rules_are_tried_and_counted_in_several_processes_as_in_one(run: Any) -> None:
    one, several = run(ENTRY, "--format", "json"), run(ENTRY, "--format", "json", "--jobs", "2")
    assert one == several
    found = json.loads(one[1])
    assert found["rules"] == 3
    assert found["mutants"] == found["seen"] + len(found["untested"]) + len(found["redundant"])


def test_a_regime_has_the_rules_it_leads_to(run: Any) -> None:
    _, text = run(ENTRY, "--regime", "ZZ", "--format", "json")
    assert json.loads(text)["rules"] == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--rule", "ZZ.IMPLANT"), "--rule: there is no rule ZZ.IMPLANT with a file of its own. The nearest valid name is ZZ.IMPLANTS."),
        (("--regime", "ZY"), "--regime: there is no regime ZY."),
        (("--jobs", "0"), "--jobs: 0 is no number of processes. Give 1 or more."),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_the_remedy(
    run: Any, arguments: tuple[str, ...], message: str
) -> None:
    code, text = run(ENTRY, *arguments)
    assert code == 2
    assert message in text
