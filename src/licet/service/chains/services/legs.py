"""What a leg of a deal cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from licet.service.parties.models import Party

from ..models import Chain, Item, ItemKind, Transfer, TransferAct


class ChainError(ValueError):
    """The deal cannot be so. `field` is the form field that can be put right."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


def refuse_leg(
    chain: Chain, leg: Mapping[str, Any], via: Sequence[Party], besides: Transfer | None = None
) -> None:
    """Raise ChainError for a leg that cannot be, that has strangers in it, or that is there already; `besides` is the leg
    that changes."""
    _refuse_strangers(chain, leg, via)
    _refuse_impossible(leg, via)
    _refuse_twin(chain, leg, via, besides)


MOVED = frozenset(
    {
        TransferAct.EXPORT_PHYSICAL,
        TransferAct.TRANSMIT,
        TransferAct.MAKE_AVAILABLE,
        TransferAct.UPLOAD,
        TransferAct.TRANSIT,
        TransferAct.INTRA_UNION,
        TransferAct.ORAL,
    }
)
"""Acts by which a thing itself gets from one place to another."""
BY_WIRE = frozenset(
    {
        TransferAct.TRANSMIT,
        TransferAct.MAKE_AVAILABLE,
        TransferAct.UPLOAD,
        TransferAct.ORAL,
        TransferAct.PUBLISH,
    }
)


def act_fault(kind: str, act: str) -> str:
    """Why this cannot be done with a thing of this kind; empty where it can, or where one of them is not said."""
    if kind == ItemKind.ACCESS and act in MOVED:
        return _(
            "Access is given, not sent: nothing leaves. Choose “Give access to it on a server”; if something is sent as"
            " well, describe that as an item of its own."
        )
    if kind == ItemKind.HARDWARE and act in BY_WIRE:
        return _(
            "Hardware cannot be sent over a network, published or told. Choose how it is shipped; if plans or software are"
            " sent, describe them as an item of their own."
        )
    return ""


def needs_server() -> str:
    return _("Access is given on a server. Say on whose servers it runs.")


def nothing_moves() -> str:
    return _(
        "Nothing changes hands here: sender and recipient are the same, and no server or country elsewhere is named. Choose"
        " who receives it or may use it."
    )


def _refuse_impossible(leg: Mapping[str, Any], via: Sequence[Party]) -> None:
    if fault := act_fault(leg["item"].kind, leg["act"]):
        raise ChainError(fault, "act")
    if leg["act"] == TransferAct.GRANT_ACCESS and not leg.get("host"):
        raise ChainError(needs_server(), "host")
    elsewhere = {leg.get("host"), leg.get("accessor"), *via} - {None, leg["source"]}
    if leg["source"] == leg["destination"] and not elsewhere and not leg.get("via_countries"):
        raise ChainError(nothing_moves(), "destination")


def _refuse_strangers(chain: Chain, leg: Mapping[str, Any], via: Sequence[Party]) -> None:
    """Every party and item of a leg belongs to the same deal."""
    known = set(chain.parties.values_list("party_id", flat=True))
    for name, value in [*leg.items(), *(("via", party) for party in via)]:
        if isinstance(value, Party) and value.pk not in known:
            raise ChainError(
                _("%(party)s is not a party of this deal. Add it first.") % {"party": value}, name
            )
        if isinstance(value, Item) and value.chain_id != chain.pk:
            raise ChainError(_("This item belongs to another deal."), name)


def _refuse_twin(
    chain: Chain, leg: Mapping[str, Any], via: Sequence[Party], besides: Transfer | None
) -> None:
    """The same leg written down twice would be asked, drawn and licensed twice."""
    whole = {"host": None, "accessor": None, "via_countries": [], **leg}
    alike = chain.transfers.filter(**whole).prefetch_related("via")
    for other in alike.exclude(pk=besides.pk) if besides else alike:
        if set(other.via.all()) == set(via):
            raise ChainError(
                _("This transfer is written down already. Change that one, or say what differs here."), "act"
            )
