"""Where Licet differs from what django-allauth does by itself."""

from __future__ import annotations

import io
import time
from contextlib import suppress
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import secrets_at_rest, sessions
from .mail import MailNotSent, deliver
from .models import User
from .proxies import client_address
from .services.registering import register

JUST_NOW = 300  # seconds


def display(user: User) -> str:
    return user.name


WRONG_CODE = _("This code is not right, or was used already. Enter the newest one.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right. Check both."),
        "too_many_login_attempts": _("There were too many attempts. Wait ten minutes, then try again."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password. Check it and try again."),
        "enter_current_password": _("This is not your current password. Check it and try again."),
        "rate_limited": _("There were too many attempts. Wait ten minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.REGISTRATION)

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Only a person who registers an exporting organisation comes in this way."""
        data = form.cleaned_data
        return register(
            email=data["email"],
            name=data["name"],
            password=data["password1"],
            organisation=data["organisation"],
            country=data["country"],
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("work")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("people:account")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has signed in this moment has just shown who she is."""
        began = context.request.session.get(sessions.BEGAN, 0)
        return bool(time.time() - began > JUST_NOW)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A page answers the same whether or not a mail went out: who asks learns nothing of accounts or of our server."""
        request = globals()["context"].request
        site = RequestSite(request)
        message = self.render_mail(
            template_prefix, email, {"request": request, "email": email, "current_site": site, **context}
        )
        with suppress(MailNotSent):  # noted in the log, for whoever runs the service
            deliver(message)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _(
            "This is your last second factor, and your role needs one. Add another one first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_at_rest.unseal(encrypted_text)

    def build_totp_svg(self, url: str) -> SafeString:
        picture = io.BytesIO()
        segno.make(url, error="m").save(
            picture, kind="svg", scale=5, border=2, xmldecl=False, svgns=True, light="#ffffff"
        )
        return mark_safe(picture.getvalue().decode())  # noqa: S308 - drawn by us from an address that we made

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """An official keeps at least one second factor; recovery codes are none."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        real = others.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return not authenticator.user.is_official or real.exists()


class ProviderAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """An identity nobody has linked opens nothing and makes no account, whatever e-mail address it claims."""
        return False
