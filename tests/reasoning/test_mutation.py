"""The quick trial of a mutant says what compiling the changed law and running every test would say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from law_tiny import ENTRY, FAMILY, TINY, write

from licet.law import Corpus, load
from licet.law.mutants import BORDERS, Mutant, changed_rules, mutants_of, written_rules
from licet.reasoning import Law
from licet.reasoning.compiler import compile_corpus
from licet.reasoning.law_tests import failures_of
from licet.reasoning.mutation import Trials
from licet.reasoning.store import load_corpus

MORE = """\
  - name: a console on the last day of the old wording
    because: Then it was enough to control implants.
    as_of: [2020-01-01, 2023-12-31, 2024-01-01]
    facts: {item.controls_implants: yes, transfer.for_disclosure: no, item.is_debugger: no}
    expect: {ZZ.IMPLANTS: "true"}
  - name: a debugger
    because: Only the authority can say whether it is required.
    as_of: 2026-11-21
    facts: {item.controls_implants: yes, item.kind: software, transfer.for_disclosure: no}
    expect: {ZZ.IMPLANTS: unknown}
    missing: [item.is_debugger, judgement.required]
  - name: a debugger made of iron
    because: Hardware is no debugger.
    as_of: 2026-11-21
    facts: {item.controls_implants: yes, item.kind: hardware, item.is_debugger: yes, transfer.for_disclosure: no}
    expect: {ZZ.IMPLANTS: contradictory}
  - name: a console with a long key for a stranger, if all else is known
    because: It is listed, no friend, and the key is long.
    as_of: 2024-12-31
    facts: {item.controls_implants: yes, item.is_debugger: no, transfer.for_disclosure: no, to.country: XB, item.key_bits: {min: 57}}
    expect: {ZZ.ART3: "false"}
  - name: what the rest of the law may say
    because: Hardware may be listed elsewhere, where the country is no friend.
    as_of: 2026-11-21
    facts: {item.controls_implants: no, item.kind: hardware, from.country: [BR, FR], to.country: [FR, NO]}
    expect: {ZZ.ART3: unknown}
    missing: [item.key_bits, outside.rest, to.country]
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """With a list of countries that nothing else in this law tells apart."""
    rest = FAMILY.replace(
        "when: {item.kind: [hardware]}", "when: {all: [{item.kind: [hardware]}, {from.country: [BR, FR]}]}"
    )
    assert rest != FAMILY
    root = tmp_path_factory.mktemp("law")
    return load([write(root, {**TINY, "zz/implants.yaml": ENTRY + MORE, "zz/rest.yaml": rest})])


def mutants(corpus: Corpus) -> list[Mutant]:
    return [one for rule in written_rules(corpus).values() for one in mutants_of(rule, date(2020, 1, 1))]


def compiled(corpus: Corpus, folder: Path) -> Law:
    compile_corpus(corpus, "law", folder)
    found = load_corpus(folder / "law")
    assert found
    return Law(*found, folder / "law")


def fails_some(corpus: Corpus, folder: Path) -> bool:
    law = compiled(corpus, folder)
    return any(list(failures_of(law, test)) for rule in corpus.rules.values() for test in rule.tests)


def test_it_agrees_with_the_whole_way_round(corpus: Corpus, tmp_path: Path) -> None:
    assert not fails_some(corpus, tmp_path / "as it stands")
    trials, told, seen = Trials(corpus), list[str](), 0
    for number, one in enumerate(mutants(corpus)):
        mutated = replace(corpus, rules={**corpus.rules, **changed_rules(corpus, one)})
        whole = fails_some(mutated, tmp_path / str(number))
        seen += whole
        if (trials.seen_by(one) is not None) is not whole:
            told.append(f"{one}: the whole way round says {whole}")
    assert told == []
    assert 20 <= seen < len(mutants(corpus))
    assert {one.value for one in mutants(corpus)} >= {"BR", "FR"}


def test_what_survives_as_the_same_law_is_seen_by_nobody(corpus: Corpus) -> None:
    trials = Trials(corpus)
    same = [one for one in mutants(corpus) if trials.is_equivalent(one)]
    assert "{item.kind: [hardware, software]}" in {one.what for one in same}
    assert all(trials.seen_by(one) is None for one in same)


def test_a_rule_is_seen_through_those_that_lean_on_it(corpus: Corpus) -> None:
    trials = Trials(corpus)
    assert trials.needs["ZZ.ART3"] == {"ZZ.ART3", "ZZ.IMPLANTS", "ZZ.FAMILY.REST"}
    assert trials.leaning({"ZZ.FAMILY.REST": corpus.rules["ZZ.FAMILY.REST"]}) == {"ZZ.FAMILY.REST", "ZZ.ART3"}
    seen = [trials.seen_by(one) for one in mutants(corpus) if one.rule == "ZZ.FAMILY.REST"]
    assert {one.rule for one in seen if one} == {"ZZ.ART3"}


def test_an_unverified_wording_that_a_border_moves_on_brings_its_doubt_along(tmp_path: Path) -> None:
    """The period it is moved into has no such doubt, so its diagrams cannot speak of it."""
    first = ENTRY.index("mark: verified")
    doubted = ENTRY[:first] + "mark: unverified" + ENTRY[first + len("mark: verified") :]
    law = load([write(tmp_path, {**TINY, "zz/implants.yaml": doubted + MORE})])
    trials = Trials(law)
    borders = [one for one in mutants(law) if one.rule == "ZZ.IMPLANTS" and one.change in BORDERS]
    assert borders
    assert any(one.edition == 1 and trials.seen_by(one) is not None for one in borders)
