"""A finding of fact names what it rests on, and the case tells it in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from licet.service.casework import services
from licet.service.casework.models import Case, FindingSource, SourceKind
from licet.service.casework.presenting import timeline
from licet.service.casework.selectors import events_told
from licet.service.casework.services import Source
from licet.service.chains.facts import FactRefused
from licet.service.people.models import User

pytestmark = pytest.mark.usefixtures("office")
TODAY = date(2026, 3, 2)


def find(tomas: User, case: Case, source: Source, **more: Any) -> None:
    values = {"claim": walk.claim(case.application.chain, True), "reason": "It was run in the laboratory."}
    services.record_finding(actor=tomas, case=case, source=source, **values | more)  # type: ignore[arg-type]


@pytest.fixture
def case(elena: User, olga: User) -> Case:
    return walk.taken(elena, olga, spies=False)


@pytest.mark.parametrize(
    ("source", "field", "words"),
    [
        (Source(SourceKind.DOCUMENT), "upload", "Select the document"),
        (Source(SourceKind.STATEMENT, "", TODAY), "source_text", "who stated it"),
        (Source(SourceKind.STATEMENT, "The maker, by telephone"), "source_date", "date of the source"),
        (Source(SourceKind.PUBLIC, " ", TODAY), "source_text", "where it can be found"),
        (Source(SourceKind.PUBLIC, "The maker’s site"), "source_date", "date of the source"),
        (Source(SourceKind.OWN, "known"), "source_text", "in a sentence how you know it"),
    ],
)
def test_a_source_says_what_its_kind_needs(
    tomas: User, case: Case, source: Source, field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as error:
        find(tomas, case, source)
    assert words in error.value.message_dict[field][0]
    assert not FindingSource.objects.exists()


def test_no_source_is_of_tomorrow(tomas: User, case: Case) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="future"):
        find(tomas, case, Source(SourceKind.PUBLIC, "The maker’s site", tomorrow))


def test_a_word_is_no_reason_for_a_finding(tomas: User, case: Case) -> None:
    with pytest.raises(FactRefused, match="in a sentence"):
        find(tomas, case, walk.known(), reason="tested")


def test_the_source_stays_as_it_was_given(tomas: User, case: Case) -> None:
    find(tomas, case, Source(SourceKind.PUBLIC, " The maker’s site ", TODAY))
    row = FindingSource.objects.get()
    assert (row.kind, row.text, row.dated_on) == ("public", "The maker’s site", TODAY)
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        FindingSource.objects.update(text="Another")


def titles(case: Case) -> list[str]:
    return [row["title"] for row in timeline(case, list(events_told(case)))]


def test_the_timeline_names_fact_and_answer(tomas: User, case: Case) -> None:
    find(tomas, case, walk.known())
    assert "Finding recorded: Lantern agent: Does it extract data in secret? – Yes" in titles(case)


def test_a_disputed_claim_is_told_as_such(tomas: User, case: Case) -> None:
    find(tomas, case, walk.known(), disputed=True)
    assert "Claim disputed: Lantern agent: Does it extract data in secret?" in titles(case)


def test_the_page_shows_what_a_finding_rests_on(olga: User, tomas: User, case: Case) -> None:
    find(tomas, case, Source(SourceKind.STATEMENT, "The maker, by telephone", TODAY))
    page = client_for(olga).get(reverse("casework:findings", args=[case.pk])).content.decode()
    assert "What somebody stated: The maker, by telephone (2 March 2026)" in page


def test_nothing_found_is_not_called_the_same_on_findings(olga: User, case: Case) -> None:
    def shown() -> str:
        return client_for(olga).get(reverse("casework:case", args=[case.pk])).content.decode()

    same = "The rules say the same on claims and on findings."
    assert "Nothing was found yet" in shown()
    assert same not in shown()
    find(olga, case, walk.known(), claim=walk.claim(case.application.chain, False))
    assert same in shown()


# --- a question is seen before it goes --------------------------------------------------------------------


def asked(olga: User, case: Case, **data: str) -> str:
    path = reverse("casework:ask", args=[case.pk])
    answer: Any = post(client_for(olga), path, {"working_days": "5", **data})
    return str(answer.content.decode())


def test_a_question_is_previewed_and_not_sent_yet(olga: User, case: Case) -> None:
    page = asked(olga, case, text="Who holds the keys?")
    assert "This is what the exporter will read" in page
    assert not case.questions.exists()


def test_from_the_preview_it_is_sent_or_changed(olga: User, case: Case) -> None:
    changed = asked(olga, case, text="Who holds the keys?", step="change")
    assert "Who holds the keys?</textarea>" in changed
    assert not case.questions.exists()
    asked(olga, case, text="Who holds the keys?", step="send")
    assert case.questions.get().text == "Who holds the keys?"


@pytest.mark.parametrize("step", ["", "send"])
def test_a_word_is_no_question(olga: User, case: Case, step: str) -> None:
    assert "Ask in a sentence: the exporter reads exactly this." in asked(olga, case, text="Why?", step=step)
    assert not case.questions.exists()
