"""Signing in, registering, passwords and e-mail addresses."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from licet.service.base import countries

from .plain import EMAIL, EMAIL_ERRORS, PASSWORD_HINT, Restyled


class SignInForm(Restyled, allauth.LoginForm):
    words = {
        "login": (EMAIL, "", EMAIL_ERRORS["required"]),
        "password": (_("Password"), "", _("Enter your password")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


class RegisterForm(Restyled, allauth.SignupForm):
    """A person and the exporting organisation she says she belongs to."""

    organisation = forms.CharField(max_length=200)
    country = forms.ChoiceField()
    name = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    field_order = ["organisation", "country", "name", "email", "password1"]
    words = {
        "organisation": (
            _("Name of the organisation"),
            _("The legal name, as in the company register."),
            _("Enter the name of the organisation"),
        ),
        "country": (_("Country where it is established"), "", _("Choose a country")),
        "name": (_("Your name"), "", _("Enter your name")),
        "email": (EMAIL, _("At work. We send a code to it."), EMAIL_ERRORS["required"]),
        "password1": (_("Password"), PASSWORD_HINT, _("Choose a password")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)
        country.choices = [("", _t("Choose a country")), *countries.choices()]

    def try_save(self, request: Any) -> Any:
        """An address that is here already costs the same work as a new one, so that time tells nothing."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    def custom_signup(self, request: Any, user: Any) -> None:
        """Nothing more: the adapter has made person, organisation and role."""


class MailCodeForm(Restyled, allauth.ConfirmEmailVerificationCodeForm):
    words = {"code": (_("Code"), _("It is in the e-mail we sent you."), _("Enter the code from the e-mail"))}


class ForgottenPasswordForm(Restyled, allauth.ResetPasswordForm):
    words = {"email": (EMAIL, "", EMAIL_ERRORS["required"])}


class NewPasswordForm(Restyled, allauth.ResetPasswordKeyForm):
    words = {
        "password1": (_("New password"), PASSWORD_HINT, _("Choose a password")),
        "password2": (_("New password again"), "", _("Enter the new password again")),
    }


class FirstPasswordForm(Restyled, allauth.SetPasswordForm):
    words = NewPasswordForm.words


class ChangePasswordForm(Restyled, allauth.ChangePasswordForm):
    words = {
        "oldpassword": (_("Current password"), "", _("Enter your current password")),
        **NewPasswordForm.words,
    }


class ChangeEmailForm(Restyled, allauth.AddEmailForm):
    words = {
        "email": (_("New e-mail address"), _("We send a code to it."), _("Enter the new e-mail address"))
    }


class ConfirmPasswordForm(Restyled, allauth.ReauthenticateForm):
    words = {"password": (_("Password"), "", _("Enter your password"))}
