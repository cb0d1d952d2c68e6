"""What is sold, and how its parts relate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import PlainForm

from ..models import Item, ItemKind, Relation
from ..splitting import PARTS, sounds_like_platform
from .choices import offer


class ItemForm(PlainForm):
    """One item of one kind."""

    name = forms.CharField(label=gettext_lazy("What is it called?"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of thing is it?"), choices=ItemKind.choices, widget=forms.RadioSelect
    )
    description = forms.CharField(
        label=gettext_lazy("What does it do?"),
        help_text=gettext_lazy("Technical specification and performance, as precisely as you can."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
    )
    quantity = forms.CharField(
        label=gettext_lazy("Quantity"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("For example: 2 servers, 20 seats, 24 months."),
    )
    value = forms.DecimalField(
        label=gettext_lazy("Value of this item, in the currency of the contract"),
        max_digits=14,
        decimal_places=2,
        min_value=0,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        name = cleaned.get("name", "")
        if sounds_like_platform(name) and not self.initial.get("name"):
            self.add_error(
                "name",
                _(
                    "“%(name)s” sounds like several things sold as one. Use “Split what is sold” and name its parts: the"
                    " rules speak of each part, not of the platform."
                )
                % {"name": name},
            )
        return cleaned


class SplitForm(PlainForm):
    """A platform or service, and the parts it consists of."""

    sold_as = forms.CharField(
        label=gettext_lazy("Under which name is it sold?"),
        max_length=180,
        help_text=gettext_lazy("For example: Lynx Platform."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What does the customer, or anybody else in the deal, get?"),
        help_text=gettext_lazy("Tick all that apply, also what is included in the price or comes later."),
        choices=[(part.code, part.label) for part in PARTS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one part.")},
    )


class RelationForm(PlainForm):
    """How one item relates to another."""

    relation = forms.ChoiceField(
        label=gettext_lazy("This item"), choices=[("", gettext_lazy("Choose one")), *Relation.choices]
    )
    target = forms.ChoiceField(label=gettext_lazy("Which other item?"))

    def __init__(self, *args: Any, others: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(item.pk): item for item in others}
        names = [(key, item.name) for key, item in self._by_id.items()]
        offer(self, "target", [("", _("Choose an item")), *names])

    def clean_target(self) -> Item:
        return self._by_id[self.cleaned_data["target"]]
