"""The law as pages, for anybody: found, read, cited, and honest about what was not checked."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from cast import client_for
from django.test import Client

from licet.law.model import Mark
from licet.service.corpus import law
from licet.service.corpus.reading import entries, regimes_of, search, source, stances, unverified, whose
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def page(path: str, language: str = "en") -> str:
    answer = Client(headers={"accept-language": language}).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def text(path: str, language: str = "en") -> str:
    main = re.search(r"<main.*</main>", page(path, language), re.DOTALL)
    assert main
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def test_the_start_page_leads_to_what_is_controlled() -> None:
    assert 'href="/law/"' in page("/")


def test_the_first_page_shows_kinds_regimes_and_every_entry() -> None:
    shown = text("/law/")
    corpus = law().corpus
    assert all(corpus.rules[kind].title["en"] in shown for kind in corpus.ccic_kinds)
    assert all(regime.title["en"] in shown for regime in corpus.regimes.values())
    assert all(row.rule.title in shown for row in entries(corpus, DAY))


def test_an_entry_of_one_state_is_on_no_other_list() -> None:
    corpus = law().corpus
    row = next(row for row in entries(corpus, DAY) if row.rule.id == "DE.5A902")
    assert [id for id, on in zip(corpus.regimes, row.listed, strict=True) if on] == ["DE"]


def test_an_entry_that_states_share_is_one_row_on_each_list() -> None:
    corpus = law().corpus
    rows = [row for row in entries(corpus, DAY) if row.code == "4D004"]
    assert len(rows) == 1
    assert all(rows[0].listed)
    assert rows[0].wassenaar == "4.D.4"


def test_whose_lists_name_an_entry_is_one_cell_however_many_states_there_are() -> None:
    titles = ["A", "B", "C", "D"]
    row = next(iter(entries(law().corpus, DAY)))

    def cell(*listed: bool) -> str:
        return whose(replace(row, listed=list(listed)), titles)

    assert cell(True, True, True, True) == "Every list here"
    assert (
        cell(True, True, False, True)
        == "Every list here; for these it is written otherwise or not written out: C"
    )
    assert cell(True, False, False, True) == "A, D"
    assert cell(False, False, False, True) == "D"


def test_a_judge_finds_source_edition_and_how_well_it_was_checked() -> None:
    shown = text("/law/rules/EU.4D004/")
    assert "Regulation (EU) 2021/821, Annex I, 4D004" in shown
    assert "since 9 September 2021" in shown
    assert "Checked against the text" in shown
    assert "http://data.europa.eu/eli/reg/2021/821/oj" in shown


def test_a_rule_that_changed_shows_each_wording_with_its_days() -> None:
    editions = law().corpus.rules["EU.5D001.E"].editions
    assert len(editions) > 1
    shown = text("/law/rules/EU.5D001.E/")
    assert all(edition.text["en"] in shown for edition in editions)


@pytest.fixture
def doubted(monkeypatch: pytest.MonkeyPatch) -> str:
    """A rule of the law, as if nobody had read its text."""
    corpus, id = law().corpus, "EU.DEF.INTRUSION_SOFTWARE"
    rule = corpus.rules[id]
    editions = tuple(replace(edition, mark=Mark.UNVERIFIED) for edition in rule.editions)
    changed = replace(corpus, rules={**corpus.rules, id: replace(rule, editions=editions)})
    monkeypatch.setattr(law(), "corpus", changed)
    return id


def test_a_rule_not_checked_says_that_it_never_decides(doubted: str) -> None:
    assert "It never decides anything" in text(f"/law/rules/{doubted}/")
    assert "It never decides anything" not in text("/law/rules/EU.4D004/")


def test_a_rule_not_checked_is_named_on_the_page_of_each_regime_that_comes_to_it(doubted: str) -> None:
    corpus = law().corpus
    for regime in corpus.regimes.values():
        assert doubted in [row.id for row in unverified(corpus, regime, DAY)]
        assert "What was not checked against its text" in text(f"/law/regimes/{regime.id}/")


def test_a_country_not_checked_is_marked_in_its_group() -> None:
    shown = text("/law/countries/arms_embargo/")
    marks = {m.mark for m in law().corpus.groups["arms_embargo"].members}
    assert Mark.UNVERIFIED in marks
    assert "Belarus since 9 September 2021 Not checked against the text: never decides" in shown


def test_every_rule_and_every_regime_has_a_page_in_both_languages() -> None:
    corpus = law().corpus
    for language in ("en", "fr"):
        for rule in corpus.rules.values():
            assert rule.title[language] in text(f"/law/rules/{rule.id}/", language), rule.id
        for regime in corpus.regimes.values():
            assert regime.title[language] in text(f"/law/regimes/{regime.id}/", language), regime.id


def test_the_pages_are_french_for_a_french_reader() -> None:
    english, french = text("/law/rules/EU.4D004/"), text("/law/rules/EU.4D004/", "fr")
    assert "Toutes ces conditions" in french
    assert "All of these" in english
    assert "All of these" not in french


def test_what_does_not_exist_is_not_found() -> None:
    assert Client().get("/law/rules/EU.NOTHING/").status_code == 404
    assert Client().get("/law/regimes/ZZ/").status_code == 404
    assert Client().get("/law/countries/nowhere/").status_code == 404


def test_a_states_own_page_says_how_it_settles_what_the_union_leaves_open() -> None:
    corpus = law().corpus
    union = {row.question: row for row in stances(corpus, corpus.regimes["EU"], DAY)}
    question = corpus.judgements["saas_access"]["en"]
    germany = {row.question: row for row in stances(corpus, corpus.regimes["DE"], DAY)}
    assert union[question].stance is None
    settled = germany[question].stance
    assert settled is not None
    assert settled.id == "DE.STANCE.SAAS_ACCESS"
    assert "Giving access is making available" in text("/law/regimes/DE/")


def test_what_a_regime_leaves_out_is_named() -> None:
    shown = text("/law/regimes/EU/")
    assert all(family.title["en"] in shown for family in law().corpus.regimes["EU"].families)


def test_a_states_twin_names_the_rule_it_was_read_from() -> None:
    assert source(law().corpus, "DE.EU.ART3") == "EU.ART3"
    assert 'href="/law/rules/EU.ART3/"' in page("/law/rules/DE.EU.ART3/")


def test_a_rule_of_the_union_stands_for_the_states_that_apply_it() -> None:
    corpus = law().corpus
    assert {"EU", "DE"} <= {regime.id for regime in regimes_of(corpus, corpus.rules["EU.ART3"])}
    assert [regime.id for regime in regimes_of(corpus, corpus.rules["GB.TRANSFER"])] == ["GB"]


# --- search --------------------------------------------------------------------------------------------


def found(query: str) -> list[str]:
    return [row.rule.id for row in search(law().corpus, query, DAY)]


def test_a_code_finds_its_entry_first() -> None:
    assert found("5A004.b")[0] == "EU.5A004.B"
    assert found("4.D.4")[0] == "EU.4D004"


def test_words_are_found_in_either_language_without_capitals_or_accents() -> None:
    assert "EU.DEF.VULNERABILITY_DISCLOSURE" in found("Vulnerability DISCLOSURE")
    assert "EU.DEF.VULNERABILITY_DISCLOSURE" in found("divulgation vulnerabilite")


def test_every_word_must_stand_in_the_rule() -> None:
    both = set(found("interception centres"))
    assert both <= set(found("interception")) & set(found("centres"))
    assert found("zebra interception") == []


def test_nothing_sought_finds_nothing() -> None:
    assert found("  ") == []


def test_the_search_works_as_a_plain_form_and_says_when_nothing_fits() -> None:
    assert "DE.5A902" in page("/law/?q=monitoring+centres")
    assert "0 rules found" in text("/law/?q=zebra")
    assert "&lt;script&gt;" in page("/law/?q=<script>")


def test_officials_read_the_same_page(olga: User) -> None:
    assert client_for(olga).get("/law/").status_code == 200


def test_a_point_on_which_nothing_was_read_cites_no_provision_and_sends_to_that_state() -> None:
    corpus = law().corpus
    unread = [
        edition
        for rule in corpus.rules.values()
        for edition in rule.editions
        if edition.text["en"].startswith("Not checked: nothing was read")
    ]
    assert len(unread) > 20
    assert {edition.citation.pinpoint for edition in unread} == {"no provision was read on this point"}
    assert "The position was not checked: ask the authority of the state." in text("/law/regimes/FR/")
