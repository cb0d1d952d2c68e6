"""Who does what with which item."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base import countries
from licet.service.base.forms import PlainForm
from licet.service.parties.models import Party

from ..models import Item, TransferAct
from .choices import country_choices, offer


class TransferForm(PlainForm):
    """One leg of the chain, in plain words."""

    item = forms.ChoiceField(label=gettext_lazy("Which item?"))
    act = forms.ChoiceField(
        label=gettext_lazy("What is done with it?"), choices=TransferAct.choices, widget=forms.RadioSelect
    )
    actor = forms.ChoiceField(
        label=gettext_lazy("Who does it?"), help_text=gettext_lazy("Who decides on it and carries it out.")
    )
    source = forms.ChoiceField(
        label=gettext_lazy("From whom?"), help_text=gettext_lazy("Where it is before.")
    )
    destination = forms.ChoiceField(
        label=gettext_lazy("To whom?"), help_text=gettext_lazy("Who receives it, or may use it.")
    )
    via = forms.MultipleChoiceField(
        label=gettext_lazy("Through whom does it pass?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Leave empty if it goes directly."),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Does it pass through, or take place in, another country?"),
        required=False,
        help_text=gettext_lazy("For example where the training is held."),
    )
    host = forms.ChoiceField(
        label=gettext_lazy("On whose servers does it run, if on any?"),
        required=False,
        help_text=gettext_lazy("Needed where access is given."),
    )
    accessor = forms.ChoiceField(
        label=gettext_lazy("Who can reach it there?"),
        required=False,
        help_text=gettext_lazy("If somebody other than the recipient can use it."),
    )

    def __init__(self, *args: Any, items: Sequence[Item], parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items = {str(item.pk): item for item in items}
        self._parties = {str(party.pk): party for party in parties}
        names = [
            (key, _("%(name)s (%(country)s)") % {"name": p.name, "country": countries.name_of(p.country)})
            for key, p in self._parties.items()
        ]
        offer(
            self,
            "item",
            [("", _("Choose an item")), *((key, item.name) for key, item in self._items.items())],
        )
        for name in ("actor", "source", "destination"):
            offer(self, name, [("", _("Choose a party")), *names])
        for name in ("host", "accessor"):
            offer(self, name, [("", _("Nobody")), *names])
        offer(self, "via", names)
        offer(self, "place", country_choices(_("No other country")))

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        parties = {
            name: self._parties.get(given[name])
            for name in ("actor", "source", "destination", "host", "accessor")
        }
        leg = {
            "item": self._items[given["item"]],
            "act": given["act"],
            "via_countries": [given["place"]] if given["place"] else [],
            **parties,
        }
        return {"leg": leg, "via": [self._parties[key] for key in given["via"]]}
