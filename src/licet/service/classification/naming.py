"""What the parts of a self-assessment are called on the page. Nobody has to name anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from licet.service.base.countries import name_of
from licet.service.chains.models import ItemKind, TransferAct

from .drafts import Draft

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    name: str
    country: str = ""
    pk: str = ""


@dataclass(frozen=True, slots=True)
class DraftLeg:
    """A transfer of a draft, as the pages that show deals read one."""

    pk: str
    item: Named
    actor: Named
    source: Named
    destination: Named
    act: str
    elsewhere: list[str]
    """Countries it passes through, or where its server stands."""

    def get_act_display(self) -> str:
        return act_words(self.act)


def act_words(act: str) -> str:
    return str(TransferAct(act).label) if act else _("What is done is not said yet")


def kind_words(kind: str) -> str:
    return str(ItemKind(kind).label) if kind else _("Kind not said yet")


def party_name(row: Row) -> str:
    if row.get("name"):
        return str(row["name"])
    words = {
        "end_user": _("End-user"),
        "exporter": _("Exporter"),
        "host": _("Host"),
        "broker": _("Broker"),
        "intermediary": _("Intermediary"),
        "consignee": _("Recipient"),
    }
    role = next((text for role, text in words.items() if role in row["roles"]), _("Party"))
    if not row.get("country"):
        return role
    return _("%(role)s in %(country)s") % {"role": role, "country": name_of(row["country"])}


def item_name(draft: Draft, row: Row) -> str:
    return str(row.get("name") or _("Item %(number)s") % {"number": draft.items.index(row) + 1})


def names(draft: Draft) -> dict[str, str]:
    """By the ids of the document; the whole of it as `file`."""
    found = {"file": _("What you describe")}
    found |= {row["id"]: party_name(row) for row in draft.parties}
    found |= {row["id"]: item_name(draft, row) for row in draft.items}
    for row in draft.transfers:
        said = {"item": found[row["item"]], "act": act_words(row.get("act", ""))}
        found[row["id"]] = _("%(item)s: %(act)s") % said
    return found


def legs(draft: Draft) -> list[DraftLeg]:
    called = names(draft)
    parties = {row["id"]: row for row in draft.parties}

    def party(id: str | None) -> Named:
        row = parties.get(id or "")
        return (
            Named(called[row["id"]], row.get("country", ""), row["id"])
            if row
            else Named(_("somebody not named"))
        )

    return [
        DraftLeg(
            pk=row["id"],
            item=Named(called[row["item"]], pk=row["item"]),
            actor=party(row.get("actor")),
            source=party(row.get("from")),
            destination=party(row.get("to")),
            act=row.get("act", ""),
            elsewhere=[
                parties[id].get("country", "") if id in parties else id
                for id in (*row["via"], row.get("host"), row.get("accessor"))
                if id
            ],
        )
        for row in draft.transfers
    ]
