"""A letter found wrong is taken back by two people; its addressee is told, and reads what took its place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, newcomer, organisation_of, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from letters_sent import granted, in_french, letter_of

from licet.service.applications.endings import ended
from licet.service.applications.models import Application
from licet.service.base.waiting import tiles_for
from licet.service.casework import services as casework
from licet.service.casework.models import Case
from licet.service.jobs.services import deliver_all
from licet.service.letters import services
from licet.service.letters.differences import of_letters, pieces
from licet.service.letters.models import Letter, LetterEnd, LetterKind, Retraction
from licet.service.letters.selectors import state_of
from licet.service.people.models import Role, User
from licet.service.people.policy import Refused
from licet.service.records.models import Event
from licet.service.records.selectors import events_of
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def letter(office: None, elena: User, olga: User, paul: User) -> Letter:
    return granted(elena, olga, paul)


def reworded(olga: User, paul: User, kind: str = "licence", language: str = "en") -> None:
    """The wording was what was wrong: another one is in force."""
    walk.adopted(paul, walk.worded(olga, kind, language, opening="We allow {deal} to {addressee}."))


def follows(letter: Letter) -> Letter:
    """What the addressee was sent after the withdrawal."""
    deliver_all()
    found: Letter = (
        Letter.objects.filter(subject_id=letter.subject_id).exclude(pk=letter.pk).latest("issued_at")
    )
    return found


def page_of(reader: User, letter: Letter) -> str:
    return client_for(reader).get(reverse("letters:read", args=[letter.pk])).content.decode()


# --- two people -----------------------------------------------------------------------------------------


def test_it_stands_until_another_person_confirms(letter: Letter, olga: User, paul: User) -> None:
    retraction = walk.asked_back(olga, letter)
    assert state_of(letter) == "valid"
    with pytest.raises(Refused, match="Only an approver confirms"):
        services.confirm_withdrawal(actor=olga, retraction=retraction)
    services.confirm_withdrawal(actor=paul, retraction=retraction)
    assert state_of(Letter.objects.get(pk=letter.pk)) == "withdrawn"
    with pytest.raises(Refused, match="settled already"):
        services.confirm_withdrawal(actor=paul, retraction=retraction)


def test_nobody_confirms_her_own_and_the_database_refuses_it_too(letter: Letter, paul: User) -> None:
    retraction = walk.asked_back(paul, letter)
    with pytest.raises(Refused, match="You asked for this withdrawal"):
        services.confirm_withdrawal(actor=paul, retraction=retraction)
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterEnd.objects.create(
            letter=letter,
            how="withdrawn",
            reason="It was wrong.",
            retraction=retraction,
            asked_by=paul,
            by=paul,
            at=timezone.now(),
        )


def test_it_is_asked_for_once_and_with_reasons(letter: Letter, olga: User, paul: User) -> None:
    with pytest.raises(ValidationError) as refused:
        services.ask_withdrawal(actor=olga, letter=letter, reason="Wrong.", told="", replace=False)
    assert set(refused.value.message_dict) == {"reason", "told"}
    walk.asked_back(olga, letter)
    with pytest.raises(Refused, match="waits for another person"):
        walk.asked_back(paul, letter)


def test_the_letter_can_be_left_as_it_is_and_asked_for_again(letter: Letter, olga: User, paul: User) -> None:
    retraction = walk.asked_back(olga, letter)
    with pytest.raises(ValidationError, match="why the letter stays"):
        services.refuse_withdrawal(actor=paul, retraction=retraction, reason="No.")
    services.refuse_withdrawal(actor=paul, retraction=retraction, reason="The address was right after all.")
    with pytest.raises(Refused, match="settled already"):
        services.confirm_withdrawal(actor=paul, retraction=retraction)
    assert state_of(Letter.objects.get(pk=letter.pk)) == "valid"
    deliver_all()
    assert not Letter.objects.filter(kind=LetterKind.RETRACTION).exists()
    walk.asked_back(paul, letter)


def test_of_two_confirmations_at_once_the_second_is_told(
    letter: Letter, olga: User, paul: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    retraction = walk.asked_back(olga, letter)
    services.confirm_withdrawal(actor=paul, retraction=retraction)
    monkeypatch.setattr("licet.service.letters.services.ending.require", lambda *asked: None)
    petra = newcomer("Petra Lund", organisation_of(paul), Role.APPROVER)
    with pytest.raises(ValidationError, match="in the meantime"):
        services.confirm_withdrawal(actor=petra, retraction=retraction)
    assert LetterEnd.objects.filter(letter=letter).count() == 1


def test_what_was_asked_and_answered_is_not_rewritten(letter: Letter, olga: User) -> None:
    walk.asked_back(olga, letter)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE letters_retraction SET reason = 'None.'")


# --- the corrected letter --------------------------------------------------------------------------------


def test_a_corrected_letter_says_what_it_replaces_and_why(letter: Letter, olga: User, paul: User) -> None:
    reworded(olga, paul)
    walk.taken_back(olga, paul, letter, replace=True)
    later = follows(letter)
    assert (later.kind, later.replaces, later.occasion) == (LetterKind.LICENCE, letter, letter.occasion)
    assert later.number == f"{letter.reference}-L3"  # after the receipt and the first licence
    day = timezone.localdate(letter.issued_at)
    assert f"This letter replaces letter {letter.number} of {day.day} {day:%B %Y}" in later.body
    assert walk.WRONG in later.body
    assert "We allow Lantern for Department 9 to Perceptor Systems." in later.body
    assert "Police Directorate, Department 9" in later.body  # what was decided is the same
    assert later.valid_until == letter.valid_until
    assert "The address was wrong." not in later.body
    letter = Letter.objects.get(pk=letter.pk)
    assert (state_of(letter), state_of(later)) == ("replaced", "valid")
    assert differences() == []


def test_it_is_issued_once_however_often_the_job_runs(letter: Letter, olga: User, paul: User) -> None:
    from licet.service.letters.subscribers import on_withdrawn

    reworded(olga, paul)
    walk.taken_back(olga, paul, letter, replace=True)
    later = follows(letter)
    on_withdrawn(Event.objects.get(type="letter.withdrawn"))
    assert list(Letter.objects.filter(replaces=letter)) == [later]


def test_a_letter_that_would_say_the_same_replaces_nothing(letter: Letter, olga: User, paul: User) -> None:
    with pytest.raises(ValidationError, match="would say the same today"):
        walk.asked_back(olga, letter, replace=True)
    reworded(olga, paul)
    retraction = walk.asked_back(olga, letter, replace=True)
    walk.adopted(paul, walk.worded(olga, "licence"))  # back to what the letter said
    with pytest.raises(ValidationError, match="would say the same today"):
        services.confirm_withdrawal(actor=paul, retraction=retraction)


def test_a_corrected_letter_can_be_corrected_again(letter: Letter, olga: User, paul: User) -> None:
    reworded(olga, paul)
    walk.taken_back(olga, paul, letter, replace=True)
    second = follows(letter)
    walk.adopted(paul, walk.worded(olga, "licence", opening="{addressee} may do it."))
    walk.taken_back(olga, paul, second, replace=True)
    third = follows(second)
    assert third.replaces == second
    assert f"replaces letter {second.number}" in third.body
    assert [state_of(each) for each in Letter.objects.filter(kind="licence")] == [
        "replaced",
        "replaced",
        "valid",
    ]


@pytest.mark.parametrize("kind", ["acknowledgement", "question", "intent_to_refuse"])
def test_letters_before_the_decision_are_corrected_too(
    kind: str, elena: User, olga: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    if kind == "question":
        casework.ask(actor=olga, case=case, text="Who holds the keys?")
    if kind == "intent_to_refuse":
        walk.announced(olga, case)
    letter = letter_of(case, kind)
    reworded(olga, paul, kind)
    walk.taken_back(olga, paul, letter, replace=True)
    later = follows(letter)
    assert (later.kind, later.replaces) == (kind, letter)
    assert "We allow" in later.body


def test_it_is_in_the_language_of_the_letter(elena: User, olga: User, paul: User) -> None:
    case = in_french(walk.taken(elena, olga))
    walk.assessed(olga, case)
    walk.decided(paul, walk.proposed(olga, case, walk.grant()))
    letter = letter_of(case, LetterKind.LICENCE)
    reworded(olga, paul, language="fr")
    walk.taken_back(olga, paul, letter, replace=True)
    body = follows(letter).body
    assert f"remplace la lettre {letter.number}" in body
    assert "replaces letter" not in body


# --- without one -----------------------------------------------------------------------------------------


def test_without_another_letter_the_addressee_has_a_notice(letter: Letter, olga: User, paul: User) -> None:
    walk.taken_back(olga, paul, letter)
    notice = follows(letter)
    assert notice.kind == LetterKind.RETRACTION
    assert f"Letter {letter.number} is withdrawn" in notice.body
    assert walk.WRONG in notice.body
    assert "Paul Okoye</strong><br>Approver" in notice.body  # who confirmed answers for it
    assert "The address was wrong." not in notice.body
    with pytest.raises(Refused, match="not withdrawn itself"):
        walk.asked_back(olga, notice)
    assert differences() == []


def test_the_time_to_appeal_runs_from_the_letter_that_stands(letter: Letter, olga: User, paul: User) -> None:
    application = Application.objects.get(case__pk=letter.subject_id)
    assert ended([application])[application.pk].appeal_until == timezone.localdate() + timedelta(days=30)
    walk.taken_back(olga, paul, letter)
    deliver_all()
    assert ended([application])[application.pk].appeal_until is None


# --- who learns of it ------------------------------------------------------------------------------------


def test_it_stands_on_the_timelines_of_both_and_names_nobody_to_the_exporter(
    letter: Letter, elena: User, olga: User, paul: User
) -> None:
    reworded(olga, paul)
    walk.taken_back(olga, paul, letter, replace=True)
    later = follows(letter)
    case = Case.objects.get(pk=letter.subject_id)
    types = [event.type for event in events_of(case)]
    assert types[types.index("retraction.asked") :] == [
        "retraction.asked",
        "letter.withdrawn",
        "letter.issued",
    ]
    office = client_for(olga).get(reverse("casework:case", args=[case.pk])).content.decode()
    assert f"Letter withdrawn – {letter.number}" in office
    assert f"Letter issued – {later.number} (Licence)" in office
    assert "The address was wrong." in office
    own = client_for(elena).get(reverse("applications:show", args=[case.application_id])).content.decode()
    assert f"Letter {letter.number}: Withdrawn" in own
    assert f"Replaces {letter.number}." in own
    assert f"Replaced by {later.number}." in own
    assert walk.WRONG in own
    for kept in ("The address was wrong.", "Olga", "Paul"):
        assert kept not in own, kept


def test_the_old_letter_stays_readable_with_its_mark_for_those_who_could_read_it(
    letter: Letter, elena: User, olga: User, paul: User, rival: User
) -> None:
    reworded(olga, paul)
    walk.taken_back(olga, paul, letter, replace=True)
    later = follows(letter)
    for reader in (elena, olga, paul):
        page = page_of(reader, letter)
        assert "Withdrawn and replaced by a later letter" in page
        assert later.title in page
        assert letter.body[:200] in page
        assert "The address was wrong." not in page
    assert client_for(rival).get(reverse("letters:read", args=[letter.pk])).status_code == 404
    answer: Any = client_for(elena).get(reverse("letters:pdf", args=[letter.pk]))
    assert answer["Content-Disposition"].endswith('-replaced.pdf"')
    answer.close()


def test_the_exporter_is_told_on_her_start_page_for_a_month(
    letter: Letter, elena: User, olga: User, paul: User, rival: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.taken_back(olga, paul, letter)
    tiles = [tile for tile in tiles_for(elena) if "withdrawn" in tile.text]
    assert [(tile.count, tile.grave, tile.href) for tile in tiles] == [
        (1, True, reverse("letters:read", args=[letter.pk]))
    ]
    assert [tile for tile in tiles_for(rival) if "withdrawn" in tile.text] == []
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert [tile for tile in tiles_for(elena) if "withdrawn" in tile.text] == []


def test_it_waits_for_another_approver_on_her_start_page(letter: Letter, olga: User, paul: User) -> None:
    retraction = walk.asked_back(paul, letter)
    assert [tile for tile in tiles_for(paul) if "withdraw" in tile.text] == []
    petra = newcomer("Petra Lund", organisation_of(paul), Role.APPROVER)
    tile = next(tile for tile in tiles_for(petra) if "withdraw" in tile.text)
    assert (tile.count, tile.href) == (1, reverse("letters:retraction", args=[retraction.pk]))


# --- the pages -------------------------------------------------------------------------------------------


def test_the_pages_lead_from_asking_to_the_corrected_letter(
    letter: Letter, elena: User, olga: User, paul: User
) -> None:
    asking = reverse("letters:withdraw", args=[letter.pk])
    assert f'href="{reverse("letters:wordings")}"' in client_for(olga).get(asking).content.decode()
    reworded(olga, paul)
    assert client_for(elena).get(asking).status_code == 403
    page = post(client_for(olga), asking, {"reason": " ", "told": "", "replace": ""}).content.decode()
    assert "Enter an answer: Why this letter is withdrawn" in page
    assert "Select an answer: What does the exporter receive instead?" in page
    post(client_for(olga), asking, {"reason": "The address was wrong.", "told": walk.WRONG, "replace": "yes"})
    retraction = Retraction.objects.get()
    place = reverse("letters:retraction", args=[retraction.pk])
    assert client_for(elena).get(place).status_code == 404
    shown = client_for(paul).get(place).content.decode()
    assert "<ins>" in shown
    assert "Confirm: the letter is withdrawn" in shown
    assert "Confirm: the letter is withdrawn" not in client_for(olga).get(place).content.decode()
    sample = (
        client_for(paul).get(reverse("letters:preview-correction", args=[retraction.pk])).content.decode()
    )
    assert "PREVIEW: not issued" in sample
    assert walk.WRONG in sample
    assert retraction.pk.hex not in page_of(elena, letter)
    post(client_for(paul), reverse("letters:confirm-withdrawal", args=[retraction.pk]))
    assert follows(letter).title in client_for(paul).get(place).content.decode()


def test_the_one_who_asked_leaves_the_letter_on_the_page(letter: Letter, olga: User) -> None:
    retraction = walk.asked_back(olga, letter)
    place = reverse("letters:leave", args=[retraction.pk])
    post(client_for(olga), place, {"reason": "The address was right after all."})
    assert Retraction.objects.get().refused.by == olga
    listed = client_for(olga).get(reverse("letters:retractions")).content.decode()
    assert letter.title not in listed


# --- what is shown of a difference -------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["a", "b", " ", "\n\n", "{deal}"]), max_size=12).map("".join)


@given(before=WORDS, after=WORDS)
def test_a_difference_holds_both_texts_whole(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.how != "new") == before
    assert "".join(piece.text for piece in found if piece.how != "gone") == after
    assert (before == after) == all(piece.how == "same" for piece in found)


def test_number_day_and_ledger_are_no_difference_between_letters() -> None:
    frame = '<p>{}</p><dl><dd class="x licet-letter__number">{}</dd></dl><div class="licet-letter__about"><p>{}<br>.</p></div><p>end</p>'
    assert of_letters(frame.format("One", "L1", "12 acts"), frame.format("One", "L2", "13 acts")) == []
    (change,) = of_letters(frame.format("One", "L1", "12"), frame.format("Two", "L2", "13"))
    assert [(piece.how, piece.text) for piece in change.pieces] == [("gone", "One"), ("new", "Two")]
