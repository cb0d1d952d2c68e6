"""Who reacts to recorded events. The reaction runs as a job, once per (event, subscriber)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Event

Handler = Callable[["Event"], None]


@dataclass(frozen=True, slots=True)
class Subscriber:
    name: str
    type: str
    handler: Handler


_subscribers: dict[str, Subscriber] = {}
_dispatchers: list[Callable[[Event, list[Subscriber]], None]] = []


def subscribe(type: str, *, name: str) -> Callable[[Handler], Handler]:
    """Declare a handler for one event type. `name` is `<app>.<verb phrase>` and never changes: deliveries are counted by it."""

    def declare(handler: Handler) -> Handler:
        known = _subscribers.get(name)
        if known and (known.type, known.handler.__qualname__) != (type, handler.__qualname__):
            raise ValueError(f"Subscriber {name!r} is declared twice.")
        _subscribers[name] = Subscriber(name, type, handler)
        return handler

    return declare


def unsubscribe(name: str) -> None:
    _subscribers.pop(name, None)


def subscribers_of(type: str) -> list[Subscriber]:
    return [subscriber for subscriber in _subscribers.values() if subscriber.type == type]


def subscriber(name: str) -> Subscriber | None:
    return _subscribers.get(name)


def dispatch_with(dispatcher: Callable[[Event, list[Subscriber]], None]) -> None:
    """The jobs app puts itself here at start; it stands below and cannot be imported."""
    _dispatchers[:] = [dispatcher]


def dispatch(event: Event) -> None:
    """Hand the event to its subscribers within the transaction that records it."""
    waiting = subscribers_of(event.type)
    for dispatcher in _dispatchers if waiting else ():
        dispatcher(event, waiting)
