"""The parts of a chain, each with what is shown of it. A page reads the whole chain once; whoever asks then reads no more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, Prefetch, prefetch_related_objects

from licet.service.parties.models import Party

from .models import Chain, ChainParty, Item, Statement, Transfer

PARTIES = ChainParty.objects.select_related("party__parent__parent__parent").order_by("id")
ITEMS = Item.objects.prefetch_related("relations").order_by("id")
TRANSFERS = (
    Transfer.objects.select_related("item", "actor", "source", "destination", "host", "accessor")
    .prefetch_related("via")
    .order_by("id")
)
LEGS = Transfer.objects.prefetch_related("via").order_by("id")
PLACES = ("actor", "source", "destination", "host", "accessor")
STATEMENTS = Statement.objects.select_related("stated_by", "evidence").order_by("id")

M = TypeVar("M", bound=Model)


def read_whole(chain: Chain) -> None:
    """For a page that only reads: what is asked of this object afterwards is as it was now."""
    parts = {"parties": PARTIES, "items": ITEMS, "transfers": LEGS, "statements": STATEMENTS}
    prefetch_related_objects([chain], *(Prefetch(name, rows.all()) for name, rows in parts.items()))
    _join(transfers_in(chain), items_in(chain), parties_in(chain))


def _join(legs: list[Transfer], items: list[Item], rows: list[ChainParty]) -> None:
    """What a leg names was read with the chain already; six joins would read it once more."""
    things, parties = {item.pk: item for item in items}, {row.party_id: row.party for row in rows}
    named = {pk for leg in legs for place in PLACES if (pk := getattr(leg, f"{place}_id"))}
    if named - parties.keys():
        parties |= Party.objects.in_bulk(named - parties.keys())
    for leg in legs:
        leg.item = things[leg.item_id]
        for place in PLACES:
            setattr(leg, place, parties.get(getattr(leg, f"{place}_id")))


def _part(chain: Chain, name: str, rows: Iterable[M]) -> list[M]:
    kept = getattr(chain, "_prefetched_objects_cache", {})
    return list(kept.get(name, rows))


def parties_in(chain: Chain) -> list[ChainParty]:
    """The parties in their roles, in the order they were added."""
    return _part(chain, "parties", PARTIES.filter(chain=chain))


def items_in(chain: Chain) -> list[Item]:
    return _part(chain, "items", ITEMS.filter(chain=chain))


def transfers_in(chain: Chain) -> list[Transfer]:
    return _part(chain, "transfers", TRANSFERS.filter(chain=chain))


def statements_in(chain: Chain) -> list[Statement]:
    return _part(chain, "statements", STATEMENTS.filter(chain=chain))
