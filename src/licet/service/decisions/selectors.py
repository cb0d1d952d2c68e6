"""Reading proposals, outcomes and licences."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from licet.service.casework.models import Case
from licet.service.corpus.models import Indication
from licet.service.people.models import User

from .models import AnswerWeighed, Licence, NoticeEnd, Outcome, Proposal, ProposalReturn


def open_proposal(case: Case) -> Proposal | None:
    """The one that waits for an approver."""
    found: Proposal | None = (
        Proposal.objects.filter(case=case, returned__isnull=True, outcome__isnull=True)
        .select_related(
            "case", "proposer", "end_user", "assessment__author", "assessment__policy", "indication"
        )
        .order_by("at", "id")
        .last()
    )
    return found


def last_seen(case: Case) -> Indication | None:
    """The answer the officer last had before her: that of an earlier proposal, else that of the day of application."""
    earlier = Proposal.objects.filter(case=case).select_related("indication").order_by("at", "id").last()
    return earlier.indication if earlier else case.application.indication


def waiting(actor: User) -> QuerySet[Proposal]:
    """Proposals that wait for an approver, oldest first.

    Asked by NOT EXISTS: PostgreSQL misjudges `IS NULL` over a join and reads every proposal there ever was.
    """
    rows: QuerySet[Proposal] = (
        Proposal.objects.visible_to(actor)
        .filter(
            ~Exists(ProposalReturn.objects.filter(proposal=OuterRef("pk"))),
            ~Exists(Outcome.objects.filter(proposal=OuterRef("pk"))),
            case__state="proposed",
        )
        .select_related("case__organisation", "proposer")
        .order_by("at", "id")
    )
    return rows


def outcome_of(case: Case) -> Outcome | None:
    return Outcome.objects.filter(case=case).select_related("proposer", "approver", "proposal").first()


def licence_of(case: Case) -> Licence | None:
    return Licence.objects.filter(case=case).select_related("end_user__parent", "holder").first()


def answers_to_notices(case: Case) -> list[NoticeEnd]:
    """What the exporter said when she was heard."""
    return list(NoticeEnd.objects.filter(notice__case=case, answered=True).order_by("at"))


def was_answered(case: Case) -> bool:
    """Then a proposal says what she answered, and how that was weighed."""
    return NoticeEnd.objects.filter(notice__case=case, answered=True).exists()


def weighed_in(proposal: Proposal) -> AnswerWeighed | None:
    found: AnswerWeighed | None = AnswerWeighed.objects.filter(proposal=proposal).first()
    return found
