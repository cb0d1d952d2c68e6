"""Letters say what was decided, are kept word for word, and stand in the ledger."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from letters_sent import granted, in_french, letter_of

from licet.service.applications import services as applications
from licet.service.casework import services as casework
from licet.service.casework.moves import State
from licet.service.decisions.letters import cited_grounds
from licet.service.decisions.models import Kind, Outcome
from licet.service.files.storage import path_of
from licet.service.letters.models import Letter, LetterKind
from licet.service.letters.selectors import state_of
from licet.service.letters.services import issue
from licet.service.people.models import User
from licet.service.records.selectors import events_of
from licet.service.records.sequencer import seal_all
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")


def test_the_receipt_of_an_application_is_acknowledged_and_allows_nothing(elena: User) -> None:
    case = walk.submitted(elena)
    letter = letter_of(case, LetterKind.ACKNOWLEDGEMENT)
    assert letter.number == f"{case.reference}-L1"
    for said in ("Perceptor Systems", "For the attention of Elena Marsh", "Lantern for Department 9"):
        assert said in letter.body, said
    assert "This letter is no permission." in letter.body
    assert "Made automatically" in letter.body


def test_a_question_is_a_letter_with_its_last_day_and_who_asks(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    first = casework.ask(actor=olga, case=case, text="Who holds the keys?")
    casework.ask(actor=olga, case=walk.fresh(case), text="Who <b>hosts</b> it?")
    letter_of(case, LetterKind.ACKNOWLEDGEMENT)
    asked = Letter.objects.filter(kind=LetterKind.QUESTION)
    assert [letter.number for letter in asked] == [f"{case.reference}-L2", f"{case.reference}-L3"]
    body = asked[0].body
    assert "Who holds the keys?" in body
    assert f"{first.due_on.day} " in body
    assert "Olga Lindqvist</strong><br>Licensing officer" in body
    assert "Who &lt;b&gt;hosts&lt;/b&gt; it?" in asked[1].body


def test_a_licence_names_one_unit_one_purpose_its_items_parties_territory_conditions_and_last_day(
    elena: User, olga: User, paul: User
) -> None:
    walk.declared(paul)
    letter = granted(elena, olga, paul)
    for said in (
        "<bdi>Police Directorate, Department 9</bdi>, <bdi>Ministry of the Interior</bdi>",
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
        "Territory",
        "End-user (the unit that uses it)",
        "Paul Okoye</strong><br>Approver",
    ):
        assert said in letter.body, said
    assert letter.valid_until == timezone.localdate() + timedelta(days=365)


def test_a_refusal_names_grounds_criteria_and_where_to_appeal(elena: User, olga: User, paul: User) -> None:
    walk.declared(paul)
    case = walk.taken(elena, olga)
    walk.assessed(olga, case, walk.CLEAR_RISK)
    walk.decided(paul, walk.proposed(olga, case, walk.refusal()))
    body = letter_of(case, LetterKind.REFUSAL).body
    for said in (
        "Common Position 2008/944/CFSP as amended by Decision (CFSP) 2025/779, Art. 2(2)(a)",
        "Human rights</h3>",
        "There is a clear risk of internal repression.",
        "<li>The risk is clear.</li>",
        "<li>The item might be used so.</li>",
        "Harms found: Internal repression",
        "There is a clear risk that the item might be used for internal repression.",
        "You can appeal to the Administrative Court of Northmark.",
        "Common Position 2008/944/CFSP: as amended in 2025",
    ):
        assert said in body, said
    assert "Concluding observations" not in body  # evidence stays in the file


def test_no_licence_required_says_on_which_facts_for_how_long_and_what_it_does_not_cover(
    elena: User, olga: User, paul: User, settings: Any
) -> None:
    settings.NO_LICENCE_DAYS = 90
    case = walk.taken(elena, olga, spies=False)
    walk.decided(paul, walk.proposed(olga, case, walk.grant(kind=Kind.NO_LICENCE)))
    letter = letter_of(case, LetterKind.NO_LICENCE)
    assert letter.valid_until == timezone.localdate() + timedelta(days=90)
    assert state_of(letter, letter.valid_until) == "valid"
    assert state_of(letter, letter.valid_until + timedelta(days=1)) == "expired"
    outcome = Outcome.objects.get(case=case)
    for said in (
        "Does it extract data in secret? <strong>No</strong>",
        "Listed software (ZZ.4D004)",
        outcome.law_digest,
        "It says nothing about law that this authority does not apply",
    ):
        assert said in letter.body, said
    assert "is authorised" not in letter.body


def test_a_returned_application_decides_nothing_about_the_transfers(
    elena: User, olga: User, paul: User
) -> None:
    case = walk.taken(elena, olga, spies=False)
    walk.decided(paul, walk.proposed(olga, case, walk.grant(kind=Kind.RETURN_INCOMPLETE)))
    assert "cannot be decided as it stands" in letter_of(case, LetterKind.RETURNED).body


def test_a_withdrawal_is_confirmed_and_after_a_notice_it_is_an_outcome_of_its_own(
    elena: User, olga: User
) -> None:
    case = walk.taken(elena, olga)
    walk.announced(olga, case)
    notice = letter_of(case, LetterKind.INTENT_TO_REFUSE)
    assert "This is not yet the decision" in notice.body
    assert "Art. 2(2)(a)" in notice.body
    applications.withdraw(actor=elena, application=case.application, reason="We give it up.")
    letter = letter_of(case, LetterKind.WITHDRAWAL)
    assert "Withdrawn after notice of intended refusal" in letter.body
    assert walk.fresh(case).state == State.WITHDRAWN_AFTER_NOTICE
    assert state_of(Letter.objects.get(pk=notice.pk)) == "superseded"
    assert differences() == []


def test_the_letter_is_in_the_language_the_exporter_chose(elena: User, olga: User, paul: User) -> None:
    walk.declared(paul)
    case = in_french(walk.taken(elena, olga))
    walk.assessed(olga, case, walk.CLEAR_RISK)
    walk.decided(paul, walk.proposed(olga, case, walk.refusal()))
    letter = letter_of(case, LetterKind.REFUSAL)
    assert (letter.language, letter.title) == ("fr", f"Refus de licence, {letter.number}")
    for said in (
        'lang="fr"',
        "Un transfert soumis à licence ne peut pas être effectué.",
        "Il existe un risque manifeste de répression interne.",
        "Position commune 2008/944/PESC modifiée par la décision (PESC) 2025/779, article 2, paragraphe 2, point a)",
        "en saisissant le tribunal administratif de Northmark",
    ):
        assert said in letter.body.replace("&#x27;", "'"), said
    assert "is refused" not in letter.body


@pytest.mark.parametrize("code", ["sanctions", "diversion", "c2a", "c2c"])
def test_every_ground_is_told_in_both_languages(code: str) -> None:
    told = {}
    for language in ("en", "fr"):
        with override(language):
            told[language] = cited_grounds([code])[0]
    assert told["en"].pinpoint.startswith("Art. ")
    assert told["fr"].pinpoint.startswith("article ")
    assert told["fr"].text != told["en"].text


def test_a_ground_of_another_law_stays_readable() -> None:
    assert cited_grounds(["gone"])[0].text == "gone"


def test_only_the_home_regime_is_applied(elena: User, olga: User, paul: User) -> None:
    from licet.service.decisions.lettered import law

    letter = granted(elena, olga, paul)
    indication = Outcome.objects.get(case_id=letter.subject_id).indication
    foreign = {"citations": [{"instrument": "Foreign Act", "edition": "2026"}]}
    indication.result["regimes"]["YY"] = {"measures": [foreign], "transfers": {}}
    names = [name for name, _edition in law(indication, "digest", "licet", None).editions]
    assert names == ["Treaty"]


def test_what_people_typed_is_text_and_never_markup(elena: User, olga: User, paul: User) -> None:
    letter = granted(elena, olga, paul, reasons="<script>alert(1)</script> & more")
    assert "<script>" not in letter.body
    assert "&lt;script&gt;" in letter.body


def test_a_hostile_name_neither_loads_nor_turns_nor_fills_anything(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    case.application.chain.title = '<img src="https://example.org/x"> {addressee} \u202egnp.exe'
    case.application.chain.save()
    casework.ask(actor=olga, case=case, text="من يملك شركة الاختبار?")
    letter = letter_of(case, LetterKind.QUESTION)
    assert "<img" not in letter.body
    assert "&lt;img src=" in letter.body
    assert "{addressee}" in letter.body  # a value is not read for placeholders
    assert "\u202e" not in letter.body
    assert "شركة الاختبار?" in letter.body


def test_a_letter_is_issued_once_and_stands_in_the_ledger_by_its_hashes(
    elena: User, olga: User, paul: User
) -> None:
    from licet.service.decisions.letters import letter_of as context_of

    letter = granted(elena, olga, paul)
    outcome = Outcome.objects.get()
    again = issue(
        subject=outcome.case,
        occasion=outcome.pk,
        organisation=letter.organisation,
        letter=context_of(outcome),
    )
    assert again == letter
    event = events_of(outcome.case).filter(type="letter.issued").last()
    assert event is not None
    assert event.files == [letter.pdf_sha256]
    told = event.payload or {}
    assert told["html_sha256"] == sha256(letter.body.encode()).hexdigest()
    assert (told["number"], told["pdf_sha256"]) == (letter.number, letter.pdf_sha256)
    path_of(letter.pdf_sha256).chmod(0o640)
    path_of(letter.pdf_sha256).write_bytes(b"%PDF-1.7 with another name on it")
    assert any(letter.pdf_sha256 in found for found in differences())


def test_an_issued_letter_is_not_rewritten(elena: User, olga: User, paul: User) -> None:
    granted(elena, olga, paul)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_letter SET body = 'Granted.'")


def test_the_ledgers_signed_checkpoint_stands_in_the_letter(elena: User, olga: User, paul: User) -> None:
    walk.submitted(elena)
    seal_all()
    letter = granted(elena, olga, paul)
    from licet.service.records.models import Checkpoint

    checkpoint = Checkpoint.objects.latest("size")
    for line in checkpoint.text.strip().splitlines():
        assert line in letter.body.replace("&#x27;", "'")


def test_the_exporter_reads_it_takes_the_pdf_and_another_exporter_finds_nothing(
    elena: User, olga: User, paul: User, rival: User
) -> None:
    letter = granted(elena, olga, paul)
    client = client_for(elena)
    page = client.get(reverse("letters:read", args=[letter.pk])).content.decode()
    assert letter.title in page
    first, second = (taken(client, letter) for _ in range(2))
    assert first == second == path_of(letter.pdf_sha256).read_bytes()
    assert client_for(rival).get(reverse("letters:read", args=[letter.pk])).status_code == 404
    assert client_for(rival).get(reverse("letters:pdf", args=[letter.pk])).status_code == 404


def taken(client: Any, letter: Letter) -> bytes:
    answer: Any = client.get(reverse("letters:pdf", args=[letter.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)
