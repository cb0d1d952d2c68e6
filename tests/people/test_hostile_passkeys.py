"""Whatever a stranger sends as a device's answer: told that it was not accepted, and nobody is signed in."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from cast import client_for, post
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_encode

from licet.service.people.models import User

NOT_READ = ("", "{", "9" * 5000, "[" * 100_000, '{"a":' * 100_000, "\x00", "NaN", "1e999")
NOT_MEANT = (
    "7",
    "[]",
    '"x"',
    "true",
    "{}",
    '{"id": 1}',
    '{"response": []}',
    '{"response": {"userHandle": 7}}',
)


def client_data(kind: str) -> str:
    return websafe_encode(
        json.dumps({"type": kind, "challenge": "eA", "origin": "http://testserver"}).encode()
    )


def answer(**response: Any) -> str:
    return json.dumps({"id": "eA", "rawId": "eA", "type": "public-key", "response": response})


def of_a_sign_in(data: bytes, user: str = "") -> str:
    return answer(
        clientDataJSON=client_data("webauthn.get"),
        authenticatorData=websafe_encode(data),
        signature="eA",
        userHandle=websafe_encode(user.encode()),
    )


CUT_SHORT = tuple(of_a_sign_in(b"x" * length) for length in (0, 1, 31, 33, 36, 37, 40, 60))
STRANGE_PEOPLE = tuple(
    of_a_sign_in(bytes(37), user) for user in ("", "x", "\x00", str(UUID(int=0)), "9" * 5000)
)
ATTESTED = tuple(
    answer(clientDataJSON=client_data("webauthn.create"), attestationObject=websafe_encode(data))
    for data in (
        b"",
        b"\xa0",
        b"\xa1",
        b"\xff" * 9,
        b"\xbf",
        b"\x9b" + b"\xff" * 8,
        b"\xa1\x61",
        b"\x81" * 5000,
    )
)


@pytest.mark.parametrize("credential", [*NOT_READ, *NOT_MEANT, *CUT_SHORT, *STRANGE_PEOPLE])
def test_signing_in_with_what_no_device_answered(db: None, credential: str) -> None:
    visitor = Client(enforce_csrf_checks=True)
    visitor.get(
        "/account/passkeys/sign-in/", headers={"X-Requested-With": "XMLHttpRequest"}
    )  # asks for a challenge
    told = post(visitor, "/account/passkeys/sign-in/", {"credential": credential})
    assert (told.status_code, told.headers["Location"]) == (302, reverse("account_login"))
    assert "_auth_user_id" not in visitor.session


@pytest.mark.parametrize("credential", [*NOT_READ, *NOT_MEANT, *ATTESTED])
def test_adding_what_no_device_made(olga: User, credential: str) -> None:
    browser = client_for(olga)
    browser.get("/account/passkeys/add/")  # asks for a challenge
    told = post(browser, "/account/passkeys/add/", {"name": "Key", "credential": credential})
    assert told.status_code == 200
    assert credential[:40] not in told.content.decode() or len(credential) < 8
    assert not Authenticator.objects.filter(user=olga, type="webauthn").exists()
