"""The officer's proposal. The law is re-run on the findings of the day; what changed has to be acknowledged in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.assessment.outline import outline
from licet.service.assessment.selectors import latest_signed
from licet.service.base.reasons import says_why
from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.services import Overtaken, locked, move
from licet.service.corpus.clauses import for_licences, written_out
from licet.service.corpus.models import Indication
from licet.service.people.models import User
from licet.service.people.policy import require

from ..checks import end_users_of, release_of
from ..grounds import ground, grounds
from ..lettered import editions
from ..models import AnswerWeighed, Kind, Proposal, ProposalReturn
from ..preconditions import require_all
from ..reasons import calls_for, unheard_grounds
from ..selectors import last_seen, open_proposal, was_answered, weighed_in
from ..today import changes_since, store_today

LONGEST = timedelta(days=730)
"""Two years, unless the authority decides otherwise (Regulation (EU) 2021/821, Art. 12; partial: the paragraph was not read)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the officer writes."""

    kind: Kind
    reasons: str
    grounds: Sequence[str] = ()
    clauses: Sequence[str] = ()
    """Ids of clauses of the law; their texts come before the conditions the officer writes."""
    conditions: Sequence[str] = ()
    purpose: str = ""
    valid_until: date | None = None
    acknowledged: str = ""
    written_reason: str = ""
    said: str = ""
    """What the exporter answered to the notice, in short; and below, how that is weighed."""
    weighed: str = ""


@transaction.atomic
def propose(*, actor: User, case: Case, draft: Draft) -> Proposal:
    require(actor, Act.PROPOSE, case)
    case = locked(case)
    refuse_unsound(case, draft)
    require_all(case, draft.kind)
    refuse_unanswered(case, draft.kind, list(draft.grounds), draft.written_reason)
    refuse_unseen(last_seen(case), case, draft.acknowledged)
    proposal = _store(actor, case, draft, store_today(actor, case))
    if was_answered(case):
        _weigh(proposal, draft)
    payload: dict[str, JSON] = {**content_of(proposal), "clauses": [*draft.clauses]}
    move(case=case, act=Act.PROPOSE, actor=actor, payload=payload, law_digest=proposal.law_digest)
    return proposal


def refuse_unsound(case: Case, draft: Draft) -> None:
    """What the proposal itself lacks."""
    faults: dict[str, str] = {}
    if not says_why(draft.reasons):
        faults["reasons"] = _(
            "Give the reasons in a sentence: the exporter, the approver and a court will read them."
        )
    if draft.kind == Kind.REFUSE and (unheard := unheard_grounds(case, draft.grounds)):
        faults["grounds"] = _(
            "The notice of intended refusal did not name “%(ground)s”, so the exporter was not heard on it. Give notice of it first, or leave it out."
        ) % {"ground": ground(unheard[0]).label}
    if draft.kind == Kind.REFUSE and not draft.grounds:
        faults["grounds"] = _("Choose at least one ground. A refusal without a ground does not stand.")
    if unknown := [code for code in draft.grounds if code not in grounds()]:
        faults["grounds"] = _("There is no ground “%(code)s”.") % {"code": unknown[0]}
    if was_answered(case):
        faults |= _weighing_faults(draft)
    if draft.kind == Kind.GRANT:
        faults |= _grant_faults(draft)
    if faults:
        raise ValidationError(faults)


def _weighing_faults(draft: Draft) -> dict[str, str]:
    """She was heard: the proposal has to show that she was listened to."""
    faults = {}
    if not says_why(draft.said):
        faults["said"] = _("Say in a sentence what the exporter answered to the notice of intended refusal.")
    if not says_why(draft.weighed):
        faults["weighed"] = _("Say in a sentence how the exporter’s answer was weighed.")
    return faults


def _weigh(proposal: Proposal, draft: Draft) -> None:
    AnswerWeighed.objects.create(proposal=proposal, said=draft.said.strip(), weighed=draft.weighed.strip())


def _grant_faults(draft: Draft) -> dict[str, str]:
    faults = {}
    today = timezone.localdate()
    if unknown := set(draft.clauses) - {each.id for each in for_licences()}:
        faults["clauses"] = _("There is no clause “%(clause)s” for a licence.") % {"clause": min(unknown)}
    if not draft.purpose.strip():
        faults["purpose"] = _(
            "Say for which lawful purpose the end-user may use it. A licence is for one purpose."
        )
    if draft.valid_until is None or draft.valid_until <= today:
        faults["valid_until"] = _("Give the last day of the licence; it lies after today.")
    elif draft.valid_until > today + LONGEST and not draft.written_reason.strip():
        faults["written_reason"] = _("A licence for more than two years needs a written reason.")
    return faults


def refuse_unanswered(case: Case, kind: str, grounds: list[str], written_reason: str) -> None:
    calls = calls_for(case, kind, grounds)
    if calls and not written_reason.strip():
        matters = " ".join(call.text for call in calls)
        raise ValidationError(
            {"written_reason": _("This needs a written reason. %(matters)s") % {"matters": matters}}
        )


def refuse_unseen(before: Indication | None, case: Case, acknowledged: str) -> None:
    """What changed since it was last looked at is acknowledged in words, not by a tick."""
    changed = changes_since(before, case) if before else []
    if changed and not acknowledged.strip():
        text = _("Acknowledge what has changed, and say what it means here. %(changes)s")
        raise ValidationError({"acknowledged": text % {"changes": " ".join(changed)}})


def _store(actor: User, case: Case, draft: Draft, indication: Indication) -> Proposal:
    users, signed = end_users_of(case), latest_signed(case)
    proposal: Proposal = Proposal.objects.create(
        case=case,
        proposer=actor,
        at=timezone.now(),
        kind=draft.kind,
        grounds=list(draft.grounds),
        reasons=draft.reasons,
        conditions=[*written_out(draft.clauses, case.application.language), *draft.conditions],
        purpose=draft.purpose,
        end_user=users[0] if len(users) == 1 else None,
        items=items_of(case),
        valid_until=draft.valid_until if draft.kind == Kind.GRANT else None,
        assessment=signed,
        release=release_of(case),
        indication=indication,
        law_digest=indication.law_digest,
        law_editions=editions(indication, signed),
        facts_digest=indication.input_digest,
        acknowledged=draft.acknowledged,
        written_reason=draft.written_reason,
    )
    return proposal


def items_of(case: Case) -> list[dict[str, str]]:
    """The items as they stand, for the licence's schedule."""
    return [
        {
            "name": item.name,
            "kind": item.get_kind_display(),
            "quantity": item.quantity,
            "value": str(item.value) if item.value is not None else "",
            "description": item.description,
        }
        for item in case.application.chain.items.order_by("id")
    ]


def content_of(proposal: Proposal) -> dict[str, JSON]:
    answer = weighed_in(proposal)
    return {
        "proposal": str(proposal.pk),
        "kind": str(proposal.kind),
        "grounds": proposal.grounds,
        "reasons": proposal.reasons,
        "conditions": proposal.conditions,
        "purpose": proposal.purpose,
        "end_user": str(proposal.end_user_id) if proposal.end_user_id else None,
        "items": proposal.items,
        "valid_until": proposal.valid_until.isoformat() if proposal.valid_until else None,
        "assessment": str(proposal.assessment_id) if proposal.assessment_id else None,
        "criteria": {line.id: line.state for line in outline(proposal.assessment)},
        "release": str(proposal.release_id) if proposal.release_id else None,
        "indication": str(proposal.indication_id),
        "facts_digest": proposal.facts_digest,
        "acknowledged": proposal.acknowledged,
        "written_reason": proposal.written_reason,
        "said": answer.said if answer else "",
        "weighed": answer.weighed if answer else "",
    }


@transaction.atomic
def return_proposal(*, actor: User, proposal: Proposal, reason: str) -> ProposalReturn:
    """Back to the officer, with the reason."""
    require(actor, Act.RETURN, proposal)
    case = locked(proposal.case)
    if not reason.strip():
        raise ValidationError({"reason": _("Say what has to change before it can be decided.")})
    refuse_stale(case, proposal)
    row = ProposalReturn.objects.create(proposal=proposal, by=actor, at=timezone.now(), reason=reason)
    move(case=case, act=Act.RETURN, actor=actor, payload={"proposal": str(proposal.pk), "reason": reason})
    return row


def refuse_stale(case: Case, proposal: Proposal) -> None:
    """Only the proposal that waits is returned or decided."""
    waiting = open_proposal(case)
    if waiting is None or waiting.pk != proposal.pk:
        raise Overtaken(_("This proposal no longer waits: it was returned or decided in the meantime."))
