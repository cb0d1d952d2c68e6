"""The one place where a case changes state: the event and its projection in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.people.models import User
from licet.service.records.models import Event
from licet.service.records.services import record

from ..models import Case, Question
from ..moves import Act, Guard, Move, State, moves_from


class Overtaken(Exception):
    """The case has moved on since the page was read; nothing was written."""


def locked(case: Case) -> Case:
    """The case as it is now, held until the transaction ends, so that two acts come one after the other."""
    fresh: Case = Case.objects.select_for_update().get(pk=case.pk)
    return fresh


def _more_questions(case: Case) -> bool:
    return Question.objects.filter(case=case).open().exists()


# `other_person` is the policy's: it needs to know whose proposal or request it is.
_GUARDS: Mapping[Guard, Callable[[Case], bool]] = {
    Guard.NONE: lambda case: True,
    Guard.OTHER_PERSON: lambda case: True,
    Guard.MORE_QUESTIONS: _more_questions,
    Guard.LAST_QUESTION: lambda case: not _more_questions(case),
}


def find_move(case: Case, act: Act) -> Move:
    for row in moves_from(State(case.state), act):
        if _GUARDS[row.guard](case):
            return row
    raise Overtaken(
        _("“%(act)s” is not possible while the case is “%(state)s”. Reload the page to see what happened.")
        % {"act": act.label, "state": State(case.state).label}
    )


def move(
    *,
    case: Case,
    act: Act,
    actor: User | None,
    payload: Mapping[str, JSON],
    personal: Mapping[str, JSON] | None = None,
    files: Sequence[str] = (),
    law_digest: str = "",
) -> Event:
    """Record the act's event on the locked case and project its new state. Called last, when the act's rows are written."""
    row = find_move(case, act)
    event = record(
        type=row.event,
        actor=actor.pseudonym if actor else None,
        subject=case,
        payload={**payload, "from": str(case.state), "to": str(row.target)},
        personal=personal,
        files=files,
        law_digest=law_digest,
    )
    if case.state != row.target:
        case.state = row.target
        case.save(update_fields=["state"])
    return event
