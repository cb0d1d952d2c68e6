"""From an invitation to a second factor and a passkey, in a browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from cast import organisation_of
from django.core import mail
from signing import code_for
from walker import Walker

from licet.service.people.models import Role, User
from licet.service.people.services import inviting

pytestmark = pytest.mark.journey
PASSWORD = "four black crows wait"


@pytest.fixture(autouse=True)
def quick_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def address_of_invitation(people: dict[str, User]) -> str:
    ines = people["ines"]
    inviting.invite(
        actor=ines,
        email="nora@example.org",
        organisation=organisation_of(people["olga"]),
        role=Role.OFFICER,
        site="http://localhost",
    )
    found = re.search(r"/invitation/\S+/", str(mail.outbox[-1].body))
    assert found
    return found[0]


def come_in(walker: Walker, people: dict[str, User]) -> None:
    walker.go(address_of_invitation(people), name="invitation")
    walker.fill(name="Nora Newcomer", password=PASSWORD)
    walker.press("Accept", picture="second factor needed")
    assert walker.reads("Your role needs a second factor")


def give_password(walker: Walker) -> None:
    walker.go("/sign-in/")
    walker.fill(login="nora@example.org", password=PASSWORD)
    walker.press("Sign in", picture="code asked for")


def test_an_invited_official_sets_up_an_app_and_signs_in_with_its_codes(
    walk: Callable[..., Walker], people: dict[str, User]
) -> None:
    nora = walk()
    come_in(nora, people)
    nora.press("Set up an app", picture="set up an app")
    secret = nora.page.locator("[data-key]").inner_text()
    nora.fill(code=code_for(secret))
    nora.press("Set up", picture="recovery codes")
    codes = nora.page.locator("main li code").all_inner_texts()
    assert len(codes) == 10
    nora.press("I have kept them", picture="your account")
    nora.press("Sign out")
    give_password(nora)
    nora.fill(code="000000")
    nora.press("Continue", picture="wrong code")
    nora.fill(code=codes[0])
    nora.press("Continue")
    assert nora.page.url.endswith("/work" + "/")
    nora.go("/account/sessions/", name="where signed in")


def test_a_passkey_is_made_and_signs_in_alone(walk: Callable[..., Walker], people: dict[str, User]) -> None:
    nora = walk()
    chrome = nora.context.new_cdp_session(nora.page)
    chrome.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    come_in(nora, people)
    nora.press("Add a passkey", picture="add a passkey")
    nora.fill(name="Work laptop")
    nora.page.get_by_label("Sign in with this passkey alone").check()
    nora.page.get_by_role("button", name="Add a passkey").click()
    nora.page.wait_for_url("**/second-factor/codes/")
    nora.press("I have kept them")
    nora.go("/account/passkeys/", name="passkeys")
    assert nora.reads("Work laptop")
    nora.press("Sign out")
    nora.go("/sign-in/", name="sign in with a passkey")
    nora.page.get_by_role("button", name="Sign in with a passkey").click()
    nora.page.wait_for_url("**/work" + "/")
    assert nora.reads("Nora Newcomer")
    nora.press("Sign out")
    give_password(nora)
    nora.page.get_by_role("button", name="Use a passkey").click()
    nora.page.wait_for_url("**/work" + "/")


def test_without_a_passkey_that_answers_the_page_says_so(
    walk: Callable[..., Walker], people: dict[str, User]
) -> None:
    visitor = walk()
    chrome = visitor.context.new_cdp_session(visitor.page)
    chrome.send("WebAuthn.enable")
    visitor.go("/sign-in/")
    button = visitor.page.get_by_role("button", name="Sign in with a passkey")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    problem = visitor.page.get_by_role("alert").filter(has_text="The passkey did not answer")
    assert not problem.is_visible()
    button.click()
    problem.wait_for()
    visitor.look("no passkey answers")
