"""`licet people invite`: how the first administrator of a fresh installation comes in."""

from __future__ import annotations

import pytest
from cast import post
from signing import browser

from licet.cli.exits import BAD_INPUT
from licet.cli.main import main
from licet.service.people.models import Organisation, Role, User

pytestmark = pytest.mark.django_db


def test_the_address_it_prints_makes_the_first_administrator(capsys: pytest.CaptureFixture[str]) -> None:
    line = ["people", "invite", "--role", "administrator", "--country", "be", "Ada@example.org"]
    assert main(line) == 0
    address = capsys.readouterr().out.strip()
    assert address.startswith("http://127.0.0.1:8000/invitation/")
    path = address.removeprefix("http://127.0.0.1:8000")
    post(browser(), path, {"name": "Ada First", "password": "four black crows wait"})
    ada = User.objects.get(email="ada@example.org")
    assert ada.roles == {Role.ADMINISTRATOR}
    assert Organisation.objects.get().country == "BE"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--role", "administrator", "ada@example.org"], "Give --country"),
        (["--role", "administrator", "--country", "ZZZ", "ada@example.org"], "no such country"),
        (["--role", "administrator", "--country", "BE", "ada"], "is no e-mail address"),
    ],
)
def test_bad_input_says_what_to_give(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["people", "invite", *arguments]) == BAD_INPUT
    assert words in capsys.readouterr().err
    assert not Organisation.objects.exists()


def test_a_role_the_organisation_does_not_have_is_named(
    capsys: pytest.CaptureFixture[str], olga: User
) -> None:
    assert main(["people", "invite", "--role", "auditor", "a@example.org"]) == BAD_INPUT
    assert "--role" in capsys.readouterr().err
