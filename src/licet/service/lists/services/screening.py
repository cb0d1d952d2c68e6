"""Compare parties with the current generation of every list: equal names, nothing more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..compared import digest_of_names, names_of
from ..models import Hit, HitStatus, ListGeneration, ListName, Screening, WatchedParty
from ..names import key_of
from ..selectors import current_generations


@transaction.atomic
def screen_party(*, actor: User, party: Party) -> list[Screening]:
    """Compare one party now. Where that was done already under the same names, the earlier comparison stands."""
    require(actor, "party.screen", party)
    return _screen_all([party], actor.pseudonym)


@transaction.atomic
def watch_parties(parties: Sequence[Party]) -> list[Screening]:
    """The system's own reaction to a submitted file: compare its parties now and with every later generation."""
    WatchedParty.objects.bulk_create([WatchedParty(party=party) for party in parties], ignore_conflicts=True)
    return _screen_all(parties, None)


@transaction.atomic
def rescreen_watched() -> list[Screening]:
    """The system's own reaction to a new generation."""
    parties = Party.objects.filter(pk__in=WatchedParty.objects.values("party"))
    return _screen_all(list(parties.select_related("parent__parent")), None)


def _screen_all(parties: Iterable[Party], by: UUID | None) -> list[Screening]:
    generations = current_generations()
    return [_screen(party, generation, by) for party in parties for generation in generations]


def _screen(party: Party, generation: ListGeneration, by: UUID | None) -> Screening:
    names = names_of(party)
    screening, created = Screening.objects.get_or_create(
        party=party,
        generation=generation,
        names_digest=digest_of_names(names),
        defaults={"names": names, "by": by},
    )
    if created:
        hits = _find_hits(screening)
        record(
            type="screening.done",
            actor=by,
            subject=screening,
            payload={
                "party": str(party.pk),
                "list": generation.profile,
                "generation": generation.digest,
                "hits": [str(hit.entry_id) for hit in hits],
            },
            personal={"names": [named["name"] for named in names]},
        )
    return screening


def _find_hits(screening: Screening) -> list[Hit]:
    by_key = {key: named["name"] for named in reversed(screening.names) if (key := key_of(named["name"]))}
    matches = ListName.objects.filter(
        key__in=list(by_key), entry__generations=screening.generation
    ).select_related("entry")
    first: dict[UUID, ListName] = {}
    for match in matches.order_by("id"):  # a published primary name stands before the aliases
        first.setdefault(match.entry_id, match)
    return [_hit(screening, match, by_key[match.key]) for match in first.values()]


def _hit(screening: Screening, match: ListName, party_name: str) -> Hit:
    """A hit on the very same names and the very same entry text keeps the answer an officer gave it."""
    settled = (
        Hit.objects.filter(party=screening.party, entry=match.entry, party_name=party_name)
        .exclude(status=HitStatus.OPEN)
        .exclude(screening=screening)
        .order_by("-settled_at")
        .first()
    )
    hit = Hit(
        screening=screening,
        party=screening.party,
        entry=match.entry,
        entry_name=match,
        party_name=party_name[:300],
    )
    if settled:
        hit.status, hit.reason, hit.carried_from = settled.status, settled.reason, settled
        hit.settled_by, hit.settled_at = settled.settled_by, settled.settled_at
    hit.save(force_insert=True)
    return hit
