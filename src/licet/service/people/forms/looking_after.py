"""Inviting people, confirming organisations, resetting second factors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from licet.service.base import countries
from licet.service.base.forms import PlainForm

from ..models import Invitation, Organisation, Role, User
from ..services.joining import ROLES_OF
from .plain import EMAIL, EMAIL_ERRORS, PASSWORD_HINT


class ColleagueForm(PlainForm):
    email = forms.EmailField(
        label=EMAIL, help_text=_("We send a one-time address to it."), error_messages=EMAIL_ERRORS
    )


class InviteForm(ColleagueForm):
    """Into an organisation that is here, or into a new one."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, choices=Role.choices)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("A new organisation"),
    )
    name = forms.CharField(
        label=_("Name of the new organisation"),
        help_text=_("Only if it is not in the list."),
        max_length=200,
        required=False,
    )
    country = forms.ChoiceField(label=_("Country of the new organisation"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation, country = self.fields["organisation"], self.fields["country"]
        assert isinstance(organisation, forms.ModelChoiceField) and isinstance(country, forms.ChoiceField)
        organisation.queryset = Organisation.objects.filter(claimed=False).order_by("kind", "name")
        country.choices = [("", _t("Choose a country")), *countries.choices()]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        organisation, role = data.get("organisation"), data.get("role")
        if organisation is None and "organisation" not in self.errors:
            self._need_new(data)
        elif organisation and role and role not in ROLES_OF[Organisation.Kind(organisation.kind)]:
            self.add_error("role", _("This role does not exist in that organisation. Choose another one."))
        return data

    def _need_new(self, data: dict[str, Any]) -> None:
        if not data.get("name"):
            self.add_error("name", _("Choose an organisation, or enter the name of the new one"))
        elif not data.get("country"):
            self.add_error("country", _("Choose the country of the new organisation"))


class AcceptForm(PlainForm):
    """What a newcomer adds to her invitation."""

    name = forms.CharField(
        label=_("Your name"),
        help_text=_("As it stands in letters and on the record."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name")},
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HINT,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password")},
    )

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "password" in data:
            somebody = User(email=self.invitation.email, name=data.get("name", ""))
            try:
                validate_password(data["password"], somebody)
            except ValidationError as error:
                self.add_error("password", error)
        return data


class ConfirmOrganisationForm(PlainForm):
    checked = forms.CharField(
        label=_("How did you check that the person belongs to the organisation?"),
        help_text=_(
            "For instance: called back at the number in the company register. It goes into the record."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say how you checked it")},
    )


class AskResetForm(PlainForm):
    reason = forms.CharField(
        label=_("How do you know that it is really this person who asks?"),
        help_text=_("For instance: she came to the office with her card. It goes into the record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say how you know it")},
    )
