"""How long content is kept, and its destruction.

What belongs to a file is kept as the retention app says of that file (`asks`). Everything else is kept for as long as exporters
must keep theirs: five years from the end of the calendar year (Regulation (EU) 2021/821, Article 27(3)). The event, its
commitments and the record of the destruction stay for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON

from . import access, destroyed
from .models import Content, Event, PersonalContent
from .services import record

YEARS = 5

Reach = Callable[[Event], None]
_reaches: dict[str, list[Reach]] = {}

Keeper = Callable[[Event], int | None]
"""The last calendar year in which this event's content must be there; None where it is no business of the one who is asked.
Raises DestructionRefused where the content stays whatever the year."""
_keepers: list[Keeper] = []


def reaches(type: str) -> Callable[[Reach], Reach]:
    """Declare what else holds the content of events of this type; called in the transaction that destroys it, while the
    payload can still be read."""

    def declare(function: Reach) -> Reach:
        _reaches.setdefault(type, []).append(function)
        return function

    return declare


def asks(keeper: Keeper) -> Keeper:
    """Declare who says how long content is kept; the longest answer counts."""
    _keepers.append(keeper)
    return keeper


class DestructionRefused(Exception):
    """This content stays; the text says why."""


class Held(DestructionRefused):
    """It stays whatever the year, because somebody put a hold on it."""


class Actor(Protocol):
    @property
    def pseudonym(self) -> UUID: ...


@transaction.atomic
def destroy_payload(*, actor: Actor, event: Event, reason: str, personal_only: bool = False) -> Event:
    """Record the destruction, then delete content and key; afterwards the commitments say nothing to anybody."""
    access.require(actor, "content.destroy", event)
    _refuse_early(event)
    if not reason.strip():
        raise DestructionRefused(_("Give the reason for the destruction."))
    type = "personal.destroyed" if personal_only else "content.destroyed"
    kept_elsewhere = "Backups made before this moment hold the content until they expire."
    payload: dict[str, JSON] = {
        "reason": reason.strip(),
        "kept_until_year": kept_until(event),
        "backups": kept_elsewhere,
    }
    destruction = record(type=type, actor=actor.pseudonym, subject=event, payload=payload)
    _delete(event, personal_only)
    transaction.on_commit(destroyed.keep_log)
    return destruction


def _delete(event: Event, personal_only: bool) -> None:
    PersonalContent.objects.filter(event=event).delete()
    if not personal_only:
        for reach in _reaches.get(event.type, ()):
            reach(event)
        Content.objects.filter(event=event).delete()


@transaction.atomic
def destroy_again(listed: Iterable[Mapping[str, Any]]) -> int:
    """After a restore: destroy what a backup brought back although it had been destroyed since; how many events' content.

    At the console, by the one who restores; `listed` is as `destroyed.destructions` gives it. What must still be kept
    stays, whatever the list says.
    """
    again = 0
    for event, type, at in destroyed.due(listed):
        try:
            _refuse_early(event)
        except Held:
            continue  # put on hold before the backup was made: it stays until that is lifted
        personal_only = type == "personal.destroyed"
        payload: dict[str, JSON] = {
            "reason": f"Destroyed on {at}; a backup that was restored had brought it back.",
            "kept_until_year": kept_until(event),
        }
        record(type=type, actor=None, subject=event, payload=payload)
        _delete(event, personal_only)
        again += 1
    if again:
        transaction.on_commit(destroyed.keep_log)
    return again


def kept_until(event: Event) -> int:
    """The last calendar year in which the content must be there."""
    said = [year for year in (keeper(event) for keeper in _keepers) if year is not None]
    return max(said, default=event.at.year + YEARS)


def _refuse_early(event: Event) -> None:
    if event.type in {"content.destroyed", "personal.destroyed"}:
        raise DestructionRefused(_("The record of a destruction is itself never destroyed."))
    if timezone.now().year <= kept_until(event):
        raise DestructionRefused(
            _("This must be kept until the end of %(year)d.") % {"year": kept_until(event)}
        )
    if not hasattr(event, "content"):
        raise DestructionRefused(_("The content of this event is already destroyed."))
