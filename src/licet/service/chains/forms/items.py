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


NOTHING_ELSE = "none"


class RelationForm(PlainForm):
    """Which other item an item belongs to, or that it belongs to nothing else."""

    relation = forms.ChoiceField(label=gettext_lazy("This item"), widget=forms.RadioSelect)
    target = forms.ChoiceField(
        label=gettext_lazy("Which other item?"),
        required=False,
        help_text=gettext_lazy("Leave empty if it stands on its own."),
    )

    def __init__(self, *args: Any, item: Item, others: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(other.pk): other for other in others}
        offer(self, "relation", _relations(item, others))
        offer(self, "target", [("", _("Choose an item")), *((key, i.name) for key, i in self._by_id.items())])
        self.fields["target"].says_so_itself = True  # type: ignore[attr-defined]  # needed with a relation

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        alone = cleaned.get("relation") == NOTHING_ELSE
        if alone and cleaned.get("target"):
            self.add_error(
                "target", _("It stands on its own, or it belongs to this item: choose one of the two.")
            )
        elif (
            "relation" in cleaned and not alone and not cleaned.get("target") and "target" not in self.errors
        ):
            self.add_error("target", _("Choose the other item."))
        return cleaned

    @property
    def target_item(self) -> Item | None:
        """The other item; None where it stands on its own."""
        return self._by_id.get(self.cleaned_data["target"])


def _relations(item: Item, others: Sequence[Item]) -> list[tuple[str, Any]]:
    """Access is always to something; where there is no other item, nothing can be related."""
    if item.kind == ItemKind.ACCESS:
        return [(Relation.ACCESS_TO.value, Relation.ACCESS_TO.label)]
    return [
        *(Relation.choices if others else ()),
        (NOTHING_ELSE, _("stands on its own: it belongs to nothing else")),
    ]
