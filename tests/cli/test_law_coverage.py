"""`licet law coverage` says which paragraph became which rule, what nobody read, and how many have only a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from law_tiny import TINY, write

from licet.cli.main import main
from licet.law.coverage import read_folder

NOTES = """\
# Treaty on consoles

## Annex 1 [V]
- Consoles that control implants.
- The rest of the annex [P].
- This point is empty.
"""
FULL = ("to: [ZZ.IMPLANTS]", "to: [ZZ.FAMILY.REST]", "reason: nothing_to_ask, because: It is empty.")


def mapping(notes: Path, became: tuple[str, ...]) -> str:
    found = read_folder(notes)
    lines = [
        f"      - {{paragraphs: {{{each.at}: {each.words}}}, {words}}}\n"
        for each, words in zip(found, became, strict=False)
    ]
    head = "is: coverage\nmarks: {V: verified, P: partial}\nsections:\n"
    return f"{head}  - section: {found[0].section}\n    about: Annex 1\n    regime: ZZ\n    became:\n{''.join(lines)}"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LICET_LAW", str(tmp_path / "law"))

    def runner(*arguments: str, became: tuple[str, ...] = FULL, after: str = NOTES) -> tuple[int, str]:
        write(tmp_path, {"notes/treaty.md": NOTES})
        write(tmp_path / "law", {**TINY, "coverage/treaty.yaml": mapping(Path("notes"), became)})
        write(tmp_path, {"notes/treaty.md": after})
        code = main(["law", "coverage", "--against", "notes", *arguments])
        out, err = capsys.readouterr()
        return code, out + err

    return runner


def row(out: str, regime: str) -> list[str]:
    return next(line for line in out.splitlines() if line.startswith(regime)).split()


def test_all_covered_and_few_reasons_is_well(run: Any) -> None:
    code, out = run("--reasons-at-most", "34")
    assert code == 0, out
    assert "Not covered" not in out
    assert "1 of 3 paragraphs have a reason and no rule." in out


def test_counts_are_by_regime_by_mark_and_by_what_became_of_it(run: Any) -> None:
    _, out = run("--reasons-at-most", "34")
    # three paragraphs: two verified by their heading, one partial by itself; none unverified or without mark;
    # one a rule, one only named, one a reason
    assert row(out, "ZZ") == ["ZZ", "3", "2", "1", "0", "0", "1", "1", "1"]


def test_a_paragraph_that_nobody_read_is_named_with_its_place(run: Any) -> None:
    code, out = run(became=FULL[:2])
    assert code == 1
    assert "Not covered (1):\n  notes/treaty.md:6: - This point is empty." in out
    assert row(out, "not read")[2:4] == ["1", "1"]


def test_too_many_reasons_are_a_failure_though_all_is_covered(run: Any) -> None:
    code, out = run()
    assert code == 1
    assert "1 of 3 paragraphs have a reason and no rule, and at most 10 % may." in out
    assert "nothing_to_ask: It is empty. (notes/treaty.md:6)" in out


def test_a_changed_paragraph_is_to_be_looked_at_with_what_it_was(run: Any) -> None:
    code, out = run("--reasons-at-most", "34", after=NOTES.replace("implants", "implants or exploits"))
    assert code == 1
    assert "Changed, look again (1):" in out
    assert "(was: ZZ.IMPLANTS; now " in out


def test_a_paragraph_that_is_gone_is_told(run: Any) -> None:
    code, out = run("--reasons-at-most", "34", after=NOTES.replace("- The rest of the annex [P].\n", ""))
    assert code == 1
    assert "Gone from the text (1):" in out
    assert "coverage/treaty.yaml" in out


def test_a_draft_can_be_filled_in_as_it_stands(run: Any, tmp_path: Path) -> None:
    _, out = run("--draft", became=FULL[:1])
    filled = out.replace("about:", "about: Annex 1").replace("regime:", "regime: ZZ")
    filled = filled.replace("to: []", "to: [ZZ.IMPLANTS]")
    whole = run("--reasons-at-most", "34")  # writes the full mapping, then ours instead of it
    text = mapping(tmp_path / "notes", FULL[:1])
    write(
        tmp_path / "law",
        {"coverage/treaty.yaml": text, "coverage/more.yaml": f"is: coverage\nsections:\n{filled}"},
    )
    assert whole[0] == 0
    assert main(["law", "coverage", "--against", "notes"]) == 0


def test_sections_of_other_texts_are_counted_and_do_no_harm(run: Any) -> None:
    code, out = run("--reasons-at-most", "34", after="# Other\nwords\n")
    assert code == 1
    assert "3 paragraphs of the mapping are of sections that are not in this text." in out
    assert "Gone" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--against", "nowhere"], "--against: nowhere is no folder with Markdown files in it."),
        (["--against", "law"], "--against: law is no folder with Markdown files in it."),
        (["--against", "notes", "--reasons-at-most", "101"], "--reasons-at-most: 101"),
    ],
)
def test_bad_input_is_named(run: Any, capsys: Any, arguments: list[str], said: str) -> None:
    run()
    assert main(["law", "coverage", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_rule_that_does_not_exist_is_refused_with_its_place(run: Any) -> None:
    code, out = run(became=("to: [ZZ.IMPLANT]",))
    assert code == 3
    assert "law/coverage/treaty.yaml:8: to names ZZ.IMPLANT, and there is no such thing" in out
