"""Who is in the deal, and in which role."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.service.base.forms import PlainForm
from licet.service.parties.models import Party, PartyKind, PartyType

from ..models import PartyRole
from ..services import ChainError
from ..services.deal import refuse_roles
from .choices import country_choices, offer

GOVERNMENT = frozenset(kind for kind in PartyType.values if kind.startswith("gov_"))


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
