"""What happens by itself: parties of a submitted file are compared, and all of them again with each new generation."""

from __future__ import annotations

from licet.service.parties.models import Party
from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

from .services import rescreen_watched, watch_parties


class PartiesMissing(Exception):
    """The event names parties that are not there; the delivery is tried again and then shown as failed."""


@subscribe("application.submitted", name="lists.screen_parties")
def screen_parties(event: Event) -> None:
    wanted = [str(party) for party in (event.payload or {}).get("party_ids", [])]
    parties = list(Party.objects.filter(pk__in=wanted))
    if len(parties) != len(set(wanted)):
        raise PartiesMissing(
            f"{len(set(wanted)) - len(parties)} of the parties of {event.subject_id} do not exist."
        )
    watch_parties(parties)


@subscribe("list.imported", name="lists.screen_again")
def screen_again(event: Event) -> None:
    rescreen_watched()
