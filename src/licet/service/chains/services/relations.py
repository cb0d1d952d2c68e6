"""How the items of a deal belong together: to which other one, or to nothing else."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from licet.service.people.models import User
from licet.service.people.policy import require

from ..models import Chain, Item, ItemKind, ItemRelation, Relation
from .deal import edited
from .legs import ChainError


@transaction.atomic
def relate(*, actor: User, chain: Chain, item: Item, relation: str, target: Item) -> None:
    """Say what an item belongs to. Raises ChainError for itself, a stranger, a circle, or access that is none."""
    require(actor, "chain.edit", chain)
    if item.pk == target.pk:
        raise ChainError(_("An item relates to another item, not to itself. Choose another one."), "target")
    if target.chain_id != chain.pk or item.chain_id != chain.pk:
        raise ChainError(_("Both items must belong to this deal."), "target")
    if fault := relation_fault(item.kind, relation):
        raise ChainError(fault, "relation")
    if item.pk in _all_targets(chain, target):
        raise ChainError(
            _("%(target)s already relates to %(item)s: two things cannot serve each other in a circle.")
            % {"target": target.name, "item": item.name},
            "target",
        )
    ItemRelation.objects.get_or_create(item=item, relation=relation, target=target)
    _stands(item, alone=False)
    edited(actor, chain, "item.related", item=str(item.pk), relation=relation, target=str(target.pk))


@transaction.atomic
def stand_alone(*, actor: User, chain: Chain, item: Item) -> None:
    """Say that an item belongs to nothing else. Raises ChainError where it does, or where it cannot be."""
    require(actor, "chain.edit", chain)
    if item.chain_id != chain.pk:
        raise ChainError(_("This item belongs to another deal."))
    if item.kind == ItemKind.ACCESS:
        raise ChainError(access_is_to_something(), "relation")
    if item.relations.exists():
        text = _("%(item)s belongs to another item. Remove that relation first.")
        raise ChainError(text % {"item": item.name}, "relation")
    _stands(item, alone=True)
    edited(actor, chain, "item.stands_alone", item=str(item.pk))


@transaction.atomic
def remove_relation(*, actor: User, chain: Chain, relation: ItemRelation) -> None:
    """Take a relation back. Whether the item belongs to anything is then unsaid, not denied."""
    require(actor, "chain.edit", chain)
    key = str(relation.item_id)
    relation.delete()
    edited(actor, chain, "item.unrelated", item=key)


def relation_fault(kind: str, relation: str) -> str:
    """Why a thing of this kind cannot belong to another in this way; empty where it can."""
    if kind == ItemKind.ACCESS and relation != Relation.ACCESS_TO:
        return access_is_to_something()
    return ""


def access_is_to_something() -> str:
    return _("Access is always access to something. Choose “gives access to”, and the item it opens.")


def _stands(item: Item, *, alone: bool) -> None:
    item.stands_alone = alone
    item.save(update_fields=["stands_alone"])


def _all_targets(chain: Chain, item: Item) -> set[UUID]:
    """What an item relates to, and what that relates to, and so on."""
    pairs = list(ItemRelation.objects.filter(item__chain=chain).values_list("item_id", "target_id"))
    reached: set[UUID] = set()
    frontier = {item.pk}
    while frontier:
        frontier = {target for source, target in pairs if source in frontier} - reached
        reached |= frontier
    return reached
