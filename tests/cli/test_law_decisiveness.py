"""`licet law decisiveness` holds argued answers against what the rules say: right, unknown, or wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from law_tiny import TINY, write

from licet.cli.main import main

PROFILES = """\
homes: {ZZ: NO}
profiles:
  console: {item.controls_implants: yes, item.kind: software, item.is_debugger: no, item.key_bits: 128, transfer.for_disclosure: no}
"""
LEGITIMATE = """\
group: legitimate
chains:
  - name: a console for a friend
    because: Article 3 spares friends.
    as_of: 2026-11-21
    like: [console]
    facts: {to.country: home}
    expect: {ZZ: free}
"""
CONTROLLED = """\
group: controlled
chains:
  - name: a console for a stranger
    because: It is listed, no friend, and the key is long.
    as_of: 2026-11-21
    like: [console]
    facts: {to.country: FR}
    expect: {all: permission}
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LICET_LAW", str(write(tmp_path / "law", TINY)))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))

    def runner(
        legitimate: str = LEGITIMATE,
        controlled: str = CONTROLLED,
        profiles: str = PROFILES,
        arguments: tuple[str, ...] = (),
    ) -> tuple[int, str]:
        files = {"profiles.yaml": profiles, "legitimate.yaml": legitimate, "controlled.yaml": controlled}
        write(tmp_path / "argued", files)
        code = main(["law", "decisiveness", "argued", *arguments])
        out, err = capsys.readouterr()
        return code, out + err

    return runner


def counts(text: str, group: str) -> list[str]:
    [line] = [line for line in text.splitlines() if line.startswith(f"{group:<12}ZZ")]
    return line.split(maxsplit=2)[2].replace(" of ", "/").split()


def test_what_is_decided_as_argued_is_right(run: Any) -> None:
    code, text = run()
    assert code == 0
    assert counts(text, "legitimate") == counts(text, "controlled") == ["1/1", "0/1", "0/1", "0/1"]


def test_what_needs_another_fact_is_unknown_and_named_when_asked_for(run: Any) -> None:
    open_one = CONTROLLED.replace("    facts: {to.country: FR}\n", "")
    code, text = run(controlled=open_one)
    assert (code, counts(text, "controlled")) == (0, ["0/1", "0/1", "1/1", "0/1"])
    assert "argued/controlled.yaml" not in text
    _, text = run(controlled=open_one, arguments=("--open",))
    assert (
        "argued/controlled.yaml:3: a console for a stranger: ZZ: argued permission, possible: licence" in text
    )


@pytest.mark.parametrize("argued", ["free", "open"])
def test_what_is_decided_otherwise_is_wrong_and_fails(run: Any, argued: str) -> None:
    code, text = run(controlled=CONTROLLED.replace("permission", argued))
    assert (code, counts(text, "controlled")) == (1, ["0/1", "0/1", "0/1", "1/1"])
    assert text.startswith(
        "Firm and wrong:\n  argued/controlled.yaml:3: a console for a stranger: ZZ: argued"
    )


def test_an_answer_that_the_text_leaves_open_is_counted_apart_from_what_is_decided(run: Any) -> None:
    code, text = run(
        controlled=CONTROLLED.replace("permission", "open").replace("    facts: {to.country: FR}\n", "")
    )
    assert (code, counts(text, "controlled")) == (0, ["0/1", "1/1", "0/1", "0/1"])


def test_a_regime_about_which_nothing_was_argued_is_not_asked(run: Any) -> None:
    code, text = run(controlled=CONTROLLED.replace("{all: permission}", "{}"))
    assert (code, counts(text, "controlled")) == (0, ["0/0", "0/0", "0/0", "0/0"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("like: [console]", "like: [consol]", "argued/controlled.yaml:6: like is 'consol'. The nearest valid name is console."),
        ("permission", "forbidden", "argued/controlled.yaml:8: all is 'forbidden'. Valid here: free, open, permission."),
        ("all:", "ZY:", "argued/controlled.yaml:8: There is no home of regime ZY."),
        ("group: controlled", "group: other", "argued/controlled.yaml:1: group is 'other'."),
        ("2026-11-21", "2026-02-30", "argued/controlled.yaml:5: as_of is '2026-02-30'"),
        ("facts: {to.country: FR}", "facts: FR", "argued/controlled.yaml:7: facts is not a mapping"),
    ],
)  # fmt: skip
def test_a_fault_in_a_file_is_named_with_its_line(run: Any, old: str, new: str, message: str) -> None:
    code, text = run(controlled=CONTROLLED.replace(old, new))
    assert code == 3
    assert message in text


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ("{to.contry: FR}", "a console for a stranger: facts.to.contry"),
        ("{to.country: UK}", "a console for a stranger: facts.to.country"),
        ("{item.is_debugger: maybe}", "item.is_debugger is a yes/no fact"),
        ("{item.key_bits: long}", "item.key_bits is a number"),
        ("{item.is_debugger: yes, item.kind: hardware}", "The facts exclude each other (AX.DEBUGGER)."),
    ],
)
def test_facts_that_the_law_does_not_have_are_named(run: Any, facts: str, message: str) -> None:
    code, text = run(controlled=CONTROLLED.replace("{to.country: FR}", facts))
    assert code == 2
    assert message in text


def test_a_folder_without_profiles_is_refused(run: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert main(["law", "decisiveness", "empty"]) == 3


def test_a_home_of_no_regime_is_refused(run: Any) -> None:
    code, text = run(profiles=PROFILES.replace("ZZ: NO", "ZZ: NO, ZY: FR"))
    assert code == 2
    assert "homes: this law has no regime ZY. Valid: ZZ." in text
