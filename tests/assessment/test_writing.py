"""An answer rests on evidence, or on a stated search; nothing else is taken."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from licet.service.assessment import services
from licet.service.assessment.criteria import questions
from licet.service.assessment.models import Answer, Assessment, Finding
from licet.service.assessment.selectors import mandatory_grounds, not_established, unanswered
from licet.service.casework.services import Overtaken
from licet.service.files.models import Document
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records import once

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def draft(elena: User, olga: User) -> Assessment:
    return services.start(actor=olga, case=walk.taken(elena, olga))


def answer(olga: User, draft: Assessment, **changes: Any) -> Finding:
    values: dict[str, Any] = {
        "criterion": "CP.2",
        "limb": "human_rights",
        "standard": "clear_risk",
        "answer": Answer.NO,
        "reasons": "Judges authorise every use.",
    }
    return services.answer(actor=olga, assessment=draft, **values | changes)


def test_each_limb_that_denies_is_asked_by_both_standards_and_caution_once() -> None:
    assert [(asked.limb, asked.standard, asked.effect) for asked in questions()] == [
        ("human_rights", "clear_risk", "deny"),
        ("human_rights", "might_be_used", "deny"),
        ("special_caution", "established", "weigh"),
        ("humanitarian_law", "clear_risk", "deny"),
        ("humanitarian_law", "might_be_used", "deny"),
    ]


@pytest.mark.parametrize("given", [Answer.YES, Answer.NO])
def test_yes_and_no_need_evidence(olga: User, draft: Assessment, given: Answer) -> None:
    with pytest.raises(ValidationError, match="evidence this answer rests on"):
        answer(olga, draft, answer=given)


def test_what_cannot_be_established_says_what_was_tried(olga: User, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="what was tried"):
        answer(olga, draft, answer=Answer.CANNOT_ESTABLISH)
    finding = answer(
        olga, draft, answer=Answer.CANNOT_ESTABLISH, tried="No embassy; two NGOs asked in March."
    )
    assert not_established(draft) == [finding]


def test_an_answer_has_reasons(olga: User, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="Give the reasons"):
        answer(olga, draft, reasons="  ", evidence=[walk.source(olga, draft)])


def test_a_yes_names_the_harm(olga: User, draft: Assessment) -> None:
    evidence = [walk.source(olga, draft)]
    with pytest.raises(ValidationError, match="Name the harm"):
        answer(olga, draft, standard="might_be_used", answer=Answer.YES, evidence=evidence)
    with pytest.raises(ValidationError, match="no such harm"):
        answer(olga, draft, standard="might_be_used", answer=Answer.YES, evidence=evidence, harms=["weather"])
    finding = answer(
        olga, draft, standard="might_be_used", answer=Answer.YES, evidence=evidence, harms=["journalists"]
    )
    assert finding.harms == ["journalists"]


def test_a_standard_the_law_does_not_have_is_refused(olga: User, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="no such limb"):
        answer(olga, draft, standard="gut_feeling", evidence=[walk.source(olga, draft)])


def test_a_source_is_uploaded_or_can_be_found(olga: User, draft: Assessment) -> None:
    common: dict[str, Any] = {"actor": olga, "assessment": draft, "source": "NGO", "title": "Report"}
    with pytest.raises(ValidationError, match="Upload the file"):
        services.add_evidence(**common, dated_on=timezone.localdate())
    with pytest.raises(ValidationError, match="future"):
        services.add_evidence(**common, dated_on=timezone.localdate() + timedelta(days=1), reference="p. 3")


def test_a_source_whose_form_is_sent_again_stands_there_once(olga: User, draft: Assessment) -> None:
    """A draft records no event yet, so the form is claimed by itself."""
    for attempt in range(2):
        before = once.current.set(once.Claim("a" * 64))
        try:
            with pytest.raises(once.AlreadyDone) if attempt else nullcontext():
                walk.source(olga, draft)
        finally:
            once.current.reset(before)
    assert draft.evidence.count() == 1


def test_an_uploaded_source_is_kept_with_its_hash_for_the_office_alone(
    elena: User, olga: User, draft: Assessment
) -> None:
    upload = SimpleUploadedFile("report.txt", b"Department 9 read the phones of four reporters.\n")
    evidence = services.add_evidence(
        actor=olga,
        assessment=draft,
        source="NGO",
        title="Report",
        dated_on=timezone.localdate(),
        upload=upload,
    )
    document = Document.objects.get(sha256=evidence.sha256)
    assert evidence.sha256 == document.sha256
    assert not Document.objects.visible_to(elena).filter(pk=document.pk).exists()


def test_only_the_author_writes_a_draft(olga: User, tomas: User, draft: Assessment) -> None:
    with pytest.raises(ValidationError, match="Only its author"):
        answer(tomas, draft, answer=Answer.CANNOT_ESTABLISH, tried="Nothing.")
    with pytest.raises(Overtaken, match="already writing"):
        services.start(actor=tomas, case=draft.case)
    assert services.start(actor=olga, case=draft.case) == draft


def test_the_exporter_and_the_adviser_see_no_assessment(elena: User, amina: User, draft: Assessment) -> None:
    assert not Assessment.objects.visible_to(elena).exists()
    assert not Assessment.objects.visible_to(amina).exists()


def test_an_unfinished_assessment_is_not_signed(olga: User, draft: Assessment) -> None:
    answer(olga, draft, evidence=[walk.source(olga, draft)])
    assert len(unanswered(draft)) == 4
    with pytest.raises(ValidationError, match="Still to be answered"):
        services.sign(actor=olga, assessment=draft, summary="Done.")


def test_another_person_cannot_sign_it(olga: User, tomas: User, draft: Assessment) -> None:
    with pytest.raises(Refused, match="signed by its author, Olga"):
        services.sign(actor=tomas, assessment=draft, summary="Done.")


@pytest.mark.parametrize(
    ("clear_risk", "might_be_used", "found"),
    [
        (Answer.YES, Answer.YES, ["human_rights"]),
        (Answer.YES, Answer.NO, []),
        (Answer.NO, Answer.YES, []),
        (Answer.CANNOT_ESTABLISH, Answer.YES, []),
    ],
)
def test_a_mandatory_ground_takes_both_standards(
    elena: User, olga: User, clear_risk: Answer, might_be_used: Answer, found: list[str]
) -> None:
    answers = walk.ALL_NO | {
        ("human_rights", "clear_risk"): clear_risk,
        ("human_rights", "might_be_used"): might_be_used,
    }
    assert mandatory_grounds(walk.assessed(olga, walk.taken(elena, olga), answers)) == found


def test_special_caution_denies_nothing_by_itself(elena: User, olga: User) -> None:
    answers = walk.ALL_NO | {("special_caution", "established"): Answer.YES}
    assert mandatory_grounds(walk.assessed(olga, walk.taken(elena, olga), answers)) == []


def test_a_word_is_neither_reason_nor_summary(elena: User, olga: User, draft: Assessment) -> None:
    evidence = [walk.source(olga, draft)]
    with pytest.raises(ValidationError, match="in a sentence"):
        answer(olga, draft, reasons="ok", evidence=evidence)
    with pytest.raises(ValidationError, match="what was tried"):
        answer(olga, draft, answer=Answer.CANNOT_ESTABLISH, tried="searched")
    for asked in questions():
        own = {"limb": asked.limb, "standard": asked.standard}
        answer(olga, draft, **own, evidence=evidence)
    with pytest.raises(ValidationError, match="Sum up in a sentence"):
        services.sign(actor=olga, assessment=draft, summary="fine")


def test_what_is_left_to_answer_is_a_list_of_links(olga: User, draft: Assessment) -> None:
    answer(olga, draft, evidence=[walk.source(olga, draft)])
    page = client_for(olga).get(reverse("assessment:sign", args=[draft.pk])).content.decode()
    assert "4 questions have to be answered before you can sign:" in page
    path = reverse("assessment:answer", args=[draft.pk, "CP.2", "humanitarian_law", "clear_risk"])
    assert f'<a class="govuk-link" href="{path}">Humanitarian law: Is there a clear risk?</a>' in page


def test_who_has_no_source_yet_is_led_to_one_before_writing(olga: User, draft: Assessment) -> None:
    place = reverse("assessment:answer", args=[draft.pk, "CP.2", "human_rights", "clear_risk"])
    way = reverse("assessment:add-evidence", args=[draft.pk])
    page = client_for(olga).get(place).content.decode()
    assert (
        f'need at least one source. <a class="govuk-link" href="{way}?criterion=CP.2&amp;limb=human' in page
    )
    walk.source(olga, draft)
    assert f'href="{way}' not in client_for(olga).get(place).content.decode()


@pytest.mark.parametrize(("standard", "asked"), [("clear_risk", False), ("might_be_used", True)])
def test_only_the_question_that_needs_a_harm_asks_for_one(
    olga: User, draft: Assessment, standard: str, asked: bool
) -> None:
    place = reverse("assessment:answer", args=[draft.pk, "CP.2", "human_rights", standard])
    assert ("name at least one" in client_for(olga).get(place).content.decode()) is asked
