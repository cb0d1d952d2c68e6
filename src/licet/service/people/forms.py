from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm

from .models import User
from .policy import ACTS


class SignInForm(PlainForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": _("Enter your e-mail address"),
            "invalid": _("Enter an e-mail address in the correct format, like name@example.org"),
        },
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Enter your password")},
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self._user: User | None = None

    @property
    def user(self) -> User:
        """Who signed in; only after the form was found valid."""
        if self._user is None:
            raise RuntimeError("The form has not been found valid.")
        return self._user

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "email" in data and "password" in data:
            email = data["email"].lower()
            self._user = authenticate(self.request, username=email, password=data["password"])
            if self._user is None:
                raise forms.ValidationError(_("The e-mail address or the password is not right. Check both."))
        return data


class ExplainForm(PlainForm):
    """Which act, and to which object."""

    act = forms.ChoiceField(label=_("Act"))
    object_id = forms.UUIDField(
        label=_("Number of the object"),
        required=False,
        help_text=_("The identifier in the address of its page. Leave it empty to ask of the role alone."),
        error_messages={
            "invalid": _("Enter the identifier as the address shows it: 32 letters and digits with hyphens")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["act"])
        field.choices = [
            (act.code, f"{act.label} ({act.code})") for act in sorted(ACTS.values(), key=lambda a: a.code)
        ]
