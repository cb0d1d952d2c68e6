"""A state that stands on another regime settles what that leaves to it, and changes nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from law_tiny import TINY, write

from licet.law import CorpusError, load
from licet.law.canonical import plain
from licet.law.model import All, Corpus, Judgement, Ref

CITATION = "{instrument: Act of Y, pinpoint: s. 1, edition: 2020-01-01, url: https://example.org/act}"


def act(name: str, on: str, when: str, tests: str = "", mark: str = "verified") -> str:
    return f"""\
is: rule
id: {name}
role: act
on: {on}
title: {{en: An act, fr: Un acte}}
editions:
  - from: 2020-01-01
    recorded: 2026-11-22
    mark: {mark}
    citation: {CITATION}
    text: {{en: As it says., fr: Comme il est dit.}}
    when: {when}
{tests}"""


REGIME = """\
is: regime
id: YY
title: {en: State Y, fr: État Y}
based_on: ZZ
governs: YY.GOVERNS
covers: {from: 2021-01-01}
stances: {required: YY.STANCE}
always_ask: [from.country]
"""
STATE_Y: Mapping[str, str] = {
    **TINY,
    "yy/regime.yaml": REGIME,
    "yy/governs.yaml": act("YY.GOVERNS", "transfer", "{actor.country: [XY]}"),
    "yy/stance.yaml": act("YY.STANCE", "item", "item.is_debugger"),
}


def corpus(tmp_path: Path, **changed: str) -> Corpus:
    return load([write(tmp_path, {**STATE_Y, **{f"yy/{name}.yaml": text for name, text in changed.items()}})])


def test_a_state_takes_over_what_its_base_requires_and_asks(tmp_path: Path) -> None:
    law = corpus(tmp_path)
    assert law.regimes["YY"].measures == ("YY.ZZ.ART3",)
    assert law.regimes["YY"].entries == ("YY.ZZ.IMPLANTS",)
    assert law.regimes["YY"].questions_always == ("to.country", "from.country")
    assert [family.id for family in law.regimes["YY"].families] == ["rest"]


def test_the_base_stays_as_it_was(tmp_path: Path) -> None:
    alone, beside = load([write(tmp_path / "alone", TINY)]), corpus(tmp_path / "beside")
    assert plain(beside.regimes["ZZ"]) == plain(alone.regimes["ZZ"])
    for name, rule in alone.rules.items():
        assert plain(beside.rules[name]) == plain(rule)


def test_a_settled_term_is_replaced_by_the_states_rule_wherever_it_is_leaned_on(tmp_path: Path) -> None:
    law = corpus(tmp_path)
    note = law.rules["YY.ZZ.IMPLANTS"].editions[-1].exceptions[0].when
    assert Ref("YY.STANCE") in note.parts[1].parts  # type: ignore[union-attr]
    assert Judgement("required") not in note.parts[1].parts  # type: ignore[union-attr]
    measure = law.rules["YY.ZZ.ART3"].editions[0].when
    assert isinstance(measure, All) and measure.parts[0] == Ref("YY.GOVERNS")
    assert Ref("YY.ZZ.IMPLANTS") in measure.parts[1].parts[0].parts  # type: ignore[union-attr]


def test_a_measure_keeps_its_duties_and_names_the_states_own_entries_as_its_basis(tmp_path: Path) -> None:
    law = corpus(tmp_path)
    own, base = law.rules["YY.ZZ.ART3"], law.rules["ZZ.ART3"]
    assert own.duty_bearers == base.duty_bearers and own.deadline == base.deadline
    assert own.basis == ("YY.ZZ.IMPLANTS",)


def test_a_test_may_expect_something_of_a_twin(tmp_path: Path) -> None:
    tests = """\
tests:
  - name: any
    because: It says so here.
    as_of: 2026-11-21
    facts: {item.controls_implants: no}
    expect: {YY.ZZ.ART3: unknown, YY.ZZ.FAMILY.REST: unknown}
"""
    corpus(tmp_path, stance=act("YY.STANCE", "item", "item.is_debugger", tests))


def test_a_twin_that_no_stance_made_is_not_expected_in_vain(tmp_path: Path) -> None:
    regime = REGIME.replace("stances: {required: YY.STANCE}\n", "")
    tests = """\
tests:
  - name: any
    because: It says so here.
    as_of: 2026-11-21
    facts: {item.controls_implants: no}
    expect: {YY.ZZ.IMPLANTS: "false"}
"""
    with pytest.raises(CorpusError, match=r"YY\.ZZ\.IMPLANTS is no rule of its own.*Expect ZZ\.IMPLANTS"):
        corpus(tmp_path, regime=regime, stance=act("YY.STANCE", "item", "item.is_debugger", tests))


def test_a_stance_about_parties_cannot_settle_a_term_about_items(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"leans on YY.STANCE, which is a rule on transfer"):
        corpus(tmp_path, stance=act("YY.STANCE", "transfer", "{actor.country: [XY]}"))


def test_a_state_stands_on_a_base_not_on_another_state(tmp_path: Path) -> None:
    third = REGIME.replace("id: YY", "id: XX").replace("based_on: ZZ", "based_on: YY")
    with pytest.raises(CorpusError, match=r"YY itself stands on ZZ.*Stand on ZZ itself"):
        corpus(tmp_path, third=third)


def test_a_stance_on_a_term_that_the_base_does_not_leave_open_is_a_mistake(tmp_path: Path) -> None:
    terms = TINY["vocabulary/judgements.yaml"] + "  - {term: other, en: Else, fr: Autre}\n"
    regime = REGIME.replace("required:", "other:")
    files = {**STATE_Y, "yy/regime.yaml": regime, "vocabulary/judgements.yaml": terms}
    with pytest.raises(CorpusError, match=r"ZZ leaves no term other to judgement.*Remove the stance"):
        load([write(tmp_path, files)])


def test_an_unverified_stance_keeps_its_mark(tmp_path: Path) -> None:
    law = corpus(tmp_path, stance=act("YY.STANCE", "item", "always", mark="unverified"))
    assert law.rules["YY.STANCE"].editions[0].mark == "unverified"


def test_a_base_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"There is no regime ZY.*ZZ"):
        corpus(tmp_path, regime=REGIME.replace("based_on: ZZ", "based_on: ZY"))
