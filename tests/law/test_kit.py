"""The starter kit: answers make a state's law that loads, and whose tests pass; bad answers are named by field."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from licet.law import Corpus, CorpusError, load, shipped
from licet.law.kit import choices, files_of, questions_for, read_answers, write_state
from licet.law.kit.questions import QUESTIONS, TERMS_OF
from licet.law.model import Judgement, Mark
from licet.law.regimes import PARAMETERS
from licet.service.corpus.reading import conditions

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "new-state" / "state-e.yaml"
DAY = date(2026, 11, 22)
SHEETS = ("AU", "CA", "FR", "IL", "IT", "JP", "KR", "NL", "NO", "SG")


@pytest.fixture(scope="module")
def law() -> Corpus:
    return load([shipped()])


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "answers.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


# --- what is asked ------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", TERMS_OF)
def test_every_term_that_is_asked_is_left_open_by_its_base(law: Corpus, base: str) -> None:
    regime = law.regimes.get(base) or law.bases[base]
    heads = [*regime.measures, *(family.rule for family in regime.families)]
    from licet.law.checks import led_to

    open_terms = {
        part.term
        for id in led_to(heads, law.rules)
        for part in conditions(law.rules[id])
        if isinstance(part, Judgement)
    }
    assert {one.name for one in questions_for(base) if one.is_term} <= open_terms


def test_what_is_answered_in_words_is_what_a_regime_can_hold() -> None:
    assert {one.name for one in QUESTIONS if not one.is_term} == set(PARAMETERS)


def test_peers_choices_are_the_stances_they_take_and_the_points_they_leave_open(law: Corpus) -> None:
    access = {one.regime: one for one in choices(law, QUESTIONS[0])}
    assert access["DE"].text == law.rules["DE.STANCE.SAAS_ACCESS"].editions[-1].text
    assert access["EU"].text is None
    appeal = {one.regime for one in choices(law, next(one for one in QUESTIONS if one.name == "appeal"))}
    assert "GB" in appeal


# --- what is written ----------------------------------------------------------------------------------


def test_a_state_from_answers_loads_beside_the_shipped_law(tmp_path: Path) -> None:
    write_state(read_answers(EXAMPLE), tmp_path, DAY)
    with_it = load([shipped(), tmp_path])
    state = with_it.regimes["XE"]
    assert state.measures == ("XE.WA.LICENCE", "XE.WA.HUMAN_RIGHTS")
    assert {one.name for one in state.parameters} == set(PARAMETERS)
    assert set(state.stances) == {"leaves_the_state", *TERMS_OF["WA"]}


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    answers = read_answers(EXAMPLE)
    write_state(answers, tmp_path, DAY)
    with pytest.raises(FileExistsError):
        write_state(answers, tmp_path, DAY)


def test_norway_is_a_state_and_not_a_no(tmp_path: Path) -> None:
    answers = read_answers(changed(tmp_path, "state: XE", "state: NO"))
    assert 'id: "NO"' in files_of(answers, DAY)["regime.yaml"]
    assert '{from.country: ["NO"]}' in files_of(answers, DAY)["governs.yaml"]


def test_what_was_not_answered_is_a_rule_that_never_decides(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    start, end = text.index("  saas_access:"), text.index("  cloud_upload:")
    path = tmp_path / "answers.yaml"
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    write_state(read_answers(path), tmp_path / "out", DAY)
    rule = load([shipped(), tmp_path / "out"]).rules["XE.STANCE.SAAS_ACCESS"]
    assert rule.editions[0].mark is Mark.UNVERIFIED


def test_what_is_left_to_the_authority_stays_a_judgement(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    start, end = text.index("  saas_access:"), text.index("  cloud_upload:")
    path = tmp_path / "answers.yaml"
    path.write_text(text[:start] + "  saas_access: open\n" + text[end:], encoding="utf-8")
    write_state(read_answers(path), tmp_path / "out", DAY)
    assert "saas_access" not in load([shipped(), tmp_path / "out"]).regimes["XE"].stances


@pytest.mark.parametrize("state", SHEETS)
def test_a_sheet_answers_every_question_or_says_that_it_was_not_checked(law: Corpus, state: str) -> None:
    regime = law.regimes[state]
    assert set(TERMS_OF[regime.based_on]) <= set(regime.stances)


# --- bad answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("is: new_state", "is: rule", "Begin it with is: new_state"),
        ("state: XE", "state: Xenia", "state is 'Xenia'"),
        ("state: XE", "state: ZZ", "state is 'ZZ'"),
        ("base: WA", "base: WB", "base is 'WB'"),
        ("covers: 2021-09-09", "covers: 2021-02-30", "covers is '2021-02-30'"),
        ("answer: aware", "answer: sometimes", "human_rights_catch_all.answer is 'sometimes'"),
        ("  appeal:\n", "  appeals:\n", "answers has no key 'appeals'"),
        ("    answer: aware\n", "", "human_rights_catch_all lacks answer"),
        ("    mark: verified\n    text: {en: Five", "    text: {en: Five", "retention lacks mark"),
        ("title: {en: State E (invented), fr: État E (inventé)}", "title: {en: State E}", "title lacks fr"),
        ('url: "https://example.org/xe/act"', "url: act", "url is 'act'"),
    ],
)
def test_a_bad_answer_is_named_by_field(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(CorpusError) as raised:
        read_answers(changed(tmp_path, old, new))
    assert any(told in str(fault) for fault in (raised.value, *raised.value.others))


def test_an_answer_without_a_source_is_refused(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    start, end = text.index("  saas_access:"), text.index("  cloud_upload:")
    path = tmp_path / "answers.yaml"
    path.write_text(text[:start] + "  saas_access: never\n" + text[end:], encoding="utf-8")
    with pytest.raises(CorpusError, match="saas_access has no source"):
        read_answers(path)
