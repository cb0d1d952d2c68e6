"""`licet law new-state`: from answers, in a file or on the terminal, to a law whose tests pass."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from licet.cli.main import main
from licet.law import load, shipped
from licet.law.argued import read_argued
from licet.law.mutants import mutants_of, written_rules
from licet.reasoning import Law
from licet.reasoning.decisiveness import decisiveness
from licet.reasoning.law_tests import run_tests

REPO = Path(__file__).parents[2]
EXAMPLE = REPO / "docs" / "examples" / "new-state" / "state-e.yaml"


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LICET_LAW", str(shipped()))
    monkeypatch.setenv("LICET_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "ours"


def test_the_questions_stand_beside_what_others_chose(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "new-state", "--questions"]) == 0
    shown = capsys.readouterr().out
    assert "saas_access: Is giving somebody abroad" in shown
    assert "- Germany: To give somebody outside the Union access" in shown


def test_the_state_of_the_how_to_passes_its_tests_and_answers_as_state_x_does(
    out: Path, tmp_path: Path
) -> None:
    """State X could have been made with the kit: from its answers comes a law that says the same of every argued chain."""
    assert main(["law", "new-state", "--answers", str(EXAMPLE), "--out", str(out)]) == 0
    corpus = load([shipped(), out])
    law = Law.load(roots=[shipped(), out])
    own = [rule for id, rule in written_rules(corpus).items() if id.startswith("XE.")]
    outcome = run_tests(corpus, law, own)
    assert outcome.tests > 15 and not outcome.failures and not outcome.unreached
    argued = read_argued(REPO / "docs" / "examples" / "decisiveness")
    found = decisiveness(law, argued.chains, {"XA": "XA"})
    made = decisiveness(law, argued.chains, {"XE": "XE"})
    assert len(made.findings) >= 70
    assert {one.chain.name: one.possible for one in made.findings} == {
        one.chain.name: one.possible for one in found.findings if one.chain.argued("XE") is not None
    }


def test_every_rule_of_the_state_has_something_to_mutate_or_always_holds(out: Path) -> None:
    assert main(["law", "new-state", "--answers", str(EXAMPLE), "--out", str(out)]) == 0
    corpus = load([shipped(), out])
    for id, rule in written_rules(corpus).items():
        if id.startswith("XE."):
            assert rule.tests, id
            assert list(mutants_of(rule, corpus.regimes["XE"].covers_from)) or "STANCE" in id


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "--out: name the folder"),
        (("--out", "ours", "--answers", "german.yaml"), "this law has DE already"),
        (("--out", "full", "--answers", "good.yaml"), "is there already"),
    ],
)
def test_what_cannot_be_done_is_said(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    (tmp_path / "good.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "german.yaml").write_text(text.replace("state: XE", "state: DE"), encoding="utf-8")
    (tmp_path / "full" / "xe").mkdir(parents=True)
    assert main(["law", "new-state", *arguments]) == 2
    assert told in capsys.readouterr().err


def typed(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> None:
    waiting: Iterator[str] = iter(lines)

    def answer(prompt: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", answer)


SOURCE: list[Any] = [
    "It says so.",
    "Il le dit.",
    "Act of F",
    "s. 1",
    "2024",
    "https://example.org/act",
    "partial",
]
KEPT: list[Any] = ["So it is.", "C'est ainsi.", "", "s. 2", "", "", "partial"]
TYPED = [
    "XF", "State F", "État F", "nowhere", "WA", "2025-11-15", *SOURCE,
    "yes", *KEPT, "not_checked", "open", "no", *KEPT,
    "not_checked", "yes", *KEPT, "not_checked", "not_checked", "not_checked",
]  # fmt: skip


def test_a_state_can_be_answered_on_the_terminal(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, TYPED)
    assert main(["law", "new-state", "--out", str(out)]) == 0
    made = load([shipped(), out])
    assert made.rules["XF.STANCE.SAAS_ACCESS"].editions[0].citation.instrument == "Act of F"
    assert made.rules["XF.STANCE.SAAS_ACCESS"].editions[0].citation.pinpoint == "s. 2"
    assert [one.name for one in made.regimes["XF"].parameters] == ["bodies"]
    assert "deemed_export" not in made.regimes["XF"].stances
    assert sorted(path.name for path in out.iterdir()) == ["answers.json", "xf"]


def test_answers_that_end_too_early_write_nothing(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, TYPED[:9])
    assert main(["law", "new-state", "--out", str(out)]) == 2
    assert "ended before the questions did" in capsys.readouterr().err
    assert not list(out.iterdir())


def test_an_answer_that_is_left_out_cites_no_provision(out: Path, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    (tmp_path / "short.yaml").write_text(text[: text.index("answers:")] + "answers: {}\n", encoding="utf-8")
    assert main(["law", "new-state", "--answers", "short.yaml", "--out", str(out)]) == 0
    (edition,) = load([shipped(), out]).rules["XE.STANCE.SAAS_ACCESS"].editions
    assert edition.citation.pinpoint == "no provision was read on this point"
