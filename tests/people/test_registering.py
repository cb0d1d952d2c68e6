"""An exporter registers the organisation: what works at once, what waits, and what a stranger learns."""

from __future__ import annotations

import re
from typing import Any

import officer_walk as walk
import pytest
from cast import client_for, post
from django.core import mail
from exporter_walk import DECLARED
from officer_walk import office, small_law
from signing import PASSWORD, WORK, browser, counted_hashes, sign_in, text

from licet.service.applications import services as applications
from licet.service.people.models import Organisation, Role, User
from licet.service.people.policy import Refused, may
from licet.service.people.services.registering import NameTaken, confirm_organisation
from licet.service.records.models import Event

__all__ = ["office", "small_law"]

REGISTER, CODE = "/account/register/", "/account/email/code/"
FORM = {
    "organisation": "Harbour Tools Ltd",
    "country": "XB",
    "name": "Hanna Harbour",
    "email": "hanna@harbour.example",
    "password1": PASSWORD,
}


def code_in(message: Any) -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", str(message.body), re.MULTILINE)
    assert found, message.body
    return found[1]


def registered() -> tuple[Any, User]:
    client = browser()
    assert post(client, REGISTER, FORM).headers["Location"] == CODE
    assert post(client, CODE, {"code": code_in(mail.outbox[-1])}).headers["Location"] == WORK
    return client, User.objects.get(email="hanna@harbour.example")


def test_with_the_code_from_the_mail_one_is_in(db: None) -> None:
    client, hanna = registered()
    assert hanna.roles == {Role.EXPORTER}
    page = text(client.get("/account/"))
    assert "Harbour Tools Ltd" in page
    assert "not confirmed by the authority yet" in page


@pytest.mark.parametrize("code", ["", "WRONG1"])
def test_without_it_one_is_not(db: None, code: str) -> None:
    client = browser()
    post(client, REGISTER, FORM)
    assert client.get(WORK).status_code == 302
    assert post(client, CODE, {"code": code}).status_code == 200
    assert client.get(WORK).status_code == 302


def test_the_password_alone_asks_for_a_code_again(db: None) -> None:
    post(browser(), REGISTER, FORM)
    client = browser()
    assert sign_in(client, FORM["email"]).headers["Location"] == CODE
    assert client.get(WORK).status_code == 302


def test_somebody_who_is_here_already_is_told_by_mail_and_the_page_says_nothing(nina: User) -> None:
    answers = []
    for email in (nina.email, "new@harbour.example"):
        client = browser()
        answer = post(client, REGISTER, {**FORM, "email": email})
        page = text(client.get(CODE)).replace(email, "")
        answers.append((answer.status_code, answer.headers["Location"], re.sub(r'value="[^"]*"', "", page)))
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[nina.email], ["new@harbour.example"]]
    assert User.objects.filter(email=nina.email).count() == 1


def test_it_costs_as_many_hashes_for_who_is_here_as_for_who_is_not(
    nina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    for email in (nina.email, "new@harbour.example"):
        with counted_hashes(monkeypatch) as made:
            post(browser(), REGISTER, {**FORM, "email": email})
        counts.append(len(made))
    assert counts[0] == counts[1] == 1


def test_the_name_of_an_organisation_that_is_here_tells_nothing_either(elena: User) -> None:
    post(browser(), REGISTER, {**FORM, "organisation": "Perceptor Systems"})
    claimed = Organisation.objects.get(name="Perceptor Systems", claimed=True)
    assert claimed.pk not in elena.organisation_ids


def test_a_claim_is_confirmed_by_an_administrator_who_says_how_she_checked(people: dict[str, User]) -> None:
    _client, hanna = registered()
    organisation = hanna.memberships.get().organisation
    page = text(client_for(people["ines"]).get("/people/"))
    assert "Harbour Tools Ltd" in page
    path = f"/people/organisations/{organisation.pk}/"
    post(client_for(people["ines"]), path, {"checked": "Called back at the number in the register."})
    assert not Organisation.objects.get(pk=organisation.pk).claimed
    event = Event.objects.get(type="organisation.confirmed")
    assert event.payload == {"checked": "Called back at the number in the register."}


def test_nobody_else_confirms(people: dict[str, User]) -> None:
    _client, hanna = registered()
    organisation = hanna.memberships.get().organisation
    for actor in (hanna, people["olga"], people["paul"], people["elena"]):
        with pytest.raises(Refused):
            confirm_organisation(actor=actor, organisation=organisation, checked="Trust me.")


def test_a_second_organisation_of_the_same_name_is_not_confirmed(people: dict[str, User]) -> None:
    post(browser(), REGISTER, {**FORM, "organisation": "Perceptor Systems"})
    claimed = Organisation.objects.get(name="Perceptor Systems", claimed=True)
    with pytest.raises(NameTaken, match="Invite the person there"):
        confirm_organisation(actor=people["ines"], organisation=claimed, checked="Called back.")


def test_who_never_showed_the_address_is_hers_is_not_put_before_anybody(people: dict[str, User]) -> None:
    post(browser(), REGISTER, FORM)
    page = text(client_for(people["ines"]).get("/people/"))
    assert f"/people/organisations/{Organisation.objects.get(claimed=True).pk}/" not in page


def test_a_claimed_organisation_writes_a_draft_and_hands_in_nothing(
    office: None, people: dict[str, User]
) -> None:
    elena = people["elena"]
    Organisation.objects.filter(pk__in=elena.organisation_ids).update(claimed=True)
    draft = walk.deal(elena)
    assert may(elena, "application.edit", draft)
    with pytest.raises(Refused, match="not confirmed your organisation yet"):
        applications.submit(actor=elena, application=draft, declared=DECLARED)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("organisation", "Enter the name of the organisation"),
        ("country", "Choose a country"),
        ("name", "Enter your name"),
        ("email", "Enter your e-mail address"),
        ("password1", "Choose a password"),
    ],
)
def test_what_is_missing_is_named(db: None, field: str, words: str) -> None:
    page = text(post(browser(), REGISTER, {**FORM, field: ""}))
    assert words in page
    assert not User.objects.exists()


def test_an_authority_may_close_the_door(db: None, settings: Any) -> None:
    settings.REGISTRATION = False
    assert "No account here" in text(browser().get(REGISTER))
    post(browser(), REGISTER, FORM)
    assert not User.objects.exists()


def test_a_new_e_mail_address_counts_once_its_code_is_entered(nina: User) -> None:
    client = browser()
    sign_in(client, nina)
    post(client, "/account/email/", {"email": "nina@new.example", "action_add": ""})
    assert User.objects.get(pk=nina.pk).email == "nina.nord@example.invalid"
    code = code_in(next(message for message in mail.outbox if message.to == ["nina@new.example"]))
    post(client, CODE, {"code": code})
    assert User.objects.get(pk=nina.pk).email == "nina@new.example"
    assert sign_in(browser(), "nina@new.example").status_code == 302
