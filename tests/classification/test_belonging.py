"""What a thing belongs to: untouched it is not known, and only an explicit answer says “to nothing”. What cannot be is refused."""

from __future__ import annotations

from typing import Any

import pytest
from self_assessment import LEG, SPIES, Visitor, described

from licet.reasoning import Law

pytestmark = pytest.mark.django_db
AGAIN = {"page": "describe", "item": "i1", "giver": "p1", "receiver": "p2", "receiver_uses": "unknown"}
ACCESS = {
    "item_name": "Tenant",
    "item_kind": "access",
    "relation": "access_to",
    "target_name": "Console",
    "target_kind": "software",
    "act": "grant_access",
    "host_country": "XT",
}


def refused(message: str, **more: str) -> Visitor:
    """A described transfer that is not taken, with the reason on the page."""
    visitor = Visitor()
    visitor.describe(**more)
    assert message in visitor.page
    assert visitor.document["transfers"] == []
    return visitor


class TestUntouched:
    def test_left_untouched_nothing_is_stated(self) -> None:
        assert "of" not in described().document["items"][0]

    def test_that_it_stands_alone_is_an_answer(self) -> None:
        assert described(relation="none").document["items"][0]["of"] == []

    def test_the_questions_say_that_it_is_open_and_lead_to_the_answer(self) -> None:
        visitor = described()
        assert "Say what Lynx agent belongs to" in visitor.page
        visitor.send("change", {"page": "questions", "change": "i1"})
        assert 'name="relation"' in visitor.page
        visitor.change("i1", {"name": "Lynx agent", "kind": "software", "relation": "none"})
        assert visitor.document["items"][0]["of"] == []
        visitor.send("questions")
        assert "Say what Lynx agent belongs to" not in visitor.page

    def test_what_was_stated_shows_it_in_words(self) -> None:
        visitor = described()
        visitor.send("answers")
        assert "not said" in visitor.page
        visitor = described(relation="none")
        visitor.send("answers")
        assert "nothing else: it stands on its own" in visitor.page

    def test_real_law_gives_no_firm_no_while_it_is_open(self) -> None:
        law = Law.load()
        leg = {"id": "t1", "item": "i1", "act": "transmit", "from": "DE", "to": "BR", "actor": "DE"}

        def settled(item: dict[str, Any]) -> bool:
            document = {"as_of": "2026-11-22", "regimes": ["EU"], "items": [item], "transfers": [leg]}
            found: bool = law.check(document)["regimes"]["EU"]["outcome"]["settled"]
            return found

        facts = {f"item.{name}": False for name in ("extracts_or_modifies_data", "uses_cryptography")}
        assert not settled({"id": "i1", "kind": "software", "facts": facts})


class TestTheOtherThing:
    def test_a_named_thing_needs_its_relation(self) -> None:
        refused("Say how it belongs to that thing", target_name="Console", target_kind="software")

    def test_a_relation_needs_the_other_thing(self) -> None:
        refused("Select what kind of thing the other one is", relation="update_to")

    def test_changed_to_another_thing_the_first_goes_when_nothing_needs_it(self) -> None:
        visitor = described(relation="update_to", target_name="Old", target_kind="software")
        given = {"name": "Lynx", "kind": "software", "relation": "update_to", "target_name": "New"}
        visitor.change("i2", {**given, "target_kind": "hardware"})
        items = {row["id"]: row for row in visitor.document["items"]}
        assert [row.get("name") for row in items.values()] == ["Lynx", "New"]
        assert items["i2"]["of"][0]["relation"] == "update_to"

    def test_taken_back_it_is_not_known_again(self) -> None:
        visitor = described(relation="none")
        visitor.change("i1", {"name": "Lynx", "kind": "software", "relation": ""})
        assert "of" not in visitor.document["items"][0]

    def test_two_things_do_not_belong_to_each_other(self) -> None:
        visitor = described(relation="update_to", target_name="Console", target_kind="software")
        visitor.change("i1", {"name": "Console", "kind": "software", "relation": "update_to", "target": "i2"})
        assert "in a circle" in visitor.page
        assert "of" not in visitor.document["items"][0]

    def test_a_leg_taken_out_keeps_all_that_the_others_need(self) -> None:
        visitor = described(relation="update_to", target_name="Console", target_kind="software")
        visitor.change("i1", {"name": "Console", "kind": "software", "relation": "none"})
        visitor.send("describe", {**AGAIN, "item": "i1", "act": "transmit"})
        visitor.send("answers", {"remove": "t2"})
        assert [row["id"] for row in visitor.document["items"]] == ["i1", "i2"]
        assert visitor.document["items"][0]["of"] == []


class TestAccess:
    def test_access_with_its_item_and_its_server_is_taken(self) -> None:
        document = described(**ACCESS).document
        assert document["items"][1]["of"] == [{"relation": "access_to", "item": "i1"}]
        host = document["transfers"][0]["host"]
        assert next(p for p in document["parties"] if p["id"] == host)["country"] == "XT"

    @pytest.mark.parametrize("relation", ["", "none", "update_to"])
    def test_it_is_asked_what_it_opens(self, relation: str) -> None:
        visitor = Visitor()
        visitor.describe(**{**ACCESS, "relation": relation})
        message = "Access is always access to something"
        if not relation:
            assert visitor.document["transfers"] == []
            return
        assert message in visitor.page

    def test_it_is_asked_where_the_server_is(self) -> None:
        refused("Say in which country the server is", **{**ACCESS, "host_country": ""})

    def test_not_to_know_where_the_server_is_is_an_answer(self) -> None:
        document = described(**{**ACCESS, "host_country": "unknown"}).document
        assert "host" not in document["transfers"][0]

    @pytest.mark.parametrize("act", ["transmit", "export_physical", "upload", "oral", "make_available"])
    def test_access_is_not_sent(self, act: str) -> None:
        refused("Access is given, not sent", **{**ACCESS, "act": act})

    def test_a_sent_thing_does_not_become_access(self) -> None:
        visitor = described()
        visitor.change(
            "i1", {"name": "x", "kind": "access", "relation": "access_to", "target_kind": "software"}
        )
        assert "Access is given, not sent" in visitor.page
        assert visitor.document["items"][0]["kind"] == "software"

    def test_the_server_can_be_said_afterwards(self) -> None:
        visitor = described(**{**ACCESS, "host_country": "unknown"})
        visitor.change("t1", {"act": "grant_access", "host_country": ""})
        assert "Say in which country the server is" in visitor.page
        visitor.change("t1", {"act": "grant_access", "host_country": "XQ"})
        visitor.change("t1", {"act": "grant_access", "host_country": "XT"})
        hosts = [p["country"] for p in visitor.document["parties"] if p["roles"] == ["host"]]
        assert hosts == ["XT"]


class TestImpossible:
    def test_hardware_is_not_sent_over_a_network(self) -> None:
        refused("Hardware cannot be sent over a network", item_kind="hardware")

    def test_a_changed_act_must_fit_the_thing(self) -> None:
        visitor = described(item_kind="hardware", act="export_physical")
        visitor.change("t1", {"act": "transmit"})
        assert "Hardware cannot be sent over a network" in visitor.page

    def test_from_somebody_to_himself_nothing_changes_hands(self) -> None:
        visitor = described()
        visitor.send("describe", {**AGAIN, "receiver": "p1", "act": "export_physical"})
        assert "Nothing changes hands here" in visitor.page
        visitor.send("describe", {**AGAIN, "receiver": "p1", "act": "upload", "host_country": "XT"})
        assert len(visitor.document["transfers"]) == 2

    def test_the_same_transfer_is_not_described_twice(self) -> None:
        visitor = described()
        visitor.send("describe", {**AGAIN, "act": "transmit"})
        assert "This transfer is described already" in visitor.page
        assert len(visitor.document["transfers"]) == 1

    def test_one_that_goes_another_way_is_another_transfer(self) -> None:
        visitor = described()
        visitor.send("describe", {**AGAIN, "act": "transmit", "via": "XQ"})
        visitor.send("describe", {**AGAIN, "act": "transmit", "host_country": "XT"})
        assert len(visitor.document["transfers"]) == 3
        visitor.send("describe", {**AGAIN, "act": "transmit", "host_country": "XT"})
        assert "This transfer is described already" in visitor.page


def test_answers_survive_a_change_of_what_it_belongs_to() -> None:
    visitor = described()
    visitor.answer({SPIES: "yes"})
    visitor.change("i1", {"name": LEG["item_name"], "kind": "software", "relation": "none"})
    assert visitor.document["items"][0]["facts"] == {"item.spies": True}
