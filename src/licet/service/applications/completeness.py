"""What an application still lacks before it can be submitted, each with the page where it is put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from licet.service.chains.forms import GOVERNMENT
from licet.service.chains.models import ChainParty, Item, ItemKind, PartyRole, Relation, TransferAct
from licet.service.chains.splitting import sounds_like_platform
from licet.service.parties.models import Party, PartyKind

from .models import Application
from .sections import SECTIONS, is_complete


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing: which task, in words, and where."""

    task: str
    text: str
    href: str


def gaps(application: Application) -> list[Gap]:
    """Everything missing, in the order of the tasks; empty when it can be submitted."""
    return [*_parties(application), *_items(application), *_transfers(application), *_data(application)]


def _parties(application: Application) -> Iterator[Gap]:
    rows: list[ChainParty] = list(application.chain.parties.select_related("party"))
    here = reverse("applications:parties", args=[application.pk])
    for role, sentence in _needed_roles():
        if not any(row.role == role for row in rows):
            yield Gap("parties", sentence, here)
    for row in rows:
        if row.role == PartyRole.END_USER and (fault := _end_user_fault(row.party)):
            yield Gap("parties", fault, reverse("applications:party", args=[application.pk, row.party_id]))


def _needed_roles() -> tuple[tuple[str, str], ...]:
    return (
        (PartyRole.EXPORTER.value, _("Name the exporter.")),
        (PartyRole.PURCHASER.value, _("Name the purchaser: who signs the contract with you.")),
        (PartyRole.CONSIGNEE.value, _("Name the consignee: who receives it first. It may be the end-user.")),
        (PartyRole.END_USER.value, _("Name the end-user: the operating unit that will use it.")),
    )


def _end_user_fault(party: Party) -> str:
    if party.type not in GOVERNMENT:
        return ""
    if party.kind != PartyKind.UNIT or party.parent_id is None:
        return _("Name the operating unit and the ministry it belongs to: %(name)s.") % {"name": party.name}
    return "" if party.mandate else _("Enter the mandate of %(name)s.") % {"name": party.name}


def _items(application: Application) -> Iterator[Gap]:
    items = list(application.chain.items.prefetch_related("relations"))
    here = reverse("applications:items", args=[application.pk])
    if not items:
        yield Gap("items", _("Describe at least one item."), here)
    for item in items:
        if not item.part and sounds_like_platform(item.name):
            text = _("Split “%(name)s” into the parts it consists of.") % {"name": item.name}
            yield Gap("items", text, here)
        elif fault := _relation_fault(item):
            yield Gap("items", fault, reverse("applications:relate", args=[application.pk, item.pk]))


def _relation_fault(item: Item) -> str:
    """What an item belongs to decides under which entries it is tested."""
    related = [row.relation for row in item.relations.all()]
    if item.kind == ItemKind.ACCESS and Relation.ACCESS_TO not in related:
        return _("Say to which item “%(name)s” gives access.") % {"name": item.name}
    if not related and not item.stands_alone:
        return _("Say whether “%(name)s” belongs to another item or stands on its own.") % {"name": item.name}
    return ""


def _transfers(application: Application) -> Iterator[Gap]:
    here = reverse("applications:transfers", args=[application.pk])
    moved = set(application.chain.transfers.values_list("item_id", flat=True))
    if not moved:
        yield Gap("transfers", _("Describe at least one transfer."), here)
        return
    for item in application.chain.items.all():
        if item.pk not in moved:
            text = _("Say what happens with “%(name)s”: no transfer moves it.") % {"name": item.name}
            yield Gap("transfers", text, here)
    for leg in application.chain.transfers.filter(act=TransferAct.GRANT_ACCESS, host=None):
        text = _("Say on whose servers “%(name)s” runs, to which access is given.") % {"name": leg.item.name}
        yield Gap("transfers", text, reverse("applications:transfer", args=[application.pk, leg.pk]))


def _data(application: Application) -> Iterator[Gap]:
    for section in SECTIONS:
        if not is_complete(application, section.code):
            text = _("Complete the section “%(title)s”.") % {"title": section.title}
            yield Gap("data", text, reverse("applications:data", args=[application.pk, section.code]))
