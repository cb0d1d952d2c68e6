"""A rule in words: what a page says of an expression is what the expression says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from licet.law import load, shipped
from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Constant,
    Corpus,
    Expr,
    Frame,
    InGroup,
    IsTrue,
    Judgement,
    Mark,
    Not,
    OneOf,
    Outside,
    Ref,
)
from licet.reasoning.grounding import in_force
from licet.service.corpus.reading import shown_rules
from licet.service.corpus.telling import Line, _Teller, page_of, told
from licet.service.corpus.words import code_of

DAY = date(2026, 11, 21)
DEBUGGER = IsTrue(Frame.ITEM, "item.is_debugger")
HYPERVISOR = IsTrue(Frame.ITEM, "item.is_hypervisor")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load([shipped()])


@pytest.fixture
def teller(corpus: Corpus) -> _Teller:
    return _Teller(corpus, DAY, frozenset())


def lines(line: Line) -> Iterator[Line]:
    yield line
    for part in (*line.parts, *line.inside):
        yield from lines(part)


@pytest.mark.parametrize(
    ("expr", "text"),
    [
        (DEBUGGER, "Is it a debugger? – Yes"),
        (Not(DEBUGGER), "Is it a debugger? – No"),
        (Not(Not(DEBUGGER)), "Is it a debugger? – Yes"),
        (IsTrue(Frame.TARGET, "item.is_debugger"), "The thing it serves: Is it a debugger? – Yes"),
        (OneOf(Frame.ITEM, "item.kind", frozenset({"software"})), "What is it? – Software"),
        (Not(OneOf(Frame.ITEM, "item.kind", frozenset({"software"}))), "What is it? – not Software"),
        (
            OneOf(Frame.TO, "party.country", frozenset({"CH", "LI"})),
            "Who receives it: In which country is it established or located? – Liechtenstein or Switzerland",
        ),
        (Constant(True), "Always"),
        (Not(Constant(True)), "Never"),
        (Constant(False), "Never"),
        (Outside("cryptography"), "Law that is not written out here: Cryptography (Category 5 Part 2)"),
    ],
)
def test_a_condition_is_its_question_with_the_answer_that_counts(
    teller: _Teller, expr: Expr, text: str
) -> None:
    assert teller.line(expr).text == text


@pytest.mark.parametrize(
    ("expr", "head"),
    [
        (All((DEBUGGER, HYPERVISOR)), "All of these:"),
        (AnyOf((DEBUGGER, HYPERVISOR)), "At least one of these:"),
        (AtLeast(2, (DEBUGGER, HYPERVISOR)), "At least 2 of these:"),
        (Not(All((DEBUGGER, HYPERVISOR))), "Not all of these together:"),
        (Not(AnyOf((DEBUGGER, HYPERVISOR))), "None of these:"),
        (Not(AtLeast(2, (DEBUGGER, HYPERVISOR))), "Fewer than 2 of these:"),
    ],
)
def test_a_list_says_how_many_of_it_must_hold_and_lists_its_parts_as_they_are(
    teller: _Teller, expr: Expr, head: str
) -> None:
    line = teller.line(expr)
    assert line.text == head
    assert [part.text for part in line.parts] == ["Is it a debugger? – Yes", "Is it a hypervisor? – Yes"]


def test_a_list_of_one_is_that_one(teller: _Teller) -> None:
    assert teller.line(All((DEBUGGER,))) == teller.line(DEBUGGER)


def test_a_group_of_countries_is_named(corpus: Corpus, teller: _Teller) -> None:
    line = teller.line(Not(InGroup(Frame.TO, "party.country", "eu001_destinations")))
    assert line.text.endswith(f"– not one of: {corpus.groups['eu001_destinations'].title['en']}")


def test_what_a_person_judges_is_said_to_be_hers(teller: _Teller) -> None:
    assert teller.line(Judgement("required")).text.startswith("For the authority to judge: Whether generic")


@pytest.mark.parametrize(
    ("op", "text"), [(">", "more than 8"), (">=", "8 or more"), ("<", "less than 8"), ("<=", "8 or less")]
)
def test_a_bound_is_said_with_and_without_its_end(teller: _Teller, op: str, text: str) -> None:
    assert teller.bound("item.kind", op, 8.0) == text


def test_a_term_is_linked_and_written_out_where_it_is_met(teller: _Teller) -> None:
    line = teller.line(Ref("EU.DEF.INTRUSION_SOFTWARE", of_target=True))
    assert line.text == "The thing it serves: Intrusion software"
    assert line.href == "/law/rules/EU.DEF.INTRUSION_SOFTWARE/"
    assert line.inside[0].text == "All of these:"
    assert "Except: Digital-rights management" in [part.text for part in line.inside]


def test_an_entry_is_linked_by_its_code_and_not_written_out_again(teller: _Teller) -> None:
    line = teller.line(Not(Ref("EU.4A005")))
    assert line.text.startswith("Not: 4A005: ")
    assert line.href == "/law/rules/EU.4A005/"
    assert line.inside == []


def test_a_rule_not_in_force_that_day_is_not_told(corpus: Corpus) -> None:
    assert told(corpus, corpus.rules["EU.4D004"], date(2021, 9, 8)) is None
    assert told(corpus, corpus.rules["EU.4D004"], date(2021, 9, 9)) is not None


def test_what_frees_stands_beside_the_rule_with_its_place(corpus: Corpus) -> None:
    rule = told(corpus, corpus.rules["EU.4D004"], DAY)
    assert rule is not None
    assert [(freed.title, freed.pinpoint) for freed in rule.freed] == [
        ("Note on updates and upgrades", "Annex I, 4D004, Note"),
        ("General Software Note", "Annex I, Part I, General Software Note"),
    ]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_rule_of_the_law_can_be_told_in_both_languages(corpus: Corpus, language: str) -> None:
    with translation.override(language):
        for rule in corpus.rules.values():
            for edition in rule.editions:
                found = told(corpus, rule, edition.valid_from)
                assert found is not None
                told_lines = [*lines(found.line), *(each for x in found.freed for each in lines(x.line))]
                assert all(line.text.strip() and "%(" not in line.text for line in told_lines), rule.id


def test_no_rule_reads_the_same_in_french(corpus: Corpus) -> None:
    for rule in shown_rules(corpus):
        english = told(corpus, rule, DAY)
        with translation.override("fr"):
            french = told(corpus, rule, DAY)
        if english and french:
            pairs = zip(lines(english.line), lines(french.line), strict=True)
            assert [one.text for one, other in pairs if one.text == other.text] == [], rule.id


@pytest.mark.parametrize(
    ("id", "code"),
    [
        ("EU.5A004.B", "5A004.b"),
        ("EU.4D004", "4D004"),
        ("EU.5D002.C.3.A", "5D002.c.3.a"),
        ("EU.ML21.B.5", "ML21.b.5"),
    ],
)
def test_an_entry_has_the_code_its_list_prints(corpus: Corpus, id: str, code: str) -> None:
    assert code_of(id) == code
    assert all(code.lower() in e.citation.pinpoint.lower() for e in corpus.rules[id].editions)


def test_whatever_an_answer_rests_on_has_its_page(corpus: Corpus) -> None:
    assert page_of(corpus, "EU.4D004") == "/law/rules/EU.4D004/"
    assert page_of(corpus, "EU.4D004.NOTE") == "/law/rules/EU.4D004/#EU.4D004.NOTE"
    assert page_of(corpus, "arms_embargo") == "/law/countries/arms_embargo/"
    assert page_of(corpus, "GONE.RULE") == ""


def test_what_was_not_fully_checked_says_so_where_it_is_named(corpus: Corpus, teller: _Teller) -> None:
    assert teller.line(Ref("EU.4D004")).mark == ""
    partial = next(
        rule.id
        for rule in shown_rules(corpus)
        if (edition := in_force(rule.editions, DAY)) and edition.mark is Mark.PARTIAL
    )
    assert teller.line(Ref(partial)).mark == "partly checked against the text"
