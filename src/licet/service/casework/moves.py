"""What can happen to a case: one table, FROM · act · TO · who · guard. Nothing else changes a state.

`docs/reference/case-moves.md` is made from it; the policy answers from it; the projection check replays it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licet.service.people.models import Role


class State(models.TextChoices):
    RECEIVED = "received", _("Received")
    IN_PROGRESS = "in_progress", _("In progress")
    WAITING = "waiting", _("Waiting for the exporter")
    NOTIFIED = "notified", _("Refusal announced")
    PROPOSED = "proposed", _("Waiting for the approver")
    DECIDED = "decided", _("Decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    WITHDRAWN_AFTER_NOTICE = "withdrawn_noticed", _("Withdrawn after notice of intended refusal")


class Act(models.TextChoices):
    """Acts on a case, by the code the policy knows them under."""

    OPEN = "case.open", _("Open the case")
    ASSIGN = "case.assign", _("Take the case")
    NOTE = "case.note", _("Write an internal note")
    EXPEDITE = "case.expedite", _("Record a request to expedite")
    ASK = "case.ask", _("Ask the exporter a question")
    ANSWER = "case.answer", _("Answer a question")
    CLOSE_QUESTION = "case.close_question", _("Close a question without an answer")
    CONSULT = "case.consult", _("Consult another body")
    ADVISE = "case.advise", _("Give advice")
    RECORD_SILENCE = "case.record_silence", _("Record that a body was silent")
    FIND = "case.find", _("Record a finding of fact")
    RELEASE = "case.release", _("Ask to set the assessment aside")
    CONFIRM_RELEASE = "case.confirm_release", _("Confirm that the assessment is set aside")
    ASSESS = "case.assess", _("Sign an assessment")
    DISCLOSE = "case.disclose", _("Mark what may be disclosed")
    NOTIFY = "case.notify", _("Give notice of intended refusal")
    RESPOND = "case.respond", _("Answer a notice of intended refusal")
    CLOSE_NOTICE = "case.close_notice", _("Record that the time to be heard has passed")
    PROPOSE = "case.propose", _("Propose an outcome")
    RETURN = "case.return", _("Return a proposal")
    DECIDE = "case.decide", _("Decide")
    WITHDRAW = "case.withdraw", _("Take the application back")
    WITHDRAW_AFTER_NOTICE = "case.withdraw_noticed", _("Take it back after notice of intended refusal")


class Guard(models.TextChoices):
    NONE = "", ""
    LAST_QUESTION = "last_question", _("no other question is open")
    MORE_QUESTIONS = "more_questions", _("another question is open")
    OTHER_PERSON = "other_person", _("not the person who proposed it")


EVENT_OF: dict[Act, str] = {
    Act.OPEN: "case.opened",
    Act.ASSIGN: "case.assigned",
    Act.NOTE: "note.written",
    Act.EXPEDITE: "case.expedited",
    Act.ASK: "question.asked",
    Act.ANSWER: "question.answered",
    Act.CLOSE_QUESTION: "question.closed",
    Act.CONSULT: "consultation.asked",
    Act.ADVISE: "consultation.answered",
    Act.RECORD_SILENCE: "consultation.unanswered",
    Act.FIND: "finding.recorded",
    Act.RELEASE: "release.asked",
    Act.CONFIRM_RELEASE: "release.confirmed",
    Act.ASSESS: "assessment.completed",
    Act.DISCLOSE: "disclosure.marked",
    Act.NOTIFY: "refusal.announced",
    Act.RESPOND: "refusal.answered",
    Act.CLOSE_NOTICE: "refusal.unanswered",
    Act.PROPOSE: "proposal.made",
    Act.RETURN: "proposal.returned",
    Act.DECIDE: "outcome.decided",
    Act.WITHDRAW: "case.withdrawn",
    Act.WITHDRAW_AFTER_NOTICE: "case.withdrawn_after_notice",
}
ACT_OF: dict[str, Act] = {event: act for act, event in EVENT_OF.items()}


@dataclass(frozen=True, slots=True)
class Move:
    """One row. `who` empty means the system, on an event of another app."""

    source: State | None
    act: Act
    target: State
    who: tuple[Role, ...]
    guard: Guard = Guard.NONE

    @property
    def event(self) -> str:
        return EVENT_OF[self.act]


OFFICER = (Role.OFFICER,)
STAFF = (Role.OFFICER, Role.ASSESSOR)
ALIVE = (State.RECEIVED, State.IN_PROGRESS, State.WAITING, State.NOTIFIED, State.PROPOSED)
AT_WORK = (State.IN_PROGRESS, State.WAITING, State.NOTIFIED)
ENDED = (State.DECIDED, State.WITHDRAWN, State.WITHDRAWN_AFTER_NOTICE)


def _stay(act: Act, who: tuple[Role, ...], states: Iterable[State], guard: Guard = Guard.NONE) -> list[Move]:
    return [Move(state, act, state, who, guard) for state in states]


MOVES: tuple[Move, ...] = (
    Move(None, Act.OPEN, State.RECEIVED, ()),
    Move(State.RECEIVED, Act.ASSIGN, State.IN_PROGRESS, OFFICER),
    *_stay(Act.ASSIGN, OFFICER, AT_WORK),
    *_stay(Act.NOTE, (Role.OFFICER, Role.ASSESSOR, Role.APPROVER), ALIVE),
    *_stay(Act.EXPEDITE, (Role.OFFICER, Role.APPROVER), ALIVE),
    Move(State.IN_PROGRESS, Act.ASK, State.WAITING, OFFICER),
    Move(State.WAITING, Act.ASK, State.WAITING, OFFICER),
    Move(State.WAITING, Act.ANSWER, State.WAITING, (Role.EXPORTER,), Guard.MORE_QUESTIONS),
    Move(State.WAITING, Act.ANSWER, State.IN_PROGRESS, (Role.EXPORTER,), Guard.LAST_QUESTION),
    Move(State.WAITING, Act.CLOSE_QUESTION, State.WAITING, OFFICER, Guard.MORE_QUESTIONS),
    Move(State.WAITING, Act.CLOSE_QUESTION, State.IN_PROGRESS, OFFICER, Guard.LAST_QUESTION),
    *_stay(Act.CONSULT, OFFICER, AT_WORK),
    *_stay(Act.ADVISE, (Role.ADVISER,), ALIVE),
    *_stay(Act.RECORD_SILENCE, OFFICER, AT_WORK),
    *_stay(Act.FIND, STAFF, AT_WORK),
    *_stay(Act.RELEASE, STAFF, AT_WORK),
    *_stay(Act.CONFIRM_RELEASE, (*STAFF, Role.APPROVER), AT_WORK, Guard.OTHER_PERSON),
    *_stay(Act.ASSESS, STAFF, AT_WORK),
    *_stay(Act.DISCLOSE, OFFICER, AT_WORK),
    Move(State.IN_PROGRESS, Act.NOTIFY, State.NOTIFIED, OFFICER),
    Move(State.NOTIFIED, Act.RESPOND, State.IN_PROGRESS, (Role.EXPORTER,)),
    Move(State.NOTIFIED, Act.CLOSE_NOTICE, State.IN_PROGRESS, OFFICER),
    Move(State.IN_PROGRESS, Act.PROPOSE, State.PROPOSED, OFFICER),
    Move(State.PROPOSED, Act.RETURN, State.IN_PROGRESS, (Role.APPROVER,), Guard.OTHER_PERSON),
    Move(State.PROPOSED, Act.DECIDE, State.DECIDED, (Role.APPROVER,), Guard.OTHER_PERSON),
    *[Move(state, Act.WITHDRAW, State.WITHDRAWN, ()) for state in ALIVE if state != State.NOTIFIED],
    *[
        Move(state, Act.WITHDRAW_AFTER_NOTICE, State.WITHDRAWN_AFTER_NOTICE, ())
        for state in ALIVE
        if state != State.RECEIVED
    ],
)


def moves_from(state: State | str | None, act: Act | str) -> list[Move]:
    return [move for move in MOVES if move.source == state and move.act == act]


def states_for(act: Act | str) -> list[State]:
    """The states in which an act is possible at all, in the order of the table."""
    return list(dict.fromkeys(move.source for move in MOVES if move.act == act and move.source is not None))


def roles_for(act: Act | str) -> frozenset[Role]:
    return frozenset(role for move in MOVES if move.act == act for role in move.who)


def as_markdown() -> str:
    """The table as `docs/reference/case-moves.md` shows it."""
    who: dict[Act, str | Promise] = {
        move.act: ", ".join(str(role.label).lower() for role in move.who) or "the system" for move in MOVES
    }
    lines = [
        "| from | act | to | who | only if | event |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {move.source.label if move.source else '–'} | {move.act.label} | {move.target.label} | {who[move.act]}"
        f" | {move.guard.label or '–'} | `{move.event}` |"
        for move in MOVES
    ]
    return "\n".join(lines) + "\n"


def page() -> str:
    """The whole of `docs/reference/case-moves.md`; a test compares it with the file."""
    return f"""# What can happen to a case

Made from the table in `licet/service/casework/moves.py`; `tests/casework/test_moves.py` says when the two differ and how to renew this page. Each row is
one move: in the state *from*, the act leads to the state *to*, if one of *who* does it and the condition holds. The state of a case follows from its events
alone; `licet ledger verify --deep` replays them.

{as_markdown()}"""
