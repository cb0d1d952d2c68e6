"""What a leg of a deal cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from licet.service.parties.models import Party

from ..models import Chain, Item, Transfer


class ChainError(ValueError):
    """The deal cannot be so. `field` is the form field that can be put right."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field


def refuse_leg(
    chain: Chain, leg: Mapping[str, Any], via: Sequence[Party], besides: Transfer | None = None
) -> None:
    """Raise ChainError for a leg with strangers in it, or one that is there already; `besides` is the leg that changes."""
    _refuse_strangers(chain, leg, via)
    _refuse_twin(chain, leg, via, besides)


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
