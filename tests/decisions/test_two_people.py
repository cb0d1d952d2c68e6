"""Two people make an outcome: by policy, by service, and by the database however one writes to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import officer_walk as walk
import pytest
from cast import newcomer, organisation_of
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from licet.service.base.ids import new_id
from licet.service.casework.models import Case
from licet.service.casework.services import Overtaken
from licet.service.decisions.models import Kind, Licence, Outcome, Proposal
from licet.service.decisions.services import decide, return_proposal
from licet.service.people.models import Role, User
from licet.service.people.policy import Refused
from licet.service.people.services import join

pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def proposal(elena: User, olga: User) -> Proposal:
    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    return walk.proposed(olga, case, walk.grant())


def row(proposal: Proposal, approver: User, **changes: Any) -> dict[str, Any]:
    """An outcome as somebody with a database client would write it."""
    values: dict[str, Any] = {
        "id": new_id(),
        "case_id": proposal.case_id,
        "proposal_id": proposal.pk,
        "proposer_id": proposal.proposer_id,
        "approver_id": approver.pk,
        "at": timezone.now(),
        "kind": proposal.kind,
        "grounds": "[]",
        "assessment_id": proposal.assessment_id,
        "release_id": None,
        "indication_id": proposal.indication_id,
        "law_digest": "x",
        "law_editions": "{}",
        "facts_digest": "x",
        "software": "a database client",
        "acknowledged": "",
        "written_reason": "",
    }
    return values | changes


def insert(table: str, values: Mapping[str, Any]) -> None:
    columns = ", ".join(values)
    marks = ", ".join(["%s"] * len(values))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})", [_plain(v) for v in values.values()]
        )
        connection.check_constraints()


def _plain(value: Any) -> Any:
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def test_the_row_is_taken_when_everything_about_it_is_right(proposal: Proposal, paul: User) -> None:
    insert("decisions_outcome", row(proposal, paul))
    assert Outcome.objects.get().approver == paul


def test_the_policy_refuses_the_proposer_even_as_approver(proposal: Proposal, olga: User, paul: User) -> None:
    join(user=olga, organisation=organisation_of(paul), role=Role.APPROVER)
    with pytest.raises(Refused, match="Another person decides"):
        decide(actor=olga, proposal=proposal)
    with pytest.raises(Refused, match="Another person decides"):
        return_proposal(actor=olga, proposal=proposal, reason="Mine.")


def test_the_database_refuses_the_proposer_as_approver(proposal: Proposal, olga: User) -> None:
    with pytest.raises(DatabaseError):
        insert("decisions_outcome", row(proposal, olga))


def test_the_database_refuses_another_name_in_the_proposers_place(
    proposal: Proposal, olga: User, tomas: User
) -> None:
    """Otherwise the proposer would approve under the guise that somebody else proposed."""
    with pytest.raises(DatabaseError):
        insert("decisions_outcome", row(proposal, olga, proposer_id=tomas.pk))


def test_the_database_refuses_another_answer_than_was_proposed(proposal: Proposal, paul: User) -> None:
    with pytest.raises(DatabaseError):
        insert("decisions_outcome", row(proposal, paul, kind=Kind.NO_LICENCE))


def test_the_database_refuses_a_second_outcome(proposal: Proposal, paul: User) -> None:
    decide(actor=paul, proposal=proposal)
    with pytest.raises(DatabaseError):
        insert("decisions_outcome", row(proposal, paul))


def test_the_database_refuses_to_decide_what_was_returned(proposal: Proposal, paul: User) -> None:
    return_proposal(actor=paul, proposal=proposal, reason="Name the judge.")
    with pytest.raises(DatabaseError):
        insert("decisions_outcome", row(proposal, paul))


def test_the_database_refuses_a_grant_without_assessment(proposal: Proposal, paul: User) -> None:
    with pytest.raises(DatabaseError):
        insert("decisions_outcome", row(proposal, paul, assessment_id=None))


def test_the_database_refuses_a_grant_on_a_draft(elena: User, olga: User, paul: User) -> None:
    from licet.service.assessment.services import start

    case = walk.taken(elena, olga)
    walk.assessed(olga, case)
    draft = start(actor=olga, case=walk.fresh(case))
    proposal = walk.proposed(olga, case, walk.grant())
    with pytest.raises(DatabaseError):
        insert("decisions_outcome", row(proposal, paul, assessment_id=draft.pk))


def test_the_database_refuses_a_grant_over_a_mandatory_ground(elena: User, olga: User, paul: User) -> None:
    """The proposal is written past the services, too."""
    walk.declared(paul)
    case = walk.taken(elena, olga)
    assessment = walk.assessed(olga, case, walk.CLEAR_RISK)
    refusal = walk.proposed(olga, case, walk.refusal())
    written: dict[str, Any] = {
        str(field.column): getattr(refusal, field.attname) for field in Proposal._meta.fields
    }
    forged = new_id()
    user = case.application.chain.parties.earliest("id").party_id
    changes = {
        "id": forged,
        "kind": "grant",
        "purpose": "Any",
        "end_user_id": user,
        "valid_until": "2027-01-01",
    }
    lists = dict.fromkeys(("grounds", "conditions", "items"), "[]") | {"law_editions": "{}"}
    insert("decisions_proposal", written | changes | lists)
    with pytest.raises(DatabaseError, match="mandatory ground"):
        insert("decisions_outcome", row(Proposal.objects.get(pk=forged), paul, assessment_id=assessment.pk))


def test_the_database_refuses_a_licence_without_a_grant(elena: User, olga: User, paul: User) -> None:
    case = walk.taken(elena, olga)
    outcome = walk.decided(
        paul, walk.proposed(olga, case, walk.refusal(written_reason="Thin, and why.")), written_reason="Yes."
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        Licence.objects.create(
            number="L-0",
            outcome=outcome,
            case=case,
            holder=case.organisation,
            end_user=case.application.chain.parties.earliest("id").party,
            purpose="Any",
            valid_from=timezone.localdate(),
            valid_until=timezone.localdate() + (walk.grant().valid_until - timezone.localdate()),  # type: ignore[operator]
        )


@pytest.mark.parametrize("table", ["decisions_proposal", "decisions_outcome", "decisions_licence"])
def test_what_was_decided_is_neither_changed_nor_removed(proposal: Proposal, paul: User, table: str) -> None:
    decide(actor=paul, proposal=proposal)
    column = "purpose" if table != "decisions_outcome" else "software"
    for statement in (f"UPDATE {table} SET {column} = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_second_approver_is_told_that_it_was_decided(proposal: Proposal, paul: User) -> None:
    second = newcomer("Petra Lund", organisation_of(paul), Role.APPROVER)
    stale = Proposal.objects.select_related("case").get(pk=proposal.pk)
    decide(actor=paul, proposal=proposal)
    with pytest.raises(Overtaken, match="no longer waits"):
        decide(actor=second, proposal=stale)
    assert Outcome.objects.count() == 1
    assert Case.objects.get().state == "decided"
