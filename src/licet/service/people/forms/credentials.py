"""What a passkey's device answers, as anybody may write it: what is no such answer is refused in words, never with a fault."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

# What Python's reader of JSON and the library's readers of bytes raise on numbers of thousands of digits, on endless nesting
# and on data that is cut short.
UNREADABLE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


class CredentialField(forms.JSONField):
    """Read here once with everything caught: the library reads it again and meets nothing that it cannot read."""

    widget = forms.HiddenInput

    def __init__(self, read: Callable[[Any], object], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.read = read

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
            if found is not None:
                self.read(found)
        except ValidationError:
            raise
        except UNREADABLE as fault:
            raise get_adapter().validation_error("incorrect_code") from fault
        return found

    def bound_data(self, data: Any, initial: Any) -> Any:
        """The page that refuses shows nothing of it: the device is asked again."""
        return None


def registration() -> CredentialField:
    return CredentialField(RegistrationResponse.from_dict)


def authentication() -> CredentialField:
    return CredentialField(AuthenticationResponse.from_dict)


class SignInByPasskeyForm(webauthn.LoginWebAuthnForm):
    credential = authentication()


class ConfirmByPasskeyForm(webauthn.ReauthenticateWebAuthnForm):
    credential = authentication()


class SecondFactorByPasskeyForm(webauthn.AuthenticateWebAuthnForm):
    credential = authentication()
