"""What the exporter may learn of the sources, and that she was listened to: in the notice, on her page, in the refusal."""

from __future__ import annotations

from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, post
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from letters_sent import in_french, letter_of

from licet.service.assessment import services as assessing
from licet.service.assessment.models import Assessment, Disclosure
from licet.service.assessment.selectors import sources_of
from licet.service.casework import services as casework
from licet.service.casework.models import Case, Position
from licet.service.casework.selectors import bodies
from licet.service.decisions.models import AnswerWeighed
from licet.service.decisions.reasons import calls_for
from licet.service.decisions.services import respond
from licet.service.letters.models import LetterKind
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")
SOURCE = "Concluding observations"


@pytest.fixture
def found(elena: User, olga: User) -> Assessment:
    """Clear risk was found, on one published source."""
    return walk.assessed(olga, walk.taken(elena, olga), walk.CLEAR_RISK)


def heard(elena: User, olga: User, case: Case) -> None:
    respond(actor=elena, notice=walk.announced(olga, case), text="A judge signs every order.")


def test_no_source_may_be_named_until_somebody_says_so(found: Assessment) -> None:
    sources = sources_of(found)
    assert (sources.named, [each.title for each in sources.withheld]) == ((), [SOURCE])


def test_saying_so_takes_a_sentence_and_is_an_event(olga: User, found: Assessment) -> None:
    evidence = found.evidence.get()
    with pytest.raises(ValidationError, match="in a sentence"):
        assessing.mark(actor=olga, evidence=evidence, may_be_named=True, reason="public")
    assessing.mark(actor=olga, evidence=evidence, may_be_named=True, reason="The UN has published it.")
    event = events_of(found.case).filter(type="disclosure.marked").get()
    assert event.actor == olga.pseudonym
    assert (event.payload or {})["reason"] == "The UN has published it."
    assert sources_of(found).named == (evidence,)


def test_the_last_word_counts_and_the_first_stays(olga: User, found: Assessment) -> None:
    walk.named(olga, found)
    walk.named(olga, found, may=False)
    assert sources_of(found).named == ()
    assert [row.may_be_named for row in Disclosure.objects.order_by("at")] == [True, False]
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        Disclosure.objects.update(may_be_named=True)


def test_a_new_version_of_the_assessment_keeps_what_was_said(olga: User, found: Assessment) -> None:
    walk.named(olga, found)
    draft = assessing.start(actor=olga, case=walk.fresh(found.case))
    later = assessing.sign(actor=olga, assessment=draft, summary="Nothing new has come.")
    assert [each.title for each in sources_of(later).named] == [SOURCE]


@pytest.mark.parametrize("who", ["elena", "tomas", "amina", "paul", "audra"])
def test_only_an_officer_says_so(found: Assessment, people: dict[str, User], who: str) -> None:
    with pytest.raises(Refused):
        walk.named(people[who], found)


def test_the_notice_names_what_may_be_named(elena: User, olga: User, found: Assessment) -> None:
    walk.named(olga, found)
    walk.announced(olga, found.case)
    body = letter_of(found.case, LetterKind.INTENT_TO_REFUSE).body
    assert "Human Rights Committee, 2 March 2026: Concluding observations (CCPR/C/XA/CO/4)" in body
    assert "cannot be disclosed" not in body


def test_a_notice_on_withheld_material_names_nothing_and_says_so(
    elena: User, olga: User, found: Assessment
) -> None:
    walk.announced(olga, found.case)
    body = letter_of(found.case, LetterKind.INTENT_TO_REFUSE).body
    assert SOURCE not in body
    assert "It rests on information that cannot be disclosed." in body


def test_what_is_named_after_the_notice_is_not_in_it(elena: User, olga: User, found: Assessment) -> None:
    """The letter is drawn as a job, and says what held when the notice was given."""
    walk.announced(olga, found.case)
    walk.named(olga, found)
    assert SOURCE not in letter_of(found.case, LetterKind.INTENT_TO_REFUSE).body


def test_the_refusal_tells_sources_answer_and_weighing(
    elena: User, olga: User, paul: User, found: Assessment
) -> None:
    walk.named(olga, found)
    secret = assessing.start(actor=olga, case=walk.fresh(found.case))
    whisper = assessing.add_evidence(
        actor=olga,
        assessment=secret,
        source="An embassy",
        dated_on=found.evidence.get().dated_on,
        title="Cable",
        reference="Kept there",
    )
    row = secret.findings.get(limb="human_rights", standard="clear_risk")
    assessing.answer(
        actor=olga,
        assessment=secret,
        criterion=row.criterion,
        limb=row.limb,
        standard=row.standard,
        answer=row.answer,  # type: ignore[arg-type]
        reasons=row.reasons,
        harms=row.harms,
        evidence=[*secret.evidence.filter(title=SOURCE), whisper],
    )
    assessing.sign(actor=olga, assessment=secret, summary="The cable bears it out.")
    heard(elena, olga, found.case)
    walk.decided(paul, walk.proposed(olga, found.case, walk.refusal(**walk.WEIGHED)))
    body = letter_of(found.case, LetterKind.REFUSAL).body
    assert SOURCE in body
    assert "Cable" not in body
    assert "It also rests on further information that cannot be disclosed." in body
    assert walk.WEIGHED["said"] in body
    assert walk.WEIGHED["weighed"] in body
    assert differences() == []


def test_in_french_too(elena: User, olga: User, found: Assessment) -> None:
    walk.announced(olga, in_french(found.case))
    body = letter_of(found.case, LetterKind.INTENT_TO_REFUSE).body
    assert "Elle repose sur des informations qui ne peuvent pas être communiquées." in body


@pytest.mark.parametrize("left_out", ["said", "weighed"])
def test_an_answer_that_was_given_is_summed_up_and_weighed(
    elena: User, olga: User, found: Assessment, left_out: str
) -> None:
    heard(elena, olga, found.case)
    with pytest.raises(ValidationError) as error:
        walk.proposed(olga, found.case, walk.refusal(**walk.WEIGHED | {left_out: "no"}))
    assert "in a sentence" in error.value.message_dict[left_out][0]


def test_where_nobody_answered_there_is_nothing_to_weigh(olga: User, found: Assessment) -> None:
    walk.proposed(olga, found.case, walk.refusal())
    assert not AnswerWeighed.objects.exists()


def test_a_refusal_on_withheld_material_alone_is_answered_for(olga: User, found: Assessment) -> None:
    def withheld() -> list[str]:
        return [call.text for call in calls_for(found.case, "refuse", ["c2a"]) if "withheld" in call.text]

    assert len(withheld()) == 1
    walk.named(olga, found)
    assert withheld() == []


# --- pages -----------------------------------------------------------------------------------------------


def page(user: User, name: str, *args: object) -> str:
    return client_for(user).get(reverse(name, args=args)).content.decode()


def test_an_officer_says_it_on_the_page_of_the_assessment(olga: User, found: Assessment) -> None:
    assert "Nobody has said that it may." in page(olga, "assessment:show", found.pk)
    path = reverse("assessment:disclose", args=[found.evidence.get().pk])
    client = client_for(olga)
    thin: Any = post(client, path, {"may_be_named": "yes", "reason": "ok"})
    assert "Say in a sentence why it may or may not be named." in thin.content.decode()
    post(client, path, {"may_be_named": "yes", "reason": "The UN has published it."})
    assert "The UN has published it." in page(olga, "assessment:show", found.pk)


def test_the_exporter_reads_what_she_is_heard_on(elena: User, olga: User, found: Assessment) -> None:
    walk.named(olga, found)
    notice = walk.announced(olga, found.case)
    shown = page(elena, "decisions:respond", notice.pk)
    assert "What was asked" not in shown
    for part in ("Can be answered until", "internal repression", "There is a clear risk of", SOURCE):
        assert part in shown, part


def test_the_approver_sees_what_she_has_to_weigh(
    elena: User, olga: User, amina: User, paul: User, found: Assessment
) -> None:
    row = casework.consult(
        actor=olga, case=walk.fresh(found.case), body=bodies().get(), text="Does a judge sign orders?"
    )
    casework.advise(actor=amina, consultation=row, position=Position.AGAINST, reasons="No judge signs now.")
    heard(elena, olga, found.case)
    proposal = walk.proposed(olga, found.case, walk.refusal(**walk.WEIGHED))
    shown = page(paul, "decisions:proposal", proposal.pk)
    for part in (
        "On the findings there is a clear risk of internal repression.",
        "A judge signs every order.",
        walk.WEIGHED["said"],
        walk.WEIGHED["weighed"],
        "Does a judge sign orders?",
        "No judge signs now.",
        "Human rights: Is there a clear risk?",
        SOURCE,
        reverse("casework:indication", args=[found.case.pk]),
        reverse("assessment:show", args=[found.pk]),
    ):
        assert part in shown, part


def test_what_there_is_none_of_is_said_to_be_none(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    proposal = walk.proposed(olga, case, walk.refusal(grounds=("diversion",)))
    shown = page(paul, "decisions:proposal", proposal.pk)
    for part in (
        "None: the exporter was given no notice of an intended refusal.",
        "None: no body was consulted.",
        "None: there is no signed assessment.",
    ):
        assert part in shown, part


def test_each_outcome_asks_only_what_it_needs(olga: User, found: Assessment) -> None:
    first = page(olga, "decisions:propose", found.case.pk)
    assert 'method="get"' in first
    path = reverse("decisions:propose", args=[found.case.pk])
    refusal = client_for(olga).get(path, {"kind": "refuse"}).content.decode()
    assert 'name="grounds"' in refusal
    assert 'name="purpose"' not in refusal
    grant = client_for(olga).get(path, {"kind": "grant"}).content.decode()
    assert 'name="purpose"' in grant
    assert 'name="grounds"' not in grant


def test_a_refusal_without_a_ground_is_asked_for_one(olga: User, found: Assessment) -> None:
    path = reverse("decisions:propose", args=[found.case.pk]) + "?kind=refuse"
    answer: Any = post(client_for(olga), path, {"reasons": "The risk is clear."})
    assert "Select an answer: Grounds of the refusal" in answer.content.decode()
