"""How often one may try, counted for all server processes together, and whose try it was."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from cast import post
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory
from signing import SIGN_IN, browser, sign_in, text

from licet.service.base import sign_in_settings
from licet.service.base.config import SettingError
from licet.service.people.models import User
from licet.service.people.proxies import client_address


def test_five_wrong_passwords_from_two_places_close_the_account_to_a_third(nina: User) -> None:
    places = ["192.0.2.1", "192.0.2.2"]
    for number in range(5):
        assert sign_in(browser(REMOTE_ADDR=places[number % 2]), nina, "wrong").status_code == 200
    answer = sign_in(browser(REMOTE_ADDR="192.0.2.3"), nina)
    assert "too many attempts" in text(answer)


def test_a_right_password_in_between_forgives_nothing(nina: User, rival: User) -> None:
    for _ in range(4):
        sign_in(browser(), nina, "wrong")
    assert sign_in(browser(), nina).status_code == 302
    sign_in(browser(), nina, "wrong")
    assert "too many attempts" in text(sign_in(browser(), nina))


def test_other_accounts_stay_open(nina: User, otto: User) -> None:
    for _ in range(6):
        sign_in(browser(REMOTE_ADDR="192.0.2.1"), nina, "wrong")
    assert sign_in(browser(REMOTE_ADDR="192.0.2.2"), otto).status_code == 302


def test_one_place_that_tries_many_accounts_is_stopped(db: None) -> None:
    answers = [sign_in(browser(), f"person{number}@example.org", "wrong") for number in range(31)]
    assert "too many attempts" in text(answers[-1])
    assert "too many attempts" not in text(answers[0])


def test_a_forged_header_makes_nobody_another_client(db: None) -> None:
    """Without a proxy of ours before us, what X-Forwarded-For says is nobody's word."""
    for number in range(60):
        client = browser(HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
        post(client, SIGN_IN, {"login": f"person{number}@example.org", "password": "wrong"})
    answer = post(
        browser(HTTP_X_FORWARDED_FOR="192.0.2.99"), SIGN_IN, {"login": "a@example.org", "password": "x"}
    )
    assert answer.status_code == 429


def test_mails_to_one_address_are_limited(nina: User) -> None:
    path = "/account/password/forgotten/"
    answers = [
        post(browser(REMOTE_ADDR=f"192.0.2.{number}"), path, {"email": nina.email}) for number in range(6)
    ]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_the_count() -> None:
    cache.set("counted", 5, 60)
    code = (
        "import sys, django; from django.conf import settings; django.setup();"
        "from django.db import connection; connection.settings_dict['NAME'] = sys.argv[1];"
        "from django.core.cache import cache; print(cache.get('counted'))"
    )
    name = str(connection.settings_dict["NAME"])
    found = subprocess.run([sys.executable, "-c", code, name], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "5"


@pytest.mark.parametrize(
    ("proxies", "header", "address"),
    [
        (0, "", "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),  # the left part is what the client wrote
        (2, "10.0.0.1, 203.0.113.9, 192.0.2.5", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),  # it did not come through both
        (1, "", "198.51.100.7"),
        (1, "no address", "0.0.0.0"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_client_is_who_our_own_proxies_saw(
    proxies: int, header: str, address: str, settings: Any
) -> None:
    settings.PROXIES = proxies
    more = {"HTTP_X_FORWARDED_FOR": header} if header else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", **more)) == address  # type: ignore[arg-type]


# --- mail ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://bot:p%40ss@mail.example:2525", ("mail.example", 2525, "bot", "p@ss", False, True)),
        ("smtps://bot:secret@mail.example", ("mail.example", 465, "bot", "secret", True, False)),
        ("smtp://localhost", ("localhost", 587, "", "", False, False)),
    ],
)
def test_a_mail_server_is_one_address(
    url: str, expected: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LICET_EMAIL_URL", url)
    made = sign_in_settings.mail()
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_SSL", "USE_TLS")
    assert tuple(made[f"EMAIL_{name}"] for name in names) == expected


@pytest.mark.parametrize("url", ["mail.example", "smtp://", "imap://mail.example"])
def test_no_mail_server_is_refused_with_an_example(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICET_EMAIL_URL", url)
    with pytest.raises(SettingError, match="smtp://user:password@host:587"):
        sign_in_settings.mail()


def test_without_one_mails_lie_in_files_only_we_can_read(nina: User, settings: Any) -> None:
    from pathlib import Path

    settings.EMAIL_BACKEND = "licet.service.people.mail.PrivateFiles"
    settings.EMAIL_FILE_PATH = Path(settings.DATA_DIR) / "mail"
    post(browser(), "/account/password/forgotten/", {"email": nina.email})
    (written,) = settings.EMAIL_FILE_PATH.iterdir()
    assert "/account/password/new/" in written.read_text()
    assert settings.EMAIL_FILE_PATH.stat().st_mode & 0o077 == 0


def test_a_mail_server_that_is_away_tells_a_stranger_nothing(nina: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    for email in (nina.email, "nobody@example.org"):
        answer = post(browser(), "/account/password/forgotten/", {"email": email})
        assert answer.headers["Location"] == "/account/password/forgotten/sent/"
