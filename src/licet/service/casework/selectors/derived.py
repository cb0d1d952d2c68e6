"""The state of a case, derived anew from its events: what `Case.state` must be."""

from __future__ import annotations

from collections.abc import Iterable

from licet.service.records.models import Event
from licet.service.records.selectors import events_of

from ..models import Case
from ..moves import ACT_OF, EVENT_OF, Act, State, moves_from


class Impossible(Exception):
    """The events tell of a move that the table does not have."""


def replay(events: Iterable[Event]) -> State | None:
    """Follow the events from the beginning. Each must start where the one before ended and be a row of the table."""
    state: State | None = None
    for event in events:
        act = ACT_OF.get(event.type)
        if act is None:
            continue
        targets = {move.target for move in moves_from(state, act)}
        state = _target(event, targets, state)
    return state


def _target(event: Event, targets: set[State], state: State | None) -> State:
    """Where the event led. Its content may have been destroyed; then the table must leave one answer."""
    content = event.payload
    told = content.get("to") if content else None
    if told is None and len(targets) == 1:
        return targets.pop()
    if told not in targets:
        raise Impossible(f"{event.type} ({event.pk}) from {state} to {told} is no row of the table.")
    return State(told)


def refusal_announced(case: Case) -> bool:
    """Whether the exporter was ever told that a refusal is intended. A withdrawal after that is an outcome of its own."""
    return events_of(case).filter(type=EVENT_OF[Act.NOTIFY]).exists()


def derived_state(case: Case) -> State | None:
    return replay(events_of(case).order_by("at", "id"))
