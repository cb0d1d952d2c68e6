"""A word laid into each restricted text is followed out of the pages: into the rows that hold it, the ledger, the tasks and jobs
that run behind them, the mails, the letters with their PDFs, and the log. On pages and downloads, test_every_page.py follows it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from io import StringIO

import officer_walk as walk
import pytest
from cast import client_for
from django.core import mail
from django.db import connection
from django.urls import reverse
from letters_sent import content_of, text_of
from log_catcher import caught
from officer_walk import office, small_law
from secrets_of import READERS, WORDS, lay

from licet.service.casework.models import Case
from licet.service.decisions.models import Proposal
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter
from licet.service.people.models import User
from licet.service.records.sequencer import seal_all

__all__ = ["office", "small_law"]

# Where the text of a word may lie: the tables of its own kind of thing. An event holds nothing but digests; what it says of
# persons, firms and reasons lies in its content, which can be destroyed.
CONTENT = {"records_content", "records_personalcontent"}
DEAL = {"parties_party", "applications_application", "chains_item", "chains_transfer", "chains_chainparty"}
MAY_LIE = {
    "wordofthenote": {"casework_note"},
    "wordofthehurry": {"casework_expedite"},
    "wordofthefinding": {"chains_statement", "casework_findingsource", "files_document"},
    "wordoftheevidence": {"assessment_evidence"},
    "wordofthereason": {"assessment_finding", "assessment_assessment"},
    "wordoftheproposal": {"decisions_proposal", "letters_letter"},  # a refusal tells its reasons
    "wordofthedraft": DEAL | {"chains_statement"},
    "wordofthedraftpaper": {"files_document"},
    "wordofthesubmission": DEAL | {"lists_screening", "lists_watchedparty"},
    "wordofthequestion": {"casework_question", "casework_reply", "letters_letter"},  # asked by letter too
    "wordoftheadvice": {"casework_consultation", "casework_advice"},
    "wordoftherivalsdraft": DEAL | {"files_document"},
    "wordoftherivalscase": DEAL | {"lists_screening", "lists_watchedparty"},
}


@pytest.fixture
def said(db: None) -> Iterator[dict[str, StringIO]]:
    with caught() as streams:
        yield streams


@pytest.fixture
def case(said: dict[str, StringIO], office: None, people: dict[str, User]) -> Case:
    """Words in every text, and the case decided on them."""
    laid = lay(people)
    walk.decided(people["paul"], Proposal.objects.get(case=laid))
    deliver_all()
    seal_all()
    return walk.fresh(laid)


def tables_naming(words: tuple[str, ...]) -> dict[str, set[str]]:
    """In which tables each word stands, whatever the column."""
    found = defaultdict(set)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                text = " ".join(
                    bytes(part).decode("latin-1") if isinstance(part, bytes | memoryview) else str(part)
                    for part in row
                )
                for word in words:
                    if re.search(rf"{word}(?![a-z])", text):
                        found[word].add(table)
    return found


def test_each_word_lies_with_its_own_kind_of_thing_alone(case: Case) -> None:
    """Not in tasks, deliveries, jobs, sessions, counts of attempts, forms already sent, or the events that the world may verify."""
    assert set(MAY_LIE) == set(WORDS)
    found = tables_naming(WORDS)
    strayed = {word: tables - MAY_LIE[word] - CONTENT for word, tables in found.items()}
    assert {word: tables for word, tables in strayed.items() if tables} == {}
    assert {word for word in WORDS if not found[word] & MAY_LIE[word]} == set()


def test_nothing_of_a_case_goes_out_by_mail(case: Case) -> None:
    """Mails are about accounts alone (tests/people reads those): what happens in a case is read here, or in a letter."""
    assert mail.outbox == []


def test_no_line_of_the_log_carries_a_word(
    case: Case, said: dict[str, StringIO], people: dict[str, User]
) -> None:
    for user in people.values():
        client = client_for(user)
        for path in (
            reverse("work"),
            f"/cases/{case.pk}/",
            f"/applications/{case.application_id}/",
            "/wordofthenote/",
        ):
            client.get(path, {"q": "wordofthenote"})
    for shape, stream in said.items():
        text = stream.getvalue()
        assert "Answered" in text, shape
        assert [word for word in WORDS if word in text] == []


@pytest.mark.drawn
def test_no_letter_repeats_what_stays_in_the_office(case: Case, people: dict[str, User]) -> None:
    """The reasons of a refusal reach whom it is refused, once it is decided; nothing else of the office's does."""
    hers = {word for word, readers in READERS.items() if "elena" in readers} | {"wordoftheproposal"}
    may_read = {"elena": hers, "rival": {word for word, readers in READERS.items() if "rival" in readers}}
    for who, allowed in may_read.items():
        letters = list(Letter.objects.visible_to(people[who]))
        assert letters, who
        for letter in letters:
            text = text_of(content_of(letter)) + json.dumps(letter.body, default=str)
            assert {word for word in WORDS if word in text} <= allowed
