"""What the exporter fills in about the deal. Lists of parties and items are handed in: a form never asks the database twice."""

from __future__ import annotations

from .choices import country_choices, offer
from .items import ItemForm, RelationForm, SplitForm
from .parties import GOVERNMENT, KnownPartyForm, PartyForm, RolesForm
from .transfers import TransferForm

__all__ = [
    "GOVERNMENT",
    "ItemForm",
    "KnownPartyForm",
    "PartyForm",
    "RelationForm",
    "RolesForm",
    "SplitForm",
    "TransferForm",
    "country_choices",
    "offer",
]
