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
    """Follow the events from the beginning. Each must start where the one before ended and be a row of the table. Where content
    was destroyed several ways may be open for a while; the events that follow leave one."""
    states: set[State | None] = {None}
    last: Event | None = None
    for event in events:
        if event.type in ACT_OF:
            states, last = _targets(event, ACT_OF[event.type], states), event
    if len(states) > 1:
        raise Impossible(f"{last and last.type}: the events leave more than one state open.")
    return states.pop()


def _targets(event: Event, act: Act, states: set[State | None]) -> set[State | None]:
    """Where the event led."""
    content = event.payload
    told = content.get("to") if content else None
    found = {move.target for state in states for move in moves_from(state, act)}
    led = found if content is None or (told is None and len(found) == 1) else found & {told}
    if not led:
        raise Impossible(f"{event.type} ({event.pk}) from {_named(states)} to {told} is no row of the table.")
    return {*led}


def _named(states: set[State | None]) -> str:
    return ", ".join(sorted(str(state) for state in states))


def refusal_announced(case: Case) -> bool:
    """Whether the exporter was ever told that a refusal is intended. A withdrawal after that is an outcome of its own."""
    return events_of(case).filter(type=EVENT_OF[Act.NOTIFY]).exists()


def derived_state(case: Case) -> State | None:
    return replay(events_of(case).order_by("at", "id"))
