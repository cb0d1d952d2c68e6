"""Conditions of a licence from the clauses of the law: chosen by id, printed in full in the exporter's language."""

from __future__ import annotations

from typing import Any

import officer_walk as walk
import pytest
from cast import client_for
from django.core.exceptions import ValidationError
from django.urls import reverse

from licet.law import CorpusError, shipped
from licet.law.clauses import load_clauses
from licet.law.model import Mark
from licet.service.applications.models import Application
from licet.service.corpus.clauses import for_certificates, for_licences
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter
from licet.service.people.models import User
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.usefixtures("office")
CLAUSE = """\
is: clause
id: one_room
order: 1
use: [licence]
bearer: end_user
title: {en: One room, fr: Une pièce}
text: {en: It stays in one room., fr: Il reste dans une pièce.}
citation: {instrument: Treaty, pinpoint: Art. 1, edition: as in force, url: https://example.org/treaty}
mark: partial
"""


def test_a_chosen_clause_stands_before_what_the_officer_wrote(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    draft = walk.grant(clauses=("records", "no_retransfer"), conditions=("Only on Mondays.",))
    proposal = walk.proposed(olga, case, draft)
    assert [text.split(",")[0] for text in proposal.conditions] == [
        "The items",
        "The exporter keeps the records of each transfer for at least five years from the end of the calendar year in which it"
        " took place.",
        "Only on Mondays.",
    ]
    payload: Any = events_of(case).get(type="proposal.made").payload
    assert payload["clauses"] == ["records", "no_retransfer"]


def test_it_is_printed_in_the_language_of_the_letters(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    Application.objects.filter(pk=case.application_id).update(language="fr")
    walk.assessed(olga, case)
    walk.decided(paul, walk.proposed(olga, case, walk.grant(clauses=("logs",), conditions=())))
    deliver_all()
    letter = Letter.objects.get(kind="licence")
    assert "Chaque usage est consigné" in letter.body.replace("&#x27;", "'")


@pytest.mark.parametrize("clause", ["weather", "signature"])
def test_what_is_no_condition_of_a_licence_is_refused(elena: User, olga: User, clause: str) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    with pytest.raises(ValidationError, match="There is no clause"):
        walk.proposed(olga, case, walk.grant(clauses=(clause,)))


def test_the_page_offers_each_with_whom_it_binds(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    path = reverse("decisions:propose", args=[case.pk])
    page = client_for(olga).get(f"{path}?kind=grant").content.decode()
    assert page.count('name="clauses"') == len(for_licences())
    assert "Records (the exporter)." in page
    assert 'name="clauses"' not in client_for(olga).get(f"{path}?kind=refuse").content.decode()


def test_every_clause_is_in_both_languages_and_cited() -> None:
    for clause in load_clauses([shipped()]).values():
        assert clause.title["en"] and clause.text["fr"] != clause.text["en"]
        assert clause.citation.url.startswith(("http://data.europa.eu/eli/", "https://"))
        assert "licence" not in clause.use or clause.bearer in ("exporter", "end_user", "intermediary")
    assert {each.id for each in for_certificates() if each.essential} == {
        "parties",
        "items",
        "operating_unit",
        "legal_basis",
        "place",
        "no_retransfer",
        "signature",
    }


def test_only_what_was_read_in_the_regulation_is_called_verified() -> None:
    verified = [each.id for each in load_clauses([shipped()]).values() if each.mark is Mark.VERIFIED]
    assert verified == ["records"]


def test_an_authority_adds_and_replaces_its_own(tmp_path: Any) -> None:
    folder = tmp_path / "clauses"
    folder.mkdir()
    (folder / "own.yaml").write_text(CLAUSE, encoding="utf-8")
    assert "one_room" in load_clauses([shipped(), tmp_path])
    (folder / "own.yaml").write_text(CLAUSE.replace("bearer: end_user", "bearer: nobody"), encoding="utf-8")
    with pytest.raises(CorpusError, match="bearer is 'nobody'"):
        load_clauses([tmp_path])
