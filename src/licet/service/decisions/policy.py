"""Who proposes and who decides: never the same person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.policy import may_move
from licet.service.people.models import User
from licet.service.people.policy import Decision, no, rule

from .models import Proposal


@rule(Act.PROPOSE.value, label=Act.PROPOSE.label)
def may_propose(actor: User, case: Case | None) -> Decision:
    return may_move(actor, Act.PROPOSE, case)


@rule(Act.RETURN.value, label=Act.RETURN.label)
def may_return(actor: User, proposal: Proposal | None) -> Decision:
    return _another_person(actor, Act.RETURN, proposal)


@rule(Act.DECIDE.value, label=Act.DECIDE.label)
def may_decide(actor: User, proposal: Proposal | None) -> Decision:
    return _another_person(actor, Act.DECIDE, proposal)


def _another_person(actor: User, act: Act, proposal: Proposal | None) -> Decision:
    decision = may_move(actor, act, proposal.case if proposal else None)
    if decision and proposal and proposal.proposer_id == actor.pk:
        return no(_("You made this proposal. Another person decides on it."))
    return decision
