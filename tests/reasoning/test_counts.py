"""An office's own counts move the order of the questions, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from law_tiny import TINY, write
from small_law import DAY, corpus, fact, law, measure, yes_no

from licet.cli.main import main
from licet.law import CorpusError
from licet.reasoning import Law
from licet.reasoning.counts import counted, share

FACTS = [fact("item.rare", prior=0.05), fact("item.common", prior=0.5), *yes_no("item.even")]
EITHER = corpus(FACTS, [measure("EU.LICENCE", {"any": ["item.rare", "item.common"]})])


def written(tmp_path: Path, **changed: Any) -> Path:
    path = tmp_path / "counts.json"
    whole = {"schema": "licet.counts/1", "source": "decided cases", "facts": {}} | changed
    path.write_text(json.dumps(whole), encoding="utf-8")
    return path


def asked(made: Law, facts: dict[str, Any]) -> list[str]:
    return [q["key"] for q in made.next_questions({"facts": facts}, as_of=DAY)]


def test_an_estimate_is_worth_ten_cases() -> None:
    assert share(0.4, 31, 9) == pytest.approx(35 / 50)
    assert share(0.4, 0, 0) == pytest.approx(0.4)
    assert share(None, 3, 1) == pytest.approx(8 / 14)


def test_no_count_makes_a_fact_certain() -> None:
    assert 0 < share(0.01, 0, 1_000_000) < 0.01
    assert 0.99 < share(0.99, 1_000_000, 0) < 1


def test_counts_move_the_order_of_the_questions_and_no_answer(
    tmp_path: Path,
) -> None:
    estimated = law(EITHER)
    assert asked(estimated, {}) == ["item.common", "item.rare"]
    found = {"item.rare": {"yes": 60, "no": 60}, "item.common": {"yes": 0, "no": 120}}
    made = law(replace(EITHER, facts=counted(EITHER.facts, written(tmp_path, facts=found))))
    assert asked(made, {}) == ["item.rare", "item.common"]
    for facts in ({}, {"item.rare": True}, {"item.rare": False, "item.common": False}):
        one, other = (each.check({"facts": facts}, DAY)["regimes"]["EU"] for each in (estimated, made))
        assert (one["outcome"], one["measures"]) == (other["outcome"], other["measures"])


def test_facts_that_were_not_counted_keep_their_estimate(tmp_path: Path) -> None:
    facts = {fact.id: fact for fact in FACTS}
    path = written(tmp_path, facts={"item.rare": {"yes": 5, "no": 5}})
    found = counted(facts, path)
    assert found["item.rare"].prior == pytest.approx(5.5 / 20)
    assert found["item.common"] == facts["item.common"]
    assert counted(facts, None) == facts


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"schema": "licet.counts/2"}, "licet.counts/1"),
        ({"source": " "}, "what was counted"),
        ({"fact": {}}, "The nearest valid name is facts"),
        ({"facts": {"item.rar": {"yes": 1, "no": 1}}}, "The nearest valid name is item.rare"),
        ({"facts": {"item.kind": {"yes": 1, "no": 1}}}, "not a yes-or-no fact"),
        ({"facts": {"item.rare": {"yes": 1}}}, "two whole numbers"),
        ({"facts": {"item.rare": {"yes": -1, "no": 4}}}, "neither below zero"),
        ({"facts": {"item.rare": {"yes": 0.5, "no": 4}}}, "two whole numbers"),
        ({"facts": {"item.rare": [1, 4]}}, "two whole numbers"),
    ],
)
def test_a_file_with_a_fault_is_refused_and_says_which(
    tmp_path: Path, changed: dict[str, Any], says: str
) -> None:
    with pytest.raises(CorpusError) as refused:
        counted(EITHER.facts, written(tmp_path, **changed))
    assert says in str(refused.value)
    assert "counts.json" in str(refused.value)


def test_a_file_that_is_not_there_or_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "counts.json"
    with pytest.raises(CorpusError, match="LICET_COUNTS"):
        counted(EITHER.facts, path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(CorpusError, match="not JSON"):
        counted(EITHER.facts, path)


def test_the_law_is_loaded_with_the_counts_that_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, place = write(tmp_path / "law", TINY), tmp_path / "compiled"
    before = Law.load([root], place)
    monkeypatch.setenv(
        "LICET_COUNTS", str(written(tmp_path, facts={"item.controls_implants": {"yes": 30, "no": 0}}))
    )
    after = Law.load([root], place)
    assert (before.counts, after.digest) == (None, before.digest)
    priors = [
        dict(zip(w.vars, w.sample.priors, strict=True))
        for w in (one.day(DAY).world for one in (before, after))
    ]
    [here] = [var for var in priors[0] if var.key == "item.controls_implants"]
    assert [found[here] for found in priors] == pytest.approx([0.2, 32 / 40])


def test_a_command_refuses_a_file_with_a_fault_and_says_what_to_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LICET_COUNTS", str(tmp_path / "none.json"))
    document = tmp_path / "deal.json"
    document.write_text('{"facts": {}}', encoding="utf-8")
    assert main(["check", str(document)]) == 3
    assert "LICET_COUNTS" in capsys.readouterr().err
