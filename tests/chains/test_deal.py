"""What a deal consists of, and what it cannot consist of."""

from __future__ import annotations

from typing import Any

import pytest
from exporter_walk import HOST, RESELLER, UNIT, VENDOR, add, answers, begin, filled, leg, payload, submitted

from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item, ItemRelation
from licet.service.chains.selectors import document
from licet.service.chains.services import ChainError
from licet.service.chains.splitting import PARTS, sounds_like_platform
from licet.service.corpus import law
from licet.service.parties.models import Party
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records.selectors import events_of

pytestmark = pytest.mark.django_db
ALL_PARTS = [part.code for part in PARTS]


@pytest.fixture
def chain(elena: User) -> Chain:
    found: Chain = begin(elena).chain
    return found


def split(actor: User, chain: Chain, *parts: str) -> dict[str, Item]:
    made = chains.split_platform(actor=actor, chain=chain, sold_as="Lynx", parts=parts)
    return {item.part: item for item in made}


def relations(chain: Chain) -> set[tuple[str, str, str]]:
    rows = ItemRelation.objects.filter(item__chain=chain).select_related("item", "target")
    return {(row.item.part, row.relation, row.target.part) for row in rows}


# --- parties -----------------------------------------------------------------------------------------


def test_a_unit_is_described_with_its_ministry_and_mandate(elena: User, chain: Chain) -> None:
    unit = add(elena, chain, UNIT)
    assert unit.parent and unit.parent.name == "Ministry of the Interior of D"
    assert unit.mandate.startswith("Police Act")


def test_the_same_ministry_is_described_once(elena: User, chain: Chain) -> None:
    first = add(elena, chain, UNIT)
    second = add(elena, chain, {**UNIT, "name": "Police Directorate, Department 4"})
    assert first.parent == second.parent


@pytest.mark.parametrize("roles", [["end_user"], ["end_user", "purchaser"], ["end_user", "intermediary"]])
def test_a_reseller_is_never_the_end_user(elena: User, chain: Chain, roles: list[str]) -> None:
    with pytest.raises(ChainError, match="operating unit"):
        add(elena, chain, {**RESELLER, "roles": roles})
    assert not Party.objects.filter(name="Quillon Trading").exists()


def test_an_intermediary_of_the_deal_is_not_its_end_user(elena: User, chain: Chain) -> None:
    with pytest.raises(ChainError, match="passes things on"):
        add(elena, chain, {**HOST, "roles": ["intermediary", "end_user"]})


def test_a_party_that_a_leg_names_is_not_removed(elena: User) -> None:
    chain = filled(elena).chain
    unit = Party.objects.get(name=UNIT["name"])
    with pytest.raises(ChainError, match="named in a transfer"):
        chains.remove_party(actor=elena, chain=chain, party=unit)


def test_a_party_of_a_submitted_application_is_described_no_further(elena: User) -> None:
    submitted(elena)
    unit = Party.objects.get(name=UNIT["name"])
    again = begin(elena, "Another deal").chain
    chains.add_party(actor=elena, chain=again, party=unit, roles=["end_user"])
    with pytest.raises(ChainError, match="no longer changes"):
        chains.redescribe_party(actor=elena, chain=again, party=unit, answers={**UNIT, "mandate": "None."})


# --- items -------------------------------------------------------------------------------------------


def test_a_platform_becomes_one_item_per_part_related_as_such_parts_are(elena: User, chain: Chain) -> None:
    split(elena, chain, "agent", "command_and_control", "updates", "access")
    assert relations(chain) == {
        ("command_and_control", "software_for", "agent"),
        ("updates", "update_to", "command_and_control"),
        ("access", "access_to", "command_and_control"),
    }


def test_a_part_relates_to_what_there_is(elena: User, chain: Chain) -> None:
    split(elena, chain, "agent", "access")
    assert relations(chain) == {("access", "access_to", "agent")}


def test_splitting_again_adds_the_missing_parts_only(elena: User, chain: Chain) -> None:
    split(elena, chain, "agent")
    assert set(split(elena, chain, "agent", "command_and_control")) == {"command_and_control"}
    assert relations(chain) == {("command_and_control", "software_for", "agent")}


def test_every_part_that_can_be_ticked_makes_a_deal_the_rules_can_read(elena: User, chain: Chain) -> None:
    split(elena, chain, *ALL_PARTS)
    assert len(document(chain)["items"]) == len(PARTS)
    law().check({**document(chain), "as_of": "2026-11-21"})


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Lynx Platform", True),
        ("Interception as a Service", True),
        ("Exploit for a browser", False),
        ("SaaS access", True),
    ],
)
def test_a_platform_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert sounds_like_platform(name) is is_one


def test_items_do_not_serve_each_other_in_a_circle(elena: User, chain: Chain) -> None:
    items = split(elena, chain, "agent", "command_and_control", "updates")
    with pytest.raises(ChainError, match="circle"):
        chains.relate(
            actor=elena, chain=chain, item=items["agent"], relation="component_of", target=items["updates"]
        )


def test_an_item_does_not_relate_to_itself(elena: User, chain: Chain) -> None:
    item = split(elena, chain, "agent")["agent"]
    with pytest.raises(ChainError, match="not to itself"):
        chains.relate(actor=elena, chain=chain, item=item, relation="component_of", target=item)


def test_an_item_does_not_relate_into_another_deal(elena: User, chain: Chain) -> None:
    item = split(elena, chain, "agent")["agent"]
    elsewhere = split(elena, begin(elena, "Another").chain, "agent")["agent"]
    with pytest.raises(ChainError, match="belong to this deal"):
        chains.relate(actor=elena, chain=chain, item=item, relation="component_of", target=elsewhere)


def test_a_removed_item_takes_its_legs_along(elena: User) -> None:
    chain = filled(elena).chain
    chains.remove_item(actor=elena, chain=chain, item=chain.items.get(part="access"))
    assert [row.item.part for row in chain.transfers.select_related("item")] == ["agent"]


# --- transfers ---------------------------------------------------------------------------------------


def test_a_leg_names_parties_of_its_own_deal_only(elena: User, chain: Chain) -> None:
    item = split(elena, chain, "agent")["agent"]
    vendor = add(elena, chain, VENDOR)
    stranger = add(elena, begin(elena, "Another").chain, HOST)
    with pytest.raises(ChainError, match="Add it first") as refusal:
        leg(elena, chain, item, "transmit", vendor, stranger)
    assert refusal.value.field == "destination"


def test_a_leg_moves_an_item_of_its_own_deal_only(elena: User, chain: Chain) -> None:
    vendor, host = add(elena, chain, VENDOR), add(elena, chain, HOST)
    elsewhere = split(elena, begin(elena, "Another").chain, "agent")["agent"]
    with pytest.raises(ChainError, match="another deal"):
        leg(elena, chain, elsewhere, "transmit", vendor, host)


def test_a_leg_reaches_the_document_with_all_its_places(elena: User, chain: Chain) -> None:
    item = split(elena, chain, "agent")["agent"]
    vendor, host, unit = add(elena, chain, VENDOR), add(elena, chain, HOST), add(elena, chain, UNIT)
    fields: dict[str, Any] = {"host": host, "accessor": vendor, "via_countries": ["XQ"]}
    made = leg(elena, chain, item, "grant_access", vendor, unit, **fields)
    made.via.set([host])
    assert document(chain)["transfers"] == [
        {
            "id": str(made.pk),
            "item": str(item.pk),
            "act": "grant_access",
            "actor": str(vendor.pk),
            "from": str(vendor.pk),
            "to": str(unit.pk),
            "via": [str(host.pk), "XQ"],
            "host": str(host.pk),
            "accessor": str(vendor.pk),
            "facts": {},
        }
    ]


def test_a_party_has_its_roles_country_and_type_in_the_document(elena: User, chain: Chain) -> None:
    unit = add(elena, chain, UNIT)
    row = document(chain)["parties"][0]
    assert (row["id"], row["roles"], row["country"]) == (str(unit.pk), ["end_user"], "XD")
    assert row["facts"]["party.type"]["value"] == "gov_police"


# --- who ---------------------------------------------------------------------------------------------


def test_every_change_of_the_deal_is_recorded(elena: User, chain: Chain) -> None:
    add(elena, chain, VENDOR)
    split(elena, chain, "agent")
    told = [payload(e)["what"] for e in events_of(chain).filter(type="chain.edited")]
    assert told == ["party.added", "platform.split"]


def test_nobody_else_changes_a_deal(rival: User, olga: User, audra: User, chain: Chain) -> None:
    for somebody in (rival, olga, audra):
        with pytest.raises(Refused):
            chains.add_item(actor=somebody, chain=chain, name="Implant", kind="software")


def test_a_locked_deal_no_longer_changes(elena: User, chain: Chain) -> None:
    chains.lock(actor=elena, chain=chain)
    with pytest.raises(Refused, match="no longer changes"):
        chains.add_item(actor=elena, chain=chain, name="Implant", kind="software")


def test_a_deal_is_begun_for_the_own_organisation_only(elena: User, rival: User) -> None:
    organisation = rival.posts[0].organisation
    with pytest.raises(Refused, match="another organisation"):
        chains.start(actor=elena, organisation=organisation, title="Not mine")
    assert not Chain.objects.exists()


def test_the_document_takes_the_same_number_of_queries_however_long_the_chain(
    elena: User, chain: Chain, django_assert_max_num_queries: Any
) -> None:
    filled_chain = filled(elena).chain
    for number in range(6):
        item = chains.add_item(actor=elena, chain=filled_chain, name=f"Implant {number}", kind="software")
        party = add(elena, filled_chain, answers(f"Company {number}", "XQ", "private_company", ["other"]))
        leg(elena, filled_chain, item, "transmit", party, Party.objects.get(name=UNIT["name"]))
    with django_assert_max_num_queries(7):
        document(filled_chain)


# --- the same leg twice --------------------------------------------------------------------------------


def test_the_same_leg_is_not_written_down_twice(elena: User, chain: Chain) -> None:
    vendor, host = add(elena, chain, VENDOR), add(elena, chain, HOST)
    agent = split(elena, chain, "agent")["agent"]
    leg(elena, chain, agent, "transmit", vendor, host)
    with pytest.raises(ChainError, match="written down already"):
        leg(elena, chain, agent, "transmit", vendor, host)
    assert chain.transfers.count() == 1


def test_a_leg_that_differs_in_one_thing_is_another_leg(elena: User, chain: Chain) -> None:
    vendor, host = add(elena, chain, VENDOR), add(elena, chain, HOST)
    agent = split(elena, chain, "agent")["agent"]
    first = leg(elena, chain, agent, "transmit", vendor, host)
    leg(elena, chain, agent, "export_physical", vendor, host)
    leg(elena, chain, agent, "transmit", vendor, host, via_countries=["XQ"])
    fields = {"item": agent, "act": "transmit", "actor": vendor, "source": vendor, "destination": host}
    chains.add_transfer(actor=elena, chain=chain, leg=fields, via=[add(elena, chain, RESELLER)])
    assert chain.transfers.count() == 4
    chains.update_transfer(actor=elena, chain=chain, transfer=first, leg=fields)  # saved unchanged


def test_a_leg_cannot_be_changed_into_another_that_is_there(elena: User, chain: Chain) -> None:
    vendor, host = add(elena, chain, VENDOR), add(elena, chain, HOST)
    agent = split(elena, chain, "agent")["agent"]
    leg(elena, chain, agent, "transmit", vendor, host)
    other = leg(elena, chain, agent, "export_physical", vendor, host)
    fields = {"item": agent, "act": "transmit", "actor": vendor, "source": vendor, "destination": host}
    with pytest.raises(ChainError, match="written down already"):
        chains.update_transfer(actor=elena, chain=chain, transfer=other, leg=fields)
