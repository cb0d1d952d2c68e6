"""A self-assessment becomes a draft application of the exporter who holds it."""

from __future__ import annotations

from typing import Any

import pytest
from self_assessment import DELIVERY, SPIES, Visitor

from licet.service.applications.models import Application, State
from licet.service.chains.models import Statement
from licet.service.chains.selectors import document
from licet.service.corpus.services import ask
from licet.service.people.models import User

pytestmark = pytest.mark.django_db
PATH = "/applications/from-self-assessment/"
NAMES = {
    "title": "Lynx for D",
    "name:p1": "Perceptor Systems",
    "name:p2": "Department 9",
    "type:p1": "private_company",
}


def answered(user: User) -> Visitor:
    visitor = Visitor(user)
    visitor.describe()
    visitor.answer(
        {SPIES: "yes", DELIVERY: ["remote", "physical"], "i1:item.key_bits": "?"}, step="indication"
    )
    return visitor


@pytest.fixture
def holder(elena: User) -> Visitor:
    visitor = answered(elena)
    visitor.send(PATH)
    return visitor


def test_an_exporter_is_offered_it(elena: User) -> None:
    assert "Use it in an application" in answered(elena).page


def test_what_an_application_needs_besides_is_asked(holder: Visitor) -> None:
    for field in ("title", "name:p1", "name:p2", "type:p1"):
        assert f'name="{field}"' in holder.page
    assert 'name="type:p2"' not in holder.page


def test_everything_is_taken_over_as_claimed(holder: Visitor) -> None:
    where = holder.send(PATH, NAMES, expect=302).headers["Location"]
    application = Application.objects.get()
    assert where == f"/applications/{application.pk}/"
    assert (application.state, application.chain.title) == (State.DRAFT, "Lynx for D")
    parties = {(row.party.name, row.party.country, row.role) for row in application.chain.parties.all()}
    assert parties == {
        ("Perceptor Systems", "XB", "exporter"),
        ("Department 9", "XD", "consignee"),
        ("Department 9", "XD", "end_user"),
    }
    stated = {s.fact: (s.value, s.by, s.status) for s in Statement.objects.all()}
    assert stated == {
        "item.spies": (True, "exporter", "claimed"),
        "item.delivery": ({"one_of": ["remote", "physical"]}, "exporter", "claimed"),
        "item.key_bits": (None, "exporter", "open"),
    }


def test_the_rules_say_the_same_of_both(holder: Visitor) -> None:
    from licet.service.classification.drafts import read
    from licet.service.classification.showing import answer

    holder.send(PATH, NAMES, expect=302)
    day = Application.objects.get().created_at.date()
    before = answer(read(holder.carried("draft"), "licence", day))
    after = ask(document(Application.objects.get().chain), as_of=day)
    assert after["regimes"]["ZZ"]["outcome"] == before["regimes"]["ZZ"]["outcome"]


def test_a_missing_name_is_said_and_nothing_is_made(holder: Visitor) -> None:
    holder.send(PATH, {**NAMES, "name:p2": ""})
    assert "There is a problem" in holder.page
    assert holder.document["items"][0]["facts"]["item.spies"] is True
    assert not Application.objects.exists()


def test_a_transfer_that_says_too_little_is_named(elena: User) -> None:
    visitor = answered(elena)
    draft = '{"items": [{"id": "i1", "name": "A", "kind": "software"}], "transfers": [{"id": "t1", "item": "i1"}]}'
    visitor.send(PATH, {"draft": draft, "title": "x"})
    assert "Transfer 1 does not say" in visitor.page
    assert not Application.objects.exists()


def test_an_official_has_no_application_to_make_of_it(olga: User) -> None:
    visitor = answered(olga)
    assert "Use it in an application</button>" not in visitor.page
    visitor.send(PATH, NAMES, expect=403)


def test_a_visitor_is_sent_to_sign_in_and_a_mere_address_to_the_start(client: Any, elena: User) -> None:
    assert "/sign-in/" in client.get(PATH).headers["Location"] or client.get(PATH).status_code == 302
    client.force_login(elena)
    assert client.get(PATH).headers["Location"] == "/self-assessment/"


def test_what_was_not_said_to_stand_alone_is_not_taken_over_as_such(elena: User) -> None:
    for relation, alone in (("", False), ("none", True)):
        visitor = Visitor(elena)
        visitor.describe(relation=relation)
        visitor.send(PATH, NAMES, expect=302)
        item = Application.objects.latest("created_at").chain.items.get()
        assert item.stands_alone is alone


def test_the_servers_of_an_access_are_asked_for(elena: User) -> None:
    visitor = Visitor(elena)
    given = {
        "item_kind": "access",
        "relation": "access_to",
        "target_name": "Console",
        "target_kind": "software",
    }
    visitor.describe(act="grant_access", host_country="unknown", **given)
    visitor.send(PATH)
    assert "On whose servers does it run: Lynx agent?" in visitor.page
    visitor.send(PATH, NAMES)
    assert "There is a problem" in visitor.page and not Application.objects.exists()
    host = {"host.name:t1": "Perceptor Cloud", "host.country:t1": "XT", "host.type:t1": "private_company"}
    visitor.send(PATH, {**NAMES, **host}, expect=302)
    leg = Application.objects.get().chain.transfers.get()
    assert leg.host is not None
    assert (leg.host.name, leg.host.country) == ("Perceptor Cloud", "XT")
