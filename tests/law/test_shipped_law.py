"""The law that comes with Licet."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from babel import Locale

from licet.law import Corpus, load, roots, shipped
from licet.law.countries import ASSIGNED, COUNTRIES
from licet.law.model import Mark


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load([shipped()])


def test_it_loads_and_answers_for_two_regimes(corpus: Corpus) -> None:
    assert {"EU", "XA"} <= set(corpus.regimes)


def test_every_text_is_there_in_both_languages(corpus: Corpus) -> None:
    texts = [fact.ask for fact in corpus.facts.values()]
    texts += [rule.title for rule in corpus.rules.values()]
    texts += [edition.text for rule in corpus.rules.values() for edition in rule.editions]
    assert all(text["en"].strip() and text["fr"].strip() for text in texts)


def test_french_is_not_the_english_repeated(corpus: Corpus) -> None:
    repeated = [fact.id for fact in corpus.facts.values() if fact.ask["en"] == fact.ask["fr"]]
    assert repeated == []


def test_norway_is_among_the_destinations_of_eu001(corpus: Corpus) -> None:
    assert "NO" in {member.country for member in corpus.groups["eu001_destinations"].members}


def test_every_rule_says_how_well_it_was_checked_and_where_it_stands(corpus: Corpus) -> None:
    editions = [edition for rule in corpus.rules.values() for edition in rule.editions]
    assert all(edition.citation.instrument and edition.citation.pinpoint for edition in editions)
    assert {edition.mark for edition in editions} <= set(Mark)


def test_what_is_unverified_says_what_was_not_read(corpus: Corpus) -> None:
    """An official who must look is told where the doubt is."""
    said = re.compile(r"\bnot (\w+ )?(read|checked|seen|known|compared|verified)|no provision was read")
    for rule in corpus.rules.values():
        for edition in rule.editions:
            if edition.mark is Mark.UNVERIFIED:
                citation = edition.citation
                assert said.search(f"{citation.pinpoint} {citation.edition} {edition.text['en']}".lower()), (
                    rule.id
                )


def test_reading_it_takes_less_than_two_seconds() -> None:
    """A generous bound for a busy machine; compiled law is what makes `licet check` quick."""
    began = time.process_time()
    load([shipped()])
    assert time.process_time() - began < 2.0


def test_an_empty_setting_means_the_shipped_law() -> None:
    assert roots("") == [shipped()]
    assert roots(f"law{os.pathsep}/srv/ours") == [Path("law"), Path("/srv/ours")]


EXCEPTIONAL = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB XK ZZ".split())  # noqa: SIM905
"""Two-letter territories of CLDR that ISO 3166-1 reserves or leaves to users, or that CLDR made up."""


def test_the_countries_are_those_of_iso_3166() -> None:
    territories = set(filter(re.compile(r"[A-Z]{2}").fullmatch, map(str, Locale("en").territories)))
    assert territories - EXCEPTIONAL == ASSIGNED
    assert len(ASSIGNED) == 249
    assert {f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} == COUNTRIES - ASSIGNED


def test_common_slips_are_no_country_codes() -> None:
    assert {"NO", "XK", "XA", "XZ"} <= COUNTRIES
    assert not {"UK", "EL", "EU", "ZZ"} & COUNTRIES
