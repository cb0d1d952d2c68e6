"""Opening, taking, expediting, withdrawing; the trigger of the assessment; findings."""

from __future__ import annotations

import officer_walk as walk
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from licet.service.applications import services as applications
from licet.service.casework import services
from licet.service.casework.models import Case, SourceKind
from licet.service.casework.moves import State
from licet.service.casework.selectors import compare_case, derived_state, facts_of, kinds_to_assess
from licet.service.files.models import Document
from licet.service.jobs.services import deliver_all
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of
from licet.service.records.verify import differences

pytestmark = pytest.mark.usefixtures("office")


def test_a_submitted_application_opens_one_case_however_often_it_is_told(elena: User) -> None:
    case = walk.submitted(elena)
    assert services.open_case(application=case.application) == case
    assert Case.objects.count() == 1
    assert case.reference == case.application.reference


def test_a_withdrawn_application_ends_its_case(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    applications.withdraw(actor=elena, application=case.application, reason="The buyer left.")
    deliver_all()
    assert walk.fresh(case).state == State.WITHDRAWN
    assert derived_state(case) == State.WITHDRAWN


def test_a_decided_case_is_not_withdrawn(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    walk.decided(paul, walk.proposed(olga, case, walk.grant()))
    with pytest.raises(Refused, match="appealed"):
        applications.withdraw(actor=elena, application=case.application, reason="No.")


def test_a_call_from_above_is_written_down_and_moves_nothing(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    services.expedite(actor=olga, case=case, asked_by="Minister for Trade", reason="This week.")
    assert walk.fresh(case).state == State.IN_PROGRESS
    event = events_of(case).get(type="case.expedited")
    assert (event.payload or {})["reason"] == "This week."
    assert event.personal == {"asked_by": "Minister for Trade"}


@pytest.mark.parametrize(("spies", "required"), [(True, True), (None, True), (False, False)])
def test_what_is_or_may_be_one_of_the_kinds_has_to_be_assessed(
    elena: User, spies: bool | None, required: bool
) -> None:
    case = walk.submitted(elena, spies=spies)
    comparison = compare_case(case, timezone.localdate())
    assert bool(kinds_to_assess(comparison.findings)) is required


def test_a_finding_stands_beside_the_claim_and_the_difference_is_shown(
    elena: User, olga: User, tomas: User
) -> None:
    case = walk.taken(elena, olga, spies=False)
    report = SimpleUploadedFile("report.txt", b"It reads the contacts of the phone.\n")
    services.record_finding(
        actor=tomas,
        case=case,
        claim=walk.claim(case.application.chain, True),
        reason="Run in the laboratory.",
        source=services.Source(SourceKind.DOCUMENT),
        upload=report,
    )
    comparison = compare_case(case, timezone.localdate())
    assert [(row.measure, row.claims, row.findings) for row in comparison.differences] == [
        ("ZZ.ART3", "false", "true")
    ]
    row = next(row for thing in facts_of(case) for row in thing.rows if row.question.fact.id == "item.spies")
    assert (row.claimed, row.found) == ("No", "Yes")
    document = Document.objects.get(subject_id=case.pk)
    assert document.owner_organisation is None
    assert not Document.objects.visible_to(elena).filter(pk=document.pk).exists()


def test_a_disputed_claim_counts_as_unknown(elena: User, olga: User, tomas: User) -> None:
    case = walk.taken(elena, olga, spies=False)
    claim = walk.claim(case.application.chain, False)
    services.record_finding(
        actor=tomas,
        case=case,
        claim=claim,
        reason="The data sheet says otherwise.",
        source=walk.known(),
        disputed=True,
    )
    assert kinds_to_assess(compare_case(case, timezone.localdate()).findings)


def test_setting_the_assessment_aside_takes_a_second_person(elena: User, olga: User, tomas: User) -> None:
    case = walk.taken(elena, olga, spies=False)
    services.ask_release(actor=olga, case=case, reason="It reads its own logs only.")
    with pytest.raises(Refused, match="second person"):
        services.confirm_release(actor=olga, case=case)
    assert services.confirm_release(actor=tomas, case=case).confirmed_by == tomas


def test_the_deep_check_finds_a_state_that_was_changed_by_hand(elena: User, olga: User) -> None:
    case = walk.taken(elena, olga)
    assert differences() == []
    Case.objects.filter(pk=case.pk).update(state=State.DECIDED)
    assert any(case.reference in found and "decided" in found for found in differences())


def test_the_deep_check_finds_an_officer_who_never_took_the_case(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    Case.objects.filter(pk=case.pk).update(officer=paul)
    assert any("officer" in found for found in differences())
