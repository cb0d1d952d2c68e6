"""Second factors: codes from an app, passkeys."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from .credentials import registration
from .plain import Restyled

APP_CODE = (_("Code"), _("Six digits from your app, or one of your recovery codes."), _("Enter the code"))


class CodeForm(Restyled, base.AuthenticateForm):
    words = {"code": APP_CODE}


class ConfirmCodeForm(Restyled, base.ReauthenticateForm):
    words = {"code": APP_CODE}


class StartAppForm(Restyled, totp.ActivateTOTPForm):
    words = {"code": (_("Code"), _("The six digits that the app shows now."), _("Enter the code"))}


class AddPasskeyForm(Restyled, webauthn.AddWebAuthnForm):
    credential = registration()
    words = {
        "name": (_("Name of the passkey"), _("So that you recognise it, for example “Work laptop”."), ""),
        "passwordless": (
            _("Sign in with this passkey alone, without a password"),
            _(
                "It must ask for your finger, your face or a PIN. Leave this out for a key that only has a button."
            ),
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True  # what nearly every device can do


class RenamePasskeyForm(Restyled, webauthn.EditWebAuthnForm):
    words = {"name": (_("Name of the passkey"), "", _("Enter a name"))}
