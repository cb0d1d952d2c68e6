"""A ruling is an act of two people on an item: asked for before a bid, or given in a case. The rules only indicate."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import officer_walk as walk
import pytest
import rulings_walk as ruled
from cast import newcomer, organisation_of
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone
from other_law import FREED, changed

from licet.service.applications import services as applications
from licet.service.casework.services import Overtaken
from licet.service.files.models import Document
from licet.service.jobs.services import deliver_all
from licet.service.letters.models import Letter, LetterKind
from licet.service.letters.selectors import state_of
from licet.service.people.models import Role, User
from licet.service.people.policy import Refused
from licet.service.people.services import join
from licet.service.records.models import Event
from licet.service.records.verify import differences
from licet.service.rulings import services
from licet.service.rulings.entries import asked_of
from licet.service.rulings.excerpts import document_of
from licet.service.rulings.models import Inquiry, Ruling, RulingLine
from licet.service.rulings.selectors import inquiry_state, precedents, resting_on, ruling_state

pytestmark = pytest.mark.usefixtures("office")
TODAY = timezone.localdate()


def said(inquiry: Inquiry, basis: str = "findings") -> str:
    return asked_of(document_of(inquiry, basis), str(inquiry.item), TODAY)[ruled.ENTRY]


# --- asking ----------------------------------------------------------------------------------------------


def test_facts_and_documents_of_the_draft_go_along_and_stay_as_they_were(elena: User) -> None:
    application = ruled.draft_of(elena)
    sheet = SimpleUploadedFile("sheet.txt", b"The agent reads messages.")
    applications.attach(
        actor=elena, application=application, upload=sheet, title="Data sheet", kind="technical"
    )
    item = application.chain.items.get()
    inquiry = services.ask(actor=elena, application=application, item=item, text=ruled.ASKED)
    walk.say(elena, application.chain, spies=False)
    assert said(inquiry) == "true"
    copy = Document.objects.get(subject_id=inquiry.pk)
    assert (copy.title, copy.sha256) == ("Data sheet", Document.objects.first().sha256)  # type: ignore[union-attr]
    event = Event.objects.get(type="inquiry.asked")
    assert event.files == [copy.sha256]
    assert event.subject_id == inquiry.pk


def test_the_office_sees_what_was_asked_and_nothing_else_of_the_draft(elena: User, olga: User) -> None:
    inquiry = ruled.asked(elena)
    assert Inquiry.objects.visible_to(olga).get() == inquiry
    assert not type(inquiry.application).objects.visible_to(olga).exists()


def test_another_item_of_the_deal_does_not_go_along(elena: User) -> None:
    from licet.service.chains import services as chains

    application = ruled.draft_of(elena)
    item = application.chain.items.get()
    chains.add_item(actor=elena, chain=application.chain, name="Secret feed", kind="technology", quantity="1")
    inquiry = services.ask(actor=elena, application=application, item=item, text=ruled.ASKED)
    assert [each["id"] for each in inquiry.document["items"]] == [str(item.pk)]
    assert "Secret feed" not in str(inquiry.names)


def test_an_item_without_a_transfer_is_not_asked_about(elena: User) -> None:
    application = ruled.draft_of(elena)
    application.chain.transfers.all().delete()
    with pytest.raises(ValidationError, match="even a planned one"):
        services.ask(
            actor=elena, application=application, item=application.chain.items.get(), text=ruled.ASKED
        )


def test_a_request_says_what_it_wants_to_know(elena: User) -> None:
    application = ruled.draft_of(elena)
    with pytest.raises(ValidationError, match="what you want to know"):
        services.ask(actor=elena, application=application, item=application.chain.items.get(), text="Listed?")


def test_what_was_taken_back_is_not_ruled_on(elena: User, olga: User) -> None:
    inquiry = ruled.asked(elena)
    services.take_back(actor=elena, inquiry=inquiry, reason="We no longer bid.")
    inquiry = Inquiry.objects.get(pk=inquiry.pk)
    assert inquiry_state(inquiry) == "taken_back"
    with pytest.raises(Refused, match="taken back"):
        services.start(actor=olga, inquiry=inquiry)


# --- finding out -----------------------------------------------------------------------------------------


def test_a_finding_prevails_over_the_claim_and_a_disputed_fact_is_unknown(elena: User, olga: User) -> None:
    inquiry = ruled.asked(elena, spies=False)
    assert said(inquiry) == "false"
    ruled.found(olga, inquiry, None, disputed=True)
    assert said(inquiry) == "unknown"
    ruled.found(olga, inquiry, True)
    assert (said(inquiry, "claims"), said(inquiry)) == ("false", "true")


def test_a_question_stops_nothing_and_is_answered_once(elena: User, olga: User) -> None:
    question = ruled.questioned(elena, olga)
    assert inquiry_state(question.inquiry) == "question"
    paper = SimpleUploadedFile("keys.txt", b"The unit holds them.")
    services.answer(actor=elena, question=question, text="The unit does.", uploads=[paper])
    assert Document.objects.filter(subject_id=question.inquiry_id).count() == 1
    with pytest.raises(Refused, match="answered already"):
        services.answer(actor=elena, question=question, text="Or we do.")


# --- drafting and signing --------------------------------------------------------------------------------


def test_one_drafts_and_another_signs(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.signed(elena, olga, paul)
    assert (ruling.drafted_by, ruling.signed_by) == (olga, paul)
    assert ruling.number == f"NM-R-{TODAY.year}-00001"
    assert ruling_state(ruling, TODAY) == "standing"
    assert differences() == []


def test_nobody_signs_her_own_draft(elena: User, paul: User) -> None:
    join(user=paul, organisation=organisation_of(paul), role=Role.OFFICER)
    ruling = ruled.handed_over(elena, paul)
    with pytest.raises(Refused, match="Another person signs it"):
        services.sign(actor=paul, ruling=ruling)
    with pytest.raises(DatabaseError), transaction.atomic():
        Ruling.objects.filter(pk=ruling.pk).update(
            signed_by=paul, signed_at=timezone.now(), number="X", digest="x"
        )


def test_a_draft_is_its_drafters_until_she_hands_it_over(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.drafted(elena, olga)
    other = newcomer("Otto Vance", organisation_of(olga), Role.OFFICER)
    with pytest.raises(Refused, match="Only its drafter"):
        ruled.written(other, ruling)
    assert ruling.inquiry is not None
    with pytest.raises(Overtaken, match="already drafting"):
        services.start(actor=other, inquiry=ruling.inquiry)
    with pytest.raises(Refused, match="not handed it over"):
        services.sign(actor=paul, ruling=ruling)
    services.hand_over(actor=olga, ruling=ruling)
    with pytest.raises(Refused, match="waits for signature"):
        services.rule_on(actor=olga, ruling=ruling, entry=ruled.ENTRY, applies=False, reasons=ruled.WHY)


def test_what_is_sent_back_is_written_on_and_handed_over_again(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.handed_over(elena, olga)
    services.send_back(actor=paul, ruling=ruling, reason="Say which test was run.")
    ruling = ruled.fresh(ruling)
    assert (ruling_state(ruling, TODAY), ruling.sent_back) == ("draft", "Say which test was run.")
    ruling = services.hand_over(actor=olga, ruling=ruled.written(olga, ruling))
    assert services.sign(actor=paul, ruling=ruling).number


def test_a_ruling_without_entry_or_reasons_is_not_handed_over(elena: User, olga: User) -> None:
    ruling = services.start(actor=olga, inquiry=ruled.asked(elena))
    with pytest.raises(ValidationError, match="at least one entry"):
        services.hand_over(actor=olga, ruling=ruling)
    services.rule_on(actor=olga, ruling=ruling, entry=ruled.ENTRY, applies=True, reasons=ruled.WHY)
    with pytest.raises(ValidationError, match="Give the reasons"):
        services.hand_over(actor=olga, ruling=ruling)


def test_only_entries_of_the_lists_that_apply_here_are_ruled_on(elena: User, olga: User) -> None:
    ruling = services.start(actor=olga, inquiry=ruled.asked(elena))
    with pytest.raises(ValidationError, match="no such entry"):
        services.rule_on(actor=olga, ruling=ruling, entry="EU.4D004", applies=True, reasons=ruled.WHY)


def test_what_was_found_since_is_looked_at_before_signature(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.handed_over(elena, olga)
    assert ruling.inquiry is not None
    ruled.found(olga, ruling.inquiry, False)
    with pytest.raises(ValidationError, match="changed since it was handed over"):
        services.sign(actor=paul, ruling=ruling)


def test_a_law_that_changed_is_looked_at_before_signature(
    elena: User, olga: User, paul: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruling = ruled.handed_over(elena, olga)
    walk.answer_from(changed(tmp_path, FREED), monkeypatch)
    with pytest.raises(ValidationError, match="Facts or law have changed"):
        services.sign(actor=paul, ruling=ruling)


def test_the_authority_may_rule_against_the_indication(elena: User, olga: User, paul: User) -> None:
    """The rules indicate, the authority rules; that the two differ stays visible."""
    ruling = ruled.signed(elena, olga, paul, applies=False)
    assert ruling.lines.get().applies is False
    assert ruling.inquiry is not None
    assert said(ruling.inquiry) == "true"


def test_a_signed_ruling_does_not_change(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.signed(elena, olga, paul)
    for change in (
        lambda: Ruling.objects.update(reasons="Otherwise."),
        lambda: RulingLine.objects.update(applies=False),
        lambda: ruling.lines.all().delete(),
        lambda: RulingLine.objects.create(ruling=ruling, entry="ZZ.5A001", applies=True, reasons="So it is."),
        lambda: Inquiry.objects.update(text="Something else was asked."),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# --- letters ---------------------------------------------------------------------------------------------


def test_the_exporter_gets_a_letter_with_entries_reasons_facts_and_law(
    elena: User, olga: User, paul: User
) -> None:
    ruling = ruled.signed(elena, olga, paul)
    deliver_all()
    letter = Letter.objects.visible_to(elena).get(kind=LetterKind.RULING)
    assert ruling.inquiry is not None
    assert letter.reference == ruling.inquiry.reference
    for told in (ruling.number, "Listed software: applies", ruled.WHY, "Does it extract data in secret?"):
        assert str(told) in letter.body
    assert "no licence, and it does not say that none is needed" in letter.body
    assert "Annex 1" in letter.body


def test_a_french_request_gets_a_french_letter(elena: User, olga: User, paul: User) -> None:
    from django.utils import translation

    with translation.override("fr"):
        inquiry = ruled.asked(elena)
    started = ruled.written(olga, services.start(actor=olga, inquiry=inquiry))
    services.sign(actor=paul, ruling=services.hand_over(actor=olga, ruling=started))
    deliver_all()
    letter = Letter.objects.get(kind=LetterKind.RULING)
    assert letter.language == "fr"
    assert "Décision de classement" in letter.body
    assert "s&#x27;applique" in letter.body


def test_withdrawing_ends_the_letter_and_tells_the_exporter_why(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.signed(elena, olga, paul)
    deliver_all()
    ruling = ruled.withdrawn(paul, ruling)
    deliver_all()
    assert ruling_state(ruling, TODAY) == "withdrawn"
    assert state_of(Letter.objects.get(kind=LetterKind.RULING)) == "superseded"
    assert "The test of March was flawed." in Letter.objects.get(kind=LetterKind.RULING_WITHDRAWN).body
    with pytest.raises(Refused, match="stands"):
        services.withdraw(actor=paul, ruling=ruling, reason="It was wrong again.")


def test_both_stand_until_the_one_that_replaces_is_signed(elena: User, olga: User, paul: User) -> None:
    first = ruled.signed(elena, olga, paul)
    deliver_all()
    draft = services.start_replacement(actor=olga, ruling=first)
    assert [line.entry for line in draft.lines.all()] == [ruled.ENTRY]
    assert ruling_state(ruled.fresh(first), TODAY) == "standing"
    services.rule_on(actor=olga, ruling=draft, entry=ruled.ENTRY, applies=False, reasons=ruled.WHY)
    later = services.sign(actor=paul, ruling=services.hand_over(actor=olga, ruling=draft))
    deliver_all()
    assert ruling_state(ruled.fresh(first), TODAY) == "replaced"
    assert ruled.fresh(first).end.later == later
    letters = Letter.objects.filter(kind=LetterKind.RULING).order_by("issued_at")
    assert [state_of(each) for each in letters] == ["superseded", "valid"]
    assert differences() == []


# --- in a case, and later --------------------------------------------------------------------------------


def test_of_its_own_motion_the_authority_rules_in_a_case(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    ruling = ruled.in_case(olga, paul, case)
    deliver_all()
    assert (ruling.case, ruling.inquiry) == (case, None)
    assert Letter.objects.get(kind=LetterKind.RULING).reference == case.reference
    assert [each.ruling for each in precedents(case, case.application.chain.items.all())] == [ruling]


def test_a_later_case_meets_the_ruling_of_the_same_name_and_kind(
    elena: User, olga: User, paul: User, rival: User
) -> None:
    ruling = ruled.signed(elena, olga, paul)
    case = walk.taken(elena, olga)
    (met,) = precedents(case, case.application.chain.items.all())
    assert (met.ruling, met.exact) == (ruling, False)
    assert resting_on(ruling) == [case]
    others = walk.taken(rival, olga)
    assert precedents(others, others.application.chain.items.all()) == []


def test_the_asked_draft_once_handed_in_meets_its_own_ruling(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.signed(elena, olga, paul)
    assert ruling.inquiry is not None
    application = ruling.inquiry.application
    applications.submit(actor=elena, application=application, declared={"name": elena.name})
    deliver_all()
    (case,) = resting_on(ruling)
    (met,) = precedents(case, application.chain.items.all())
    assert met.exact


def test_after_its_last_day_it_no_longer_stands(elena: User, olga: User, paul: User) -> None:
    ruling = ruled.drafted(elena, olga)
    tomorrow = TODAY + timedelta(days=1)
    services.reason(actor=olga, ruling=ruling, reasons="Examined on request.", valid_until=tomorrow)
    services.sign(actor=paul, ruling=services.hand_over(actor=olga, ruling=ruling))
    kept = ruled.fresh(ruling)
    assert (ruling_state(kept, tomorrow), ruling_state(kept, tomorrow + timedelta(days=1))) == (
        "standing",
        "expired",
    )


def test_the_last_day_lies_ahead(elena: User, olga: User) -> None:
    ruling = services.start(actor=olga, inquiry=ruled.asked(elena))
    with pytest.raises(ValidationError, match="after today"):
        services.reason(actor=olga, ruling=ruling, reasons="Examined on request.", valid_until=TODAY)
