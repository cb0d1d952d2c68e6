"""Signing in as a person does, through the pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cast import post
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import reverse

from licet.service.people.models import User

PASSWORD = "seven grey herons fly"
SIGN_IN = "/sign-in/"
WORK = reverse("work")


def browser(**headers: str) -> Client:
    """A browser with nobody signed in, with CSRF checks on."""
    return Client(enforce_csrf_checks=True, **headers)  # type: ignore[arg-type]


def text(response: Any) -> str:
    content: bytes = response.content
    return content.decode()


def sign_in(client: Client, user: User | str, password: str = PASSWORD, **more: str) -> Any:
    email = user if isinstance(user, str) else user.email
    return post(client, SIGN_IN, {"login": email, "password": password, **more})


def signed_in(user: User) -> Client:
    """Past the password; an official is asked for a second factor, or to set one up."""
    client = browser()
    assert sign_in(client, user).status_code == 302
    return client


def code_for(secret: str, *, ago: int = 0) -> str:
    """The six digits an app shows (RFC 6238), `ago` steps of thirty seconds before now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago)))


def set_up_app(client: Client) -> str:
    """Set up an app through the pages; the secret it keeps."""
    page = text(client.get("/account/second-factor/app/"))
    secret = page.split("data-key>")[1].split("<")[0]
    response = post(client, "/account/second-factor/app/", {"code": code_for(secret)})
    assert response.status_code == 302, text(response)
    return secret


def recovery_codes(user: User) -> list[str]:
    found = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    codes: list[str] = found.wrap().get_unused_codes()
    return codes


@contextmanager
def counted_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    made: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        made.append(password)
        return encode(self, password, salt)

    with monkeypatch.context() as patched:
        patched.setattr(MD5PasswordHasher, "encode", counting)
        yield made
