"""Narrowing the ledger."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from . import types

NOT_AN_ID = {"invalid": _("Enter an identifier as the ledger shows it, for example 0197a3c2-….")}


class LedgerFilter(forms.Form):
    type = forms.ChoiceField(label=_("Act"), required=False)
    subject = forms.UUIDField(label=_("Record"), required=False, error_messages=NOT_AN_ID)
    actor = forms.UUIDField(label=_("Pseudonym"), required=False, error_messages=NOT_AN_ID)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["type"]
        field.choices = [("", _("All acts")), *types.registered().items()]  # type: ignore[attr-defined]
