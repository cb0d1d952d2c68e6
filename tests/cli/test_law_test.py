"""`licet law test` says where the law does not mean what its tests say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from law_tiny import ENTRY, TINY, write

from licet.cli.main import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the tests of the tiny law with its entry changed; gives exit code, text and JSON."""

    def runner(entry: str, *arguments: str) -> tuple[int, str, dict[str, Any]]:
        root = write(tmp_path / "law", {**TINY, "zz/implants.yaml": entry})
        monkeypatch.setenv("LICET_LAW", str(root))
        monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
        code = main(["law", "test", *arguments])
        text = capsys.readouterr().out
        assert main(["law", "test", "--format", "json", *arguments]) == code
        return code, text, json.loads(capsys.readouterr().out)

    return runner


def test_sound_law_passes_with_its_counts(run: Any) -> None:
    code, text, found = run(ENTRY)
    assert code == 0
    assert text.splitlines()[-1] == "3 rules, 3 tests: 3 passed, 0 failed"
    assert (found["rules"], found["tests"], found["passed"], found["failed"]) == (3, 3, 3, [])
    assert found["counts"] == {
        "law": {"ZZ": 3},
        "role": {"entry": 1, "family": 1, "measure": 1},
        "mark": {"verified": 3},
    }


def test_a_wrong_result_is_shown_with_its_place(run: Any) -> None:
    code, text, found = run(ENTRY.replace('expect: {ZZ.IMPLANTS: "true"}', 'expect: {ZZ.IMPLANTS: "false"}'))
    assert code == 1
    assert (
        "law/zz/implants.yaml:26: a console for implants: ZZ.IMPLANTS result: expected false, got true\n"
        in text
    )
    (failure,) = found["failed"]
    assert (failure["line"], failure["what"], failure["expected"], failure["got"]) == (
        26,
        "result",
        "false",
        "true",
    )
    assert found["passed"] == 2


def test_a_wrong_set_of_missing_atoms_is_shown(run: Any) -> None:
    code, text, _ = run(ENTRY.replace("missing: [transfer.for_disclosure]", "missing: [item.kind]"))
    assert code == 1
    assert "ZZ.IMPLANTS missing: expected [item.kind], got [transfer.for_disclosure]" in text


def test_an_expectation_to_refer_is_checked(run: Any) -> None:
    code, text, _ = run(
        ENTRY.replace(
            "    expect: {ZZ.IMPLANTS: unknown}\n", "    expect: {ZZ.IMPLANTS: unknown}\n    refer: yes\n"
        )
    )
    assert code == 1
    assert "ZZ.IMPLANTS refer: expected yes, got no" in text


def test_contradictory_facts_may_be_expected(run: Any) -> None:
    more = """\
  - name: a debugger made of iron
    because: Hardware is no debugger.
    as_of: 2026-11-21
    facts: {item.controls_implants: yes, item.kind: hardware, item.is_debugger: yes, transfer.for_disclosure: no}
    expect: {ZZ.IMPLANTS: contradictory}
"""
    assert run(ENTRY + more)[0] == 0


@pytest.mark.parametrize(
    ("test", "lacks"),
    [
        ("a console for implants", "true"),
        ("a spreadsheet", "false"),
        ("a console of unknown purpose", "unknown with its missing"),
    ],
)
def test_an_entry_needs_a_test_of_each_result(run: Any, test: str, lacks: str) -> None:
    head, *tests = ENTRY.split("  - name: ")
    kept = "".join(f"  - name: {one}" for one in tests if not one.startswith(f"{test}\n"))
    code, text, found = run(head + kept)
    assert code == 1
    assert f"law/zz/implants.yaml:1: ZZ.IMPLANTS has no test that expects {lacks}" in text
    assert [gap["lacks"] for gap in found["uncovered"]] == [[lacks]]


def test_unknown_counts_only_with_its_missing(run: Any) -> None:
    code, _, found = run(ENTRY.replace("    missing: [transfer.for_disclosure]\n", ""))
    assert (code, found["failed"]) == (1, [])
    assert found["uncovered"][0]["lacks"] == ["unknown with its missing"]


def test_a_rule_no_regime_leads_to_is_shown(run: Any, tmp_path: Path) -> None:
    forgotten = (
        ENTRY.partition("tests:\n")[0]
        .replace("ZZ.IMPLANTS", "ZZ.FORGOTTEN")
        .replace("role: entry", "role: note")
    )
    write(tmp_path / "law", {"zz/forgotten.yaml": forgotten.replace("wassenaar: 4.D.4\n", "")})
    code, text, found = run(ENTRY)
    assert (code, found["failed"], found["uncovered"]) == (1, [], [])
    assert "zz/forgotten.yaml:1: ZZ.FORGOTTEN is reached by no regime; list it in one, or refer to it" in text
    assert [one["rule"] for one in found["unreached"]] == ["ZZ.FORGOTTEN"]


def test_one_rule_may_be_chosen(run: Any) -> None:
    assert run(ENTRY, "--rule", "ZZ.IMPLANTS")[2]["tests"] == 3
    assert run(ENTRY, "--rule", "ZZ.ART3")[2]["tests"] == 0


def test_an_unknown_rule_is_bad_input(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LICET_LAW", str(write(tmp_path, TINY)))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
    assert main(["law", "test", "--rule", "ZZ.IMPLANT"]) == 2
    assert (
        "--rule: there is no rule ZZ.IMPLANT. The nearest valid name is ZZ.IMPLANTS."
        in capsys.readouterr().err
    )


def test_a_chain_is_tested_over_all_its_transfers(run: Any) -> None:
    more = """\
  - name: one item to its maker and to a broker
    because: On the second leg nothing excepts it.
    as_of: 2026-11-21
    parties: [{id: p, country: XB}]
    items: [{id: i1, kind: software, facts: {controls_implants: yes, is_debugger: no}}]
    transfers:
      - {id: t1, item: i1, from: p, to: JP, facts: {for_disclosure: yes}}
      - {id: t2, item: i1, from: p, to: CH, facts: {for_disclosure: no}}
    expect: {ZZ.IMPLANTS: "true"}
"""
    assert run(ENTRY + more)[0] == 0
