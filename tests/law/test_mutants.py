"""Mutants of the law: what is changed, where it stands, and how the wording then reads."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from law_tiny import ENTRY, TINY, write

from licet.law import Corpus, load, shipped
from licet.law.errors import CorpusError
from licet.law.model import Constant, Not, Rule
from licet.law.mutants import Change, Mutant, changed_rules, mutants_of, place, written_rules
from licet.law.written import written

FIRST = date(2020, 1, 1)
NOTE = "{any: [transfer.for_disclosure, {all: [item.is_debugger, {judgement: required}]}]}"


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return load([write(tmp_path, TINY)])


@pytest.fixture
def entry(corpus: Corpus) -> Rule:
    return corpus.rules["ZZ.IMPLANTS"]


def of(rule: Rule, change: Change, what: str) -> list[Mutant]:
    return [one for one in mutants_of(rule, FIRST) if (one.change, one.what) == (change, what)]


def test_every_condition_is_left_out_and_negated(entry: Rule) -> None:
    for what in ("item.controls_implants", "{item.kind: [hardware, software]}", "transfer.for_disclosure"):
        assert of(entry, Change.LEFT_OUT, what) and of(entry, Change.NEGATED, what)


def test_every_exception_is_removed(entry: Rule) -> None:
    [mutant] = of(entry, Change.REMOVED, "ZZ.IMPLANTS.NOTE")
    assert mutant.of(entry).editions[1].exceptions == ()


def test_what_is_left_reads_as_it_was_written(entry: Rule) -> None:
    [mutant] = of(entry, Change.LEFT_OUT, "{item.kind: [hardware, software]}")
    assert written(mutant.of(entry).editions[1].when) == "{all: [item.controls_implants]}"
    [mutant] = of(entry, Change.LEFT_OUT, "{judgement: required}")
    [note] = mutant.of(entry).editions[1].exceptions
    assert written(note.when) == "{any: [transfer.for_disclosure, {all: [item.is_debugger]}]}"


def test_a_body_of_one_condition_without_it_asks_for_nothing(entry: Rule) -> None:
    [mutant] = [one for one in of(entry, Change.LEFT_OUT, "item.controls_implants") if one.edition == 0]
    assert mutant.of(entry).editions[0].when == Constant(True)


def test_a_whole_exception_is_negated(entry: Rule) -> None:
    [mutant] = of(entry, Change.NEGATED, NOTE)
    [note] = mutant.of(entry).editions[1].exceptions
    assert isinstance(note.when, Not) and written(note.when.part) == NOTE


def test_each_value_of_a_list_is_left_out(entry: Rule) -> None:
    [mutant] = of(entry, Change.VALUE, "hardware of {item.kind: [hardware, software]}")
    assert (
        written(mutant.of(entry).editions[1].when)
        == "{all: [item.controls_implants, {item.kind: [software]}]}"
    )


def test_a_list_of_one_value_is_left_out_as_a_whole(corpus: Corpus) -> None:
    changes = {one.change for one in mutants_of(corpus.rules["ZZ.FAMILY.REST"], FIRST)}
    assert changes == {Change.LEFT_OUT, Change.NEGATED, Change.LATER}


def test_to_negate_a_not_takes_it_away_once(corpus: Corpus) -> None:
    rule = corpus.rules["ZZ.ART3"]
    [mutant] = of(rule, Change.NEGATED, "{not: {to.country: {in: friends}}}")
    assert "{to.country: {in: friends}}, {item.key_bits: {over: 56}}]" in written(
        mutant.of(rule).editions[0].when
    )
    assert not of(rule, Change.NEGATED, "{to.country: {in: friends}}")


def test_a_border_between_two_wordings_is_moved_without_a_gap(entry: Rule) -> None:
    [mutant] = of(entry, Change.LATER, "2024-01-01")
    before, after = mutant.of(entry).editions
    assert (before.valid_until, after.valid_from) == (date(2024, 1, 1), date(2024, 1, 2))
    [mutant] = of(entry, Change.EARLIER, "2024-01-01")
    before, after = mutant.of(entry).editions
    assert (before.valid_until, after.valid_from) == (date(2023, 12, 30), date(2023, 12, 31))


def test_before_the_first_day_there_is_nothing_to_be_moved_into(entry: Rule) -> None:
    assert of(entry, Change.LATER, "2020-01-01")
    assert not of(entry, Change.EARLIER, "2020-01-01")


def test_the_end_of_the_last_edition_is_a_border_too(tmp_path: Path) -> None:
    ended = ENTRY.replace("  - from: 2024-01-01\n", "  - from: 2024-01-01\n    until: 2025-06-30\n")
    rule = load([write(tmp_path, {**TINY, "zz/implants.yaml": ended})]).rules["ZZ.IMPLANTS"]
    [mutant] = of(rule, Change.LATER, "2025-07-01")
    assert mutant.of(rule).editions[1].valid_until == date(2025, 7, 1)


def test_a_border_that_changes_no_wording_is_left(tmp_path: Path) -> None:
    head, _, tests = ENTRY.partition("    when: {all: [item.controls_implants")
    same = (
        head.replace("mark: partial", "mark: verified")
        + "    when: item.controls_implants\n"
        + tests[tests.index("tests:") :]
    )
    rule = load([write(tmp_path, {**TINY, "zz/implants.yaml": same})]).rules["ZZ.IMPLANTS"]
    assert not of(rule, Change.LATER, "2024-01-01")


@pytest.mark.parametrize(
    ("change", "what", "line"),
    [
        (Change.LEFT_OUT, "{item.kind: [hardware, software]}", "    when: {all: [item.controls"),
        (Change.REMOVED, "ZZ.IMPLANTS.NOTE", "      - id: ZZ.IMPLANTS.NOTE"),
        (Change.NEGATED, "transfer.for_disclosure", "        when: {any: [transfer"),
        (Change.LATER, "2024-01-01", "  - from: 2024-01-01"),
    ],
)
def test_each_is_found_in_its_file(entry: Rule, change: Change, what: str, line: str) -> None:
    [mutant] = of(entry, change, what)
    text = Path(entry.where.file).read_text(encoding="utf-8").split("\n")
    assert text[place(entry, mutant).line - 1].startswith(line)


def test_the_twins_of_member_states_change_with_their_rule() -> None:
    corpus = load([shipped()])
    assert "DE.EU.ART3" in corpus.rules and "DE.EU.ART3" not in written_rules(corpus)
    [mutant] = of(corpus.rules["EU.ART3"], Change.LEFT_OUT, "EU.EXPORT")
    changed = changed_rules(corpus, mutant)
    assert set(changed) >= {"EU.ART3", "DE.EU.ART3"}
    before, after = corpus.rules["DE.EU.ART3"].editions[0].when, changed["DE.EU.ART3"].editions[0].when
    assert "DE.EU.EXPORT" in written(before) or "EU.EXPORT" in written(before)
    assert "EXPORT" not in written(after) and "DE.GOVERNS" in written(after)


def test_a_test_may_hold_on_several_days(tmp_path: Path) -> None:
    several = ENTRY.replace("as_of: 2026-11-21", "as_of: [2024-01-01, 2026-11-21]", 1)
    rule = load([write(tmp_path, {**TINY, "zz/implants.yaml": several})]).rules["ZZ.IMPLANTS"]
    assert [(test.name, str(test.as_of)) for test in rule.tests][:2] == [
        ("a console for implants", "2024-01-01"),
        ("a console for implants", "2026-11-21"),
    ]


@pytest.mark.parametrize(
    ("days", "fault"), [("[]", "as_of is an empty list"), ("[2024-02-30]", "as_of is '2024-02-30'")]
)
def test_each_of_several_days_must_exist(tmp_path: Path, days: str, fault: str) -> None:
    wrong = ENTRY.replace("as_of: 2026-11-21", f"as_of: {days}", 1)
    with pytest.raises(CorpusError, match=fault):
        load([write(tmp_path, {**TINY, "zz/implants.yaml": wrong})])
