"""How long content is kept, and its destruction.

Until an authority sets a schedule of its own, content is kept for as long as exporters must keep theirs: five years from the
end of the calendar year (Regulation (EU) 2021/821, Article 27(3)). The event, its commitments and the record of the
destruction stay for ever.
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
_reaches: dict[str, Reach] = {}


def reaches(type: str) -> Callable[[Reach], Reach]:
    """Declare what else holds the content of events of this type; called in the transaction that destroys it, while the
    payload can still be read."""

    def declare(function: Reach) -> Reach:
        _reaches[type] = function
        return function

    return declare


class DestructionRefused(Exception):
    """This content stays; the text says why."""


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
        if event.type in _reaches:
            _reaches[event.type](event)
        Content.objects.filter(event=event).delete()


@transaction.atomic
def destroy_again(listed: Iterable[Mapping[str, Any]]) -> int:
    """After a restore: destroy what a backup brought back although it had been destroyed since; how many events' content.

    At the console, by the one who restores; `listed` is as `destroyed.destructions` gives it. What must still be kept
    stays, whatever the list says.
    """
    again = 0
    for event, type, at in destroyed.due(listed):
        _refuse_early(event)
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
    return event.at.year + YEARS


def _refuse_early(event: Event) -> None:
    if event.type in {"content.destroyed", "personal.destroyed"}:
        raise DestructionRefused(_("The record of a destruction is itself never destroyed."))
    if timezone.now().year <= kept_until(event):
        raise DestructionRefused(
            _("This must be kept until the end of %(year)d.") % {"year": kept_until(event)}
        )
    if not hasattr(event, "content"):
        raise DestructionRefused(_("The content of this event is already destroyed."))
