"""What the exporter fills in about the deal. Lists of parties and items are handed in: a form never asks the database twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base import countries
from licet.service.base.forms import PlainForm
from licet.service.parties.models import Party, PartyKind, PartyType

from .models import Item, ItemKind, PartyRole, Relation, TransferAct
from .services import ChainError
from .services.deal import refuse_roles
from .splitting import PARTS, sounds_like_platform

GOVERNMENT = frozenset(kind for kind in PartyType.values if kind.startswith("gov_"))


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """What can be chosen is known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField), f"{name} offers choices"
    field.choices = list(choices)


class Roles(forms.MultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("What does it do in this deal?"),
            choices=PartyRole.choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy(
                "Tick all that apply. The end-user is the unit that will operate or use it: never a reseller or integrator."
            ),
        )


class RolesForm(PlainForm):
    """The roles of a party that is described already."""

    roles = Roles()

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.party = party

    def clean_roles(self) -> list[str]:
        roles: list[str] = self.cleaned_data["roles"]
        try:
            refuse_roles(self.party, roles)
        except ChainError as error:
            raise forms.ValidationError(error.message) from None
        return roles


class KnownPartyForm(PlainForm):
    """A party described for an earlier deal is taken up again, with its whole dossier."""

    party = forms.ChoiceField(label=gettext_lazy("Which one?"))
    roles = Roles()

    def __init__(self, *args: Any, parties: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_id = {str(party.pk): party for party in parties}
        names = [(key, party.name) for key, party in self._by_id.items()]
        offer(self, "party", [("", _("Choose a party")), *names])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        party = self._by_id.get(cleaned.get("party", ""))
        if party and cleaned.get("roles"):
            try:
                refuse_roles(party, cleaned["roles"])
            except ChainError as error:
                self.add_error("roles", error.message)
        cleaned["party"] = party
        return cleaned


class PartyForm(PlainForm):
    """A party with its roles. An end-user of a government is an operating unit, with its ministry and its mandate."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        help_text=gettext_lazy(
            "For the end-user: the unit itself, for example “Police Directorate, Department 9”."
        ),
    )
    roles = Roles()
    type = forms.ChoiceField(
        label=gettext_lazy("What kind of body is it?"),
        choices=[("", gettext_lazy("Choose one")), *PartyType.choices],
    )
    type_text = forms.CharField(
        label=gettext_lazy("If other: what is it, in your words?"), max_length=75, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Is it a person, an organisation, or a unit of one?"),
        choices=PartyKind.choices,
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(label=gettext_lazy("Country where it is established"))
    address = forms.CharField(
        label=gettext_lazy("Address"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    registration = forms.CharField(
        label=gettext_lazy("Registration number, if it has one"), max_length=100, required=False
    )
    other_names = forms.CharField(
        label=gettext_lazy("Other names"),
        help_text=gettext_lazy("Former names, abbreviations, other scripts: one per line."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    ministry = forms.CharField(
        label=gettext_lazy("Ministry or organisation it belongs to"),
        help_text=gettext_lazy("For a unit, for example “Ministry of the Interior”."),
        max_length=300,
        required=False,
    )
    mandate = forms.CharField(
        label=gettext_lazy("Mandate"),
        help_text=gettext_lazy(
            "For an end-user: the law or order that says what the unit may do, and against whom."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "country", country_choices(_("Choose a country")))

    def clean_other_names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["other_names"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_type(cleaned)
        self._check_unit(cleaned)
        self._check_roles(cleaned)
        return cleaned

    def _check_type(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("type") == PartyType.OTHER and not cleaned.get("type_text"):
            self.add_error("type_text", _("Say in words what kind of body this is."))

    def _check_unit(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("kind") == PartyKind.UNIT and not cleaned.get("ministry"):
            self.add_error("ministry", _("Name the ministry or organisation the unit belongs to."))
        if PartyRole.END_USER not in cleaned.get("roles", []) or cleaned.get("type") not in GOVERNMENT:
            return
        if cleaned.get("kind") and cleaned["kind"] != PartyKind.UNIT:
            self.add_error(
                "kind",
                _(
                    "A government end-user is the operating unit that will use the item. Choose “Operating unit”, and"
                    " name the unit and the ministry it belongs to."
                ),
            )
        if not cleaned.get("mandate"):
            self.add_error(
                "mandate",
                _("Enter the unit’s mandate: the law or order that says what it may do, and against whom."),
            )

    def _check_roles(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("roles"):
            return
        try:
            refuse_roles(Party(name=cleaned.get("name", ""), type=cleaned.get("type", "")), cleaned["roles"])
        except ChainError as error:
            self.add_error("roles", error.message)


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
    host = forms.ChoiceField(label=gettext_lazy("On whose servers does it run, if on any?"), required=False)
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

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("destination") and cleaned.get("destination") == cleaned.get("source") == cleaned.get(
            "actor"
        ):
            self.add_error(
                "destination", _("Nothing changes hands here. Choose who receives it or may use it.")
            )
        return cleaned

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


def country_choices(empty: str) -> list[tuple[str, str]]:
    return [("", empty), *countries.choices()]
