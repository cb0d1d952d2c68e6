"""What an item of a deal belongs to, and which legs cannot be: refused by the services, whichever page asks."""

from __future__ import annotations

from typing import Any

import pytest
from exporter_pages import Walker
from exporter_walk import HOST, UNIT, VENDOR, add, begin, filled, leg

from licet.service.applications.completeness import gaps
from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item
from licet.service.chains.selectors import document
from licet.service.chains.services import ChainError
from licet.service.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(elena: User) -> Chain:
    return begin(elena).chain


def item(actor: User, chain: Chain, kind: str = "software", name: str = "Lynx") -> Item:
    return chains.add_item(actor=actor, chain=chain, name=name, kind=kind)


def said_of(chain: Chain, one: Item) -> Any:
    """What the document says the item belongs to; "nothing said" where it says nothing."""
    row = next(row for row in document(chain)["items"] if row["id"] == str(one.pk))
    return row.get("of", "nothing said")


# --- untouched is not nothing ----------------------------------------------------------------------------


def test_an_item_of_which_nothing_is_said_belongs_to_what_is_unknown(elena: User, chain: Chain) -> None:
    assert said_of(chain, item(elena, chain)) == "nothing said"


def test_that_it_stands_alone_is_said_explicitly_and_can_be_taken_back_by_a_relation(
    elena: User, chain: Chain
) -> None:
    one, other = item(elena, chain), item(elena, chain, name="Console")
    chains.stand_alone(actor=elena, chain=chain, item=one)
    assert said_of(chain, one) == []
    chains.relate(actor=elena, chain=chain, item=one, relation="update_to", target=other)
    assert said_of(chain, one) == [{"relation": "update_to", "item": str(other.pk)}]
    chains.remove_relation(actor=elena, chain=chain, relation=one.relations.get())
    assert said_of(chain, one) == "nothing said"


def test_what_belongs_to_another_does_not_stand_alone(elena: User, chain: Chain) -> None:
    one, other = item(elena, chain), item(elena, chain, name="Console")
    chains.relate(actor=elena, chain=chain, item=one, relation="update_to", target=other)
    with pytest.raises(ChainError, match="Remove that relation first"):
        chains.stand_alone(actor=elena, chain=chain, item=one)


def test_access_is_always_to_something(elena: User, chain: Chain) -> None:
    access, console = item(elena, chain, "access", "Tenant"), item(elena, chain, name="Console")
    with pytest.raises(ChainError, match="always access to something"):
        chains.stand_alone(actor=elena, chain=chain, item=access)
    with pytest.raises(ChainError, match="always access to something"):
        chains.relate(actor=elena, chain=chain, item=access, relation="update_to", target=console)
    chains.relate(actor=elena, chain=chain, item=access, relation="access_to", target=console)


def test_what_becomes_access_no_longer_stands_alone(elena: User, chain: Chain) -> None:
    one = item(elena, chain)
    chains.stand_alone(actor=elena, chain=chain, item=one)
    chains.update_item(actor=elena, chain=chain, item=one, name="Tenant", kind="access")
    assert said_of(chain, one) == "nothing said"


def test_the_agent_of_a_split_platform_stands_alone_hardware_is_left_open(elena: User, chain: Chain) -> None:
    made = chains.split_platform(actor=elena, chain=chain, sold_as="Lynx", parts=["agent", "hardware"])
    assert [said_of(chain, one) for one in made] == [[], "nothing said"]


# --- what an application still needs ---------------------------------------------------------------------


def test_an_application_says_of_each_item_what_it_belongs_to(elena: User) -> None:
    application = filled(elena)
    application.chain.items.filter(part="agent").update(stands_alone=False)
    agent = application.chain.items.get(part="agent")
    missing = gaps(application)
    assert [gap.text for gap in missing] == [
        f"Say whether “{agent.name}” belongs to another item or stands on its own."
    ]
    assert missing[0].href.endswith(f"/items/{agent.pk}/relate/")


def test_access_names_the_item_it_opens(elena: User) -> None:
    application = filled(elena)
    access = application.chain.items.get(part="access")
    chains.remove_relation(actor=elena, chain=application.chain, relation=access.relations.get())
    assert [gap.text for gap in gaps(application)] == [f"Say to which item “{access.name}” gives access."]


# --- legs that cannot be ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "act", "reason"),
    [
        ("access", "transmit", "given, not sent"),
        ("access", "export_physical", "given, not sent"),
        ("hardware", "transmit", "over a network"),
        ("hardware", "publish", "over a network"),
    ],
)
def test_a_thing_is_not_moved_in_a_way_it_cannot(
    elena: User, chain: Chain, kind: str, act: str, reason: str
) -> None:
    vendor, unit = add(elena, chain, VENDOR), add(elena, chain, UNIT)
    with pytest.raises(ChainError, match=reason) as refusal:
        leg(elena, chain, item(elena, chain, kind), act, vendor, unit)
    assert refusal.value.field == "act"


def test_an_item_does_not_become_what_its_leg_cannot_move(elena: User, chain: Chain) -> None:
    vendor, unit = add(elena, chain, VENDOR), add(elena, chain, UNIT)
    one = item(elena, chain)
    leg(elena, chain, one, "transmit", vendor, unit)
    with pytest.raises(ChainError, match="Change that transfer first") as refusal:
        chains.update_item(actor=elena, chain=chain, item=one, name="Tenant", kind="access")
    assert refusal.value.field == "kind"
    one.refresh_from_db()
    assert one.kind == "software"


def test_access_is_given_on_a_server(elena: User, chain: Chain) -> None:
    host, unit = add(elena, chain, HOST), add(elena, chain, UNIT)
    access = item(elena, chain, "access")
    with pytest.raises(ChainError, match="Say on whose servers") as refusal:
        leg(elena, chain, access, "grant_access", host, unit)
    assert refusal.value.field == "host"
    assert leg(elena, chain, access, "grant_access", host, unit, host=host).host == host


def test_a_leg_from_a_party_to_itself_needs_a_place_elsewhere(elena: User, chain: Chain) -> None:
    vendor, host = add(elena, chain, VENDOR), add(elena, chain, HOST)
    one = item(elena, chain)
    with pytest.raises(ChainError, match="Nothing changes hands") as refusal:
        leg(elena, chain, one, "broker", vendor, vendor)
    assert refusal.value.field == "destination"
    leg(elena, chain, one, "upload", vendor, vendor, host=host)
    leg(elena, chain, one, "export_physical", vendor, vendor, via_countries=["XQ"])


# --- on the page -----------------------------------------------------------------------------------------


def test_the_page_asks_and_takes_both_answers(elena: User) -> None:
    walker = Walker(elena)
    walker.application = filled(elena)
    chain = walker.application.chain
    server = item(elena, chain, "hardware", "Server")
    assert "Not said yet: say whether it belongs to another item" in walker.get(walker.path("items"))
    path = walker.path("relate", server.pk)
    assert "Choose the other item" in walker.post(path, {"relation": "component_of"}).content.decode()
    agent = chain.items.get(part="agent")
    both = walker.post(path, {"relation": "none", "target": agent.pk}).content.decode()
    assert "choose one of the two" in both
    walker.does(path, {"relation": "none"})
    assert said_of(chain, server) == []
    assert "Nothing else: it stands on its own" in walker.get(walker.path("items"))
