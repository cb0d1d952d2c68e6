"""Which names of a party are compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from licet.service.parties.models import Party

Named = dict[str, str]  # {"name": …, "of": the party, or the body it belongs to}


def names_of(party: Party) -> list[Named]:
    """The party's names and those of the bodies above it: a unit of a listed ministry is a hit as well."""
    return [
        {"name": name, "of": body.name}
        for body in (party, *party.ancestors())
        for name in dict.fromkeys([body.name, *body.other_names])
    ]


def digest_of_names(names: Sequence[Named]) -> str:
    return hashlib.sha256(json.dumps(list(names), sort_keys=True).encode()).hexdigest()
