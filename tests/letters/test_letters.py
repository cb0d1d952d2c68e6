"""Letters say what was decided, are kept word for word, and are drawn as tagged PDF from nothing but our own files."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from licet.service.casework.models import Case
from licet.service.decisions.models import Kind
from licet.service.files.storage import path_of
from licet.service.jobs.services import deliver_all
from licet.service.letters import pdf
from licet.service.letters.models import Letter
from licet.service.letters.services import issue
from licet.service.people.models import User
from licet.service.records.selectors import events_of
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without drawing a PDF: what the letter says does not depend on it."""
    monkeypatch.setattr("licet.service.letters.pdf.render", lambda html: b"%PDF-1.7 as drawn")
    yield


def granted(elena: User, olga: User, paul: User, **changes: Any) -> Letter:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    walk.decided(paul, walk.proposed(olga, case, walk.grant(**changes)))
    return letter_of(case)


def letter_of(case: Case) -> Letter:
    deliver_all()
    letter: Letter = Letter.objects.get(subject_id=case.pk)
    return letter


@pytest.mark.usefixtures("plain")
def test_a_licence_names_one_unit_one_purpose_its_items_conditions_and_last_day(
    elena: User, olga: User, paul: User
) -> None:
    walk.declared(paul)
    body = granted(elena, olga, paul).body
    for said in (
        "Police Directorate, Department 9, Ministry of the Interior",
        "State X",
        "Police Act, section 12",
        "Lawful interception under section 12 of the Police Act",
        "Lantern agent",
        "5 seats",
        "No retransfer.",
        "Report misuse within five days.",
        "Treaty, Article 3",
        "Treaty: as in force since 2020",
        "Criterion 2 is applied as binding",
        "within 30 days after this letter was served",
        "the Administrative Court of Northmark",
    ):
        assert said in body, said


@pytest.mark.usefixtures("plain")
def test_a_refusal_names_grounds_criteria_and_where_to_appeal(elena: User, olga: User, paul: User) -> None:
    walk.declared(paul)
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    walk.decided(paul, walk.proposed(olga, case, walk.refusal()))
    body = letter_of(case).body
    for said in (
        "Common Position 2008/944/CFSP as amended by Decision (CFSP) 2025/779, Art. 2(2)(a)",
        "Internal repression and other serious violations of human rights: Is there a clear risk? Yes.",
        "There is a clear risk that the item might be used for internal repression.",
        "You can appeal to the Administrative Court of Northmark.",
    ):
        assert said in body, said
    assert "Concluding observations" not in body  # evidence stays in the file


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.NO_LICENCE, "require no licence under the law it applies"),
        (Kind.RETURN_INCOMPLETE, "cannot be decided as it stands"),
    ],
)
def test_the_other_answers_have_letters_of_their_own(
    elena: User, olga: User, paul: User, kind: Kind, said: str
) -> None:
    case = walk.taken(elena, olga, spies=False)
    walk.decided(paul, walk.proposed(olga, case, walk.grant(kind=kind)))
    letter = letter_of(case)
    assert said in letter.body
    assert "may carry out the transfers" not in letter.body


@pytest.mark.usefixtures("plain")
def test_what_people_typed_is_text_and_never_markup(elena: User, olga: User, paul: User) -> None:
    letter = granted(elena, olga, paul, reasons="<script>alert(1)</script> & more")
    assert "<script>" not in letter.body
    assert "&lt;script&gt;" in letter.body


@pytest.mark.usefixtures("plain")
def test_a_letter_is_issued_once_and_stands_in_the_ledger_by_its_hashes(
    elena: User, olga: User, paul: User
) -> None:
    from licet.service.decisions.letters import letter_of as context_of
    from licet.service.decisions.models import Outcome

    letter = granted(elena, olga, paul)
    outcome = Outcome.objects.get()
    again = issue(
        actor=None, subject=outcome.case, organisation=letter.organisation, letter=context_of(outcome)
    )
    assert again == letter
    event = events_of(outcome.case).get(type="letter.issued")
    assert event.files == [letter.pdf_sha256]
    assert (event.payload or {})["html_sha256"] == sha256(letter.body.encode()).hexdigest()
    path_of(letter.pdf_sha256).chmod(0o640)
    path_of(letter.pdf_sha256).write_bytes(b"%PDF-1.7 with another name on it")
    assert any(letter.pdf_sha256 in found for found in differences())


@pytest.mark.usefixtures("plain")
def test_an_issued_letter_is_not_rewritten(elena: User, olga: User, paul: User) -> None:
    granted(elena, olga, paul)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET body = 'Granted.'")


@pytest.mark.usefixtures("plain")
def test_the_exporter_reads_it_and_takes_the_pdf(elena: User, olga: User, paul: User) -> None:
    letter = granted(elena, olga, paul)
    client = client_for(elena)
    page = client.get(reverse("letters:read", args=[letter.pk])).content.decode()
    assert letter.title in page
    answer: Any = client.get(reverse("letters:pdf", args=[letter.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 as drawn"
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_pdf_is_tagged_and_has_its_title(elena: User, olga: User, paul: User) -> None:
    letter = granted(elena, olga, paul)
    content = path_of(letter.pdf_sha256).read_bytes()
    assert content.startswith(b"%PDF-1.7")
    told = inflated(content)
    assert b"/MarkInfo" in told
    assert b"/StructTreeRoot" in told
    assert b"pdfuaid" in told


def inflated(content: bytes) -> bytes:
    """The file with its compressed streams opened."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    opened = [zlib.decompressobj().decompress(part) for part in parts if part[:1] == b"\x78"]
    return b"\n".join([content, *opened])


def test_without_the_library_the_letter_is_issued_and_the_page_says_what_to_install(
    elena: User, olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Any:
        raise pdf.PdfUnavailable(pdf.how_to_install())

    monkeypatch.setattr(pdf, "library", missing)
    letter = granted(elena, olga, paul)
    assert letter.pdf_sha256 == ""
    client = client_for(elena)
    page = client.get(reverse("letters:read", args=[letter.pk])).content.decode()
    assert "apt-get install libpango-1.0-0" in page
    assert client.get(reverse("letters:pdf", args=[letter.pk])).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/pixel.png",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "data:text/css,body{}",
        "static:../../settings.py",
        "static:letters/nothing.css",
    ],
)
def test_a_letter_opens_nothing_but_the_packages_own_files(url: str) -> None:
    with pytest.raises(Exception, match=r"may not load|located outside"):
        pdf.read_static(url)


def test_a_foreign_picture_stops_the_drawing() -> None:
    with pytest.raises(pdf.Refused, match=r"example\.org"):
        pdf.render('<html lang="en"><title>x</title><img src="https://example.org/pixel.png" alt=""></html>')
