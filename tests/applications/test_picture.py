"""The chain as a picture: every party and every leg is on it, in words that can be read, whatever their names are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exporter_pages import Walker
from exporter_walk import HOST, RESELLER, UNIT, VENDOR, add, begin, claim, filled
from exporter_walk import leg as add_leg

from licet.service.applications.models import Application
from licet.service.applications.picture import Drawn, Picture, draw
from licet.service.applications.text_fitting import fitted, is_rtl, width_of
from licet.service.applications.views.common import legs_of
from licet.service.chains import services as chains
from licet.service.chains.models import Chain, Item
from licet.service.chains.selectors import document
from licet.service.classification.presenting import LegView, present
from licet.service.corpus.services import ask
from licet.service.people.models import User

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 21)
LONG = "Bundesamt" * 33
ARABIC = "مديرية الشرطة – الإدارة التاسعة"
HEBREW = "משטרת המחוז הצפוני"


def said(drawn: Drawn) -> str:
    return " ".join(line.text for line in drawn.lines)


def item(actor: User, chain: Chain, name: str) -> Item:
    return chains.add_item(actor=actor, chain=chain, name=name, kind="software", quantity="1")


@pytest.fixture
def deal(elena: User) -> Application:
    return begin(elena)


def two(elena: User, deal: Application, **more: Any) -> Picture:
    """One leg from the vendor to the unit."""
    vendor, unit = add(elena, deal.chain, VENDOR), add(elena, deal.chain, UNIT)
    add_leg(elena, deal.chain, item(elena, deal.chain, "Agent"), "transmit", vendor, unit, **more)
    return draw(deal.chain, legs_of(deal))


def test_boxes_name_party_country_and_role(elena: User, deal: Application) -> None:
    picture = two(elena, deal)
    assert [said(box) for box in picture.boxes] == [
        "Perceptor Systems Northmark (invented) Exporter",
        "Police Directorate, Department 9 State D (invented) End-user",
    ]


def test_a_card_names_number_and_item_of_its_leg(elena: User, deal: Application) -> None:
    assert [said(arrow.card) for arrow in two(elena, deal).arrows] == ["1 Agent"]


def test_legs_alike_share_a_card(elena: User, deal: Application) -> None:
    two(elena, deal)
    vendor, unit = [row.party for row in deal.chain.parties.order_by("id")]
    add_leg(elena, deal.chain, item(elena, deal.chain, "Updates"), "transmit", vendor, unit)
    assert [said(arrow.card) for arrow in draw(deal.chain, legs_of(deal)).arrows] == ["1 Agent 2 Updates"]


def test_host_and_whoever_arranges_are_named_and_joined(elena: User, deal: Application) -> None:
    host, reseller = add(elena, deal.chain, HOST), add(elena, deal.chain, RESELLER)
    two(elena, deal, host=host)
    deal.chain.transfers.update(actor=reseller)
    picture = draw(deal.chain, legs_of(deal))
    assert [said(arrow.card) for arrow in picture.arrows] == [
        "1 Agent Arranged by Quillon Trading Hosted by Perceptor Cloud",
        "arranges 1",
        "hosts 1",
    ]


def test_a_leg_that_stays_with_its_party_is_drawn(elena: User, deal: Application) -> None:
    vendor = add(elena, deal.chain, VENDOR)
    add_leg(
        elena,
        deal.chain,
        item(elena, deal.chain, "Source code"),
        "release_at_home",
        vendor,
        vendor,
        via_countries=["XQ"],
    )
    assert len(draw(deal.chain, legs_of(deal)).arrows) == 1


def answered(elena: User) -> tuple[Application, list[LegView]]:
    application = filled(elena)
    for row in Item.objects.filter(chain=application.chain, part="agent"):
        claim(elena, application.chain, row, "item.spies", True)
        claim(elena, application.chain, row, "item.delivery", "remote")
    legs = legs_of(application)
    return application, present(ask(document(application.chain), as_of=DAY), application.chain, legs).legs


def test_each_leg_says_who_must_ask_or_that_nobody_must(elena: User) -> None:
    application, answers = answered(elena)
    arrows = draw(application.chain, legs_of(application), answers).arrows
    told = {arrow.kind: said(arrow.card) for arrow in arrows}
    assert told["duty"].endswith("Must ask (State Z): Perceptor Systems (exporter)")
    assert told["nobody"].endswith("Nobody must ask")


def test_an_uncontrolled_leg_is_dashed_and_labelled_on_the_page(elena: User) -> None:
    walker = Walker(elena)
    walker.application, _answers = answered(elena)
    page = walker.get(walker.path("indication"))
    assert "licet-chain__line--nobody" in page
    assert ">Nobody must ask<" in page
    assert "nobody must ask: no rule checked here controls it" in page


def test_a_very_long_name_stays_in_its_box(elena: User, deal: Application) -> None:
    add(elena, deal.chain, VENDOR | {"name": LONG[:300]})
    (box,) = draw(deal.chain, []).boxes
    names = [line.text for line in box.lines if line.kind == "name"]
    assert len(names) == 3
    assert names[-1].endswith("…")
    assert all(width_of(name, 15) <= box.width for name in names)


@pytest.mark.parametrize("name", [ARABIC, HEBREW])
def test_a_name_from_right_to_left_begins_at_the_right(elena: User, deal: Application, name: str) -> None:
    add(elena, deal.chain, UNIT | {"name": name})
    (box,) = draw(deal.chain, []).boxes
    line = next(line for line in box.lines if line.kind == "name")
    assert line.rtl
    assert line.x > box.x + box.width / 2


def test_twelve_parties_and_twenty_legs(elena: User, deal: Application) -> None:
    parties = [add(elena, deal.chain, VENDOR | {"name": f"Party {n}"}) for n in range(12)]
    goods = item(elena, deal.chain, "Agent")
    for n in range(20):
        add_leg(elena, deal.chain, goods, "transmit", parties[n % 5], parties[5 + n * 3 % 7])
    picture = draw(deal.chain, legs_of(deal))
    assert len(picture.boxes) == 12
    numbers = [line.text for arrow in picture.arrows for line in arrow.card.lines if line.kind == "number"]
    assert sorted(map(int, numbers)) == list(range(1, 21))


# --- text ---------------------------------------------------------------------------------------------------


def test_text_breaks_between_words_then_at_hyphens_then_anywhere() -> None:
    assert fitted("Command-and-control server", 120, 15, 3) == ["Command-and-", "control server"]
    assert "".join(fitted(LONG, 100, 15, 99)) == LONG


def test_what_is_left_out_shows() -> None:
    assert fitted("one two three", 45, 15, 1) == ["one…"]
    assert fitted("one", 100, 15, 1) == ["one"]
    assert fitted("", 100, 15, 1) == []


def test_direction_is_that_of_the_first_letter() -> None:
    assert is_rtl("(" + ARABIC)
    assert not is_rtl("Unit 9 " + ARABIC)
    assert not is_rtl("12")
