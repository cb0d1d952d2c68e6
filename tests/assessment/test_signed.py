"""Signed, an assessment stays as it is: by the services and by the database."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

import officer_walk as walk
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from licet.ledger.canonical import canonical
from licet.service.assessment import services
from licet.service.assessment.models import Answer, Assessment, Evidence, Finding, PolicyDeclaration
from licet.service.assessment.selectors import latest_signed, policy_in_force
from licet.service.assessment.services.signing import content_of
from licet.service.casework.services import Overtaken
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def signed(elena: User, olga: User) -> Assessment:
    return walk.assessed(olga, walk.taken(elena, olga))


def refused_by_the_database(statement: str, parameters: list[bool] | None = None) -> None:
    refused = pytest.raises(DatabaseError, match=r"signed assessment|append-only|denied")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters or [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessment_assessment SET summary = 'All is well.'",
        "UPDATE assessment_assessment SET completed_at = NULL, digest = ''",
        "DELETE FROM assessment_assessment",
        "UPDATE assessment_finding SET answer = 'no'",
        "DELETE FROM assessment_finding",
        "UPDATE assessment_evidence SET title = 'Something else'",
        "DELETE FROM assessment_finding_evidence",
    ],
)
def test_no_statement_changes_a_signed_assessment(signed: Assessment, statement: str) -> None:
    refused_by_the_database(statement)


def test_nothing_is_added_to_a_signed_assessment(signed: Assessment, olga: User) -> None:
    finding = signed.findings.get(limb="special_caution")
    copy = Finding(assessment=signed, criterion="CP.2", limb="2z", standard="x", effect="weigh", answer="no")
    copy.reasons, copy.found_on = "Late.", date(2026, 11, 21)
    for row in (
        copy,
        Evidence(
            assessment=signed,
            source="Late",
            dated_on=date(2026, 1, 1),
            title="Late",
            reference="x",
            added_by=olga,
            added_at=signed.started_at,
        ),
    ):
        with pytest.raises(DatabaseError, match="signed assessment"), transaction.atomic():
            row.save(force_insert=True)
    with pytest.raises(DatabaseError, match="signed assessment"), transaction.atomic():
        finding.evidence.clear()


def test_the_services_say_to_start_a_new_version(signed: Assessment, olga: User) -> None:
    with pytest.raises(Overtaken, match="new version"):
        walk.source(olga, signed)
    with pytest.raises(Refused, match="new version"):
        services.sign(actor=olga, assessment=signed, summary="Read once again.")


def test_a_new_version_begins_with_the_last_one_and_counts_once_signed(
    signed: Assessment, olga: User
) -> None:
    second = services.start(actor=olga, case=signed.case)
    assert (second.version, second.findings.count(), second.evidence.count()) == (2, 5, 1)
    assert latest_signed(signed.case) == signed
    services.sign(actor=olga, assessment=second, summary="Nothing new came.")
    assert latest_signed(signed.case) == second


def test_the_digest_covers_what_was_signed_and_stands_in_the_ledger(signed: Assessment) -> None:
    assert signed.digest == sha256(canonical(content_of(signed))).hexdigest()
    payload = events_of(signed.case).get(type="assessment.completed").payload or {}
    assert payload["digest"] == signed.digest
    assert len(payload["content"]["findings"]) == 5


def test_a_draft_source_that_an_answer_rests_on_stays(elena: User, olga: User) -> None:
    draft = services.start(actor=olga, case=walk.taken(elena, olga))
    used, spare = walk.source(olga, draft), walk.source(olga, draft)
    services.answer(
        actor=olga,
        assessment=draft,
        criterion="CP.2",
        limb="special_caution",
        standard="established",
        answer=Answer.YES,
        reasons="Found by the committee.",
        evidence=[used],
    )
    services.drop_evidence(actor=olga, evidence=spare)
    with pytest.raises(ValidationError, match="rests on this source"):
        services.drop_evidence(actor=olga, evidence=used)


def test_the_declaration_in_force_that_day_is_kept_with_the_signature(
    elena: User, olga: User, paul: User
) -> None:
    case = walk.taken(elena, olga)
    assert walk.assessed(olga, case).policy is None
    walk.declared(paul)
    later = services.start(actor=olga, case=walk.fresh(case))
    assert (
        services.sign(actor=olga, assessment=later, summary="Read once again.").policy
        == PolicyDeclaration.objects.get()
    )


def test_a_declaration_is_taken_back_by_another_one(paul: User) -> None:
    walk.declared(paul)
    assert policy_in_force(date(2025, 12, 31)) is None
    assert policy_in_force(date(2026, 6, 1)) is not None
    services.declare(
        actor=paul,
        code="apply_criterion_2_to_all_ccic",
        declared=False,
        text="No longer.",
        reason="A law now says it.",
        in_force_from=date(2026, 7, 1),
    )
    assert policy_in_force(date(2026, 6, 30)) is not None
    assert policy_in_force(date(2026, 7, 1)) is None
    refused_by_the_database("UPDATE assessment_policydeclaration SET declared = %s", [True])


def test_only_an_approver_declares_policy(olga: User) -> None:
    with pytest.raises(Refused, match="Only an approver"):
        walk.declared(olga)
