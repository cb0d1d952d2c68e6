"""What a chain consists of. Each act is the exporter's, on her own deal, before it is submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.parties.models import Party
from licet.service.people.models import Organisation, User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import Chain, ChainParty, Item, ItemKind, ItemRelation, PartyRole, Transfer
from ..splitting import BY_CODE, Part
from .legs import ChainError, act_fault, refuse_leg


@transaction.atomic
def start(*, actor: User, organisation: Organisation, title: str) -> Chain:
    """Begin to describe a deal."""
    require(actor, "chain.create")
    chain = Chain.objects.create(organisation=organisation, title=title, created_by=actor)
    require(actor, "chain.edit", chain)
    record(type="chain.created", actor=actor.pseudonym, subject=chain, payload={"title": title})
    return chain


@transaction.atomic
def rename(*, actor: User, chain: Chain, title: str) -> None:
    require(actor, "chain.edit", chain)
    chain.title = title
    chain.save(update_fields=["title"])
    edited(actor, chain, "chain.renamed", title=title)


@transaction.atomic
def lock(*, actor: User, chain: Chain, at: datetime | None = None) -> None:
    """Close the description: it was submitted, or the draft was withdrawn."""
    require(actor, "chain.edit", chain)
    chain.locked_at = at or timezone.now()
    chain.save(update_fields=["locked_at"])
    record(type="chain.locked", actor=actor.pseudonym, subject=chain, payload={})


# --- parties ---------------------------------------------------------------------------------------


@transaction.atomic
def add_party(*, actor: User, chain: Chain, party: Party, roles: Sequence[str]) -> None:
    require(actor, "chain.edit", chain)
    _put_roles(chain, party, roles)
    edited(actor, chain, "party.added", party=str(party.pk), roles=list(roles))


@transaction.atomic
def set_roles(*, actor: User, chain: Chain, party: Party, roles: Sequence[str]) -> None:
    require(actor, "chain.edit", chain)
    ChainParty.objects.filter(chain=chain, party=party).exclude(role__in=roles).delete()
    _put_roles(chain, party, roles)
    edited(actor, chain, "party.changed", party=str(party.pk), roles=list(roles))


@transaction.atomic
def remove_party(*, actor: User, chain: Chain, party: Party) -> None:
    """Take a party out of the deal; not while a leg still names it."""
    require(actor, "chain.edit", chain)
    legs = _legs_naming(chain, party)
    if legs:
        raise ChainError(
            _("%(party)s is named in a transfer: %(leg)s. Change or remove that transfer first.")
            % {"party": party.name, "leg": str(legs[0])}
        )
    ChainParty.objects.filter(chain=chain, party=party).delete()
    edited(actor, chain, "party.removed", party=str(party.pk))


def _put_roles(chain: Chain, party: Party, roles: Sequence[str]) -> None:
    refuse_roles(party, roles)
    for role in roles:
        ChainParty.objects.get_or_create(chain=chain, party=party, role=PartyRole(role).value)


def refuse_roles(party: Party, roles: Iterable[str]) -> None:
    """The end-user is who uses it: never a reseller, integrator or stockist, never the intermediary of the same deal."""
    chosen = set(roles)
    if not chosen:
        raise ChainError(_("Choose what this party does in the deal."), "roles")
    if PartyRole.END_USER not in chosen:
        return
    if party.is_reseller:
        raise ChainError(reseller_is_no_end_user(party.name), "roles")
    if chosen & {PartyRole.INTERMEDIARY, PartyRole.BROKER}:
        raise ChainError(
            _(
                "An intermediary or broker passes things on and so is not the end-user. Choose one of the two."
            ),
            "roles",
        )


def reseller_is_no_end_user(name: str) -> str:
    return _(
        "%(name)s is a reseller, distributor or integrator: it passes the item on and does not use it, so it cannot be"
        " the end-user. Give it the role “Intermediary”, and add the operating unit that will use the item as the"
        " end-user, with its ministry and its mandate."
    ) % {"name": name or _("This party")}


def _legs_naming(chain: Chain, party: Party) -> list[Transfer]:
    return [
        leg
        for leg in chain.transfers.select_related("item").prefetch_related("via")
        if party.pk in {leg.actor_id, leg.source_id, leg.destination_id, leg.host_id, leg.accessor_id}
        or party in leg.via.all()
    ]


# --- items -----------------------------------------------------------------------------------------


@transaction.atomic
def add_item(*, actor: User, chain: Chain, name: str, kind: str, **more: Any) -> Item:
    require(actor, "chain.edit", chain)
    item: Item = Item.objects.create(chain=chain, name=name, kind=kind, **more)
    edited(actor, chain, "item.added", item=str(item.pk), name=name, kind=kind)
    return item


@transaction.atomic
def update_item(*, actor: User, chain: Chain, item: Item, **values: Any) -> None:
    """What an item is called and what kind of thing it is; not a kind that its legs cannot move."""
    require(actor, "chain.edit", chain)
    if "kind" in values:
        _refuse_kind(item, values["kind"])
        values = values if values["kind"] != ItemKind.ACCESS else {**values, "stands_alone": False}
    _store(item, values)
    edited(actor, chain, "item.changed", item=str(item.pk), values=_plain(values))


def _refuse_kind(item: Item, kind: str) -> None:
    for leg in item.transfers.all():
        if fault := act_fault(kind, leg.act):
            raise ChainError(
                _("%(fault)s A transfer of it says: %(leg)s. Change that transfer first.")
                % {"fault": fault, "leg": leg.get_act_display()},
                "kind",
            )


@transaction.atomic
def remove_item(*, actor: User, chain: Chain, item: Item) -> None:
    """Take an item out, with its legs and relations. What was stated of it stays in the history."""
    require(actor, "chain.edit", chain)
    key, name = str(item.pk), item.name
    item.delete()
    edited(actor, chain, "item.removed", item=key, name=name)


@transaction.atomic
def split_platform(*, actor: User, chain: Chain, sold_as: str, parts: Sequence[str]) -> list[Item]:
    """Make one item per ticked part and relate them as such parts usually relate. A part made before is left alone."""
    require(actor, "chain.edit", chain)
    here = {item.part: item for item in chain.items.filter(sold_as=sold_as).exclude(part="")}
    wanted = [BY_CODE[code] for code in parts if code not in here]
    made = [_make_part(chain, part, sold_as) for part in wanted]
    here |= {item.part: item for item in made}
    for part, item in zip(wanted, made, strict=True):
        _relate_part(part, item, here)
    edited(actor, chain, "platform.split", sold_as=sold_as, parts=[part.code for part in wanted])
    return made


def _make_part(chain: Chain, part: Part, sold_as: str) -> Item:
    name = _("%(part)s of %(product)s") % {"part": part.label, "product": sold_as}
    return Item.objects.create(
        chain=chain,
        name=name,
        kind=part.kind,
        part=part.code,
        sold_as=sold_as,
        stands_alone=part.stands_alone,
    )


def _relate_part(part: Part, item: Item, here: dict[str, Item]) -> None:
    target = next((here[code] for code in part.toward if code in here), None)
    if part.relation and target:
        ItemRelation.objects.get_or_create(item=item, relation=part.relation, target=target)


# --- transfers -------------------------------------------------------------------------------------


@transaction.atomic
def add_transfer(*, actor: User, chain: Chain, leg: Mapping[str, Any], via: Sequence[Party] = ()) -> Transfer:
    """`leg` holds the fields of the transfer; its `actor` is the party that acts, not the user who writes it down."""
    require(actor, "chain.edit", chain)
    refuse_leg(chain, leg, via)
    made: Transfer = Transfer.objects.create(chain=chain, **leg)
    made.via.set(via)
    edited(actor, chain, "transfer.added", transfer=str(made.pk), leg=_plain(leg))
    return made


@transaction.atomic
def update_transfer(
    *, actor: User, chain: Chain, transfer: Transfer, leg: Mapping[str, Any], via: Sequence[Party] = ()
) -> None:
    require(actor, "chain.edit", chain)
    refuse_leg(chain, leg, via, besides=transfer)
    _store(transfer, leg)
    transfer.via.set(via)
    edited(actor, chain, "transfer.changed", transfer=str(transfer.pk), leg=_plain(leg))


@transaction.atomic
def remove_transfer(*, actor: User, chain: Chain, transfer: Transfer) -> None:
    require(actor, "chain.edit", chain)
    key = str(transfer.pk)
    transfer.delete()
    edited(actor, chain, "transfer.removed", transfer=key)


# --- shared ----------------------------------------------------------------------------------------


def _store(row: Item | Transfer, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON: a row by its id, an amount as text."""
    return {name: _plain_value(value) for name, value in values.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, (Party, Item)):
        return str(value.pk)
    return str(value) if isinstance(value, Decimal) else value


def edited(actor: User, chain: Chain, what: str, **detail: Any) -> None:
    record(type="chain.edited", actor=actor.pseudonym, subject=chain, payload={"what": what, **detail})
