from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from licet.service.base.forms import PlainForm

from .models import User


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
            self._user = authenticate(self.request, username=email, password=data["password"])  # type: ignore[assignment]
            if self._user is None:
                raise forms.ValidationError(_("The e-mail address or the password is not right. Check both."))
        return data
