"""The comparison as a page, under the law that comes with Licet."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from self_assessment import Visitor

pytestmark = pytest.mark.django_db
SAAS = Path(__file__).parents[2] / "docs" / "examples" / "saas-access.json"


def opened(document: dict[str, Any], language: str = "en") -> Visitor:
    cache.clear()
    visitor = Visitor()
    visitor.client.cookies.load({settings.LANGUAGE_COOKIE_NAME: language})
    file = SimpleUploadedFile("deal.json", json.dumps(document).encode(), "application/json")
    visitor.send("open", {"upload": file})
    return visitor


def text(visitor: Visitor) -> str:
    return unescape(visitor.page)


def test_the_position_that_makes_the_difference_is_named_with_its_page_and_source() -> None:
    visitor = opened(json.loads(SAAS.read_text(encoding="utf-8")))
    visitor.send("compare", {"there": "yes"})
    assert "Germany: Yes" in text(visitor)
    assert "It takes this position:" in text(visitor)
    assert 'href="/law/rules/DE.STANCE.SAAS_ACCESS/"' in visitor.page
    assert "BAFA, Merkblatt Technologietransfer" in text(visitor)
    assert "Its rules as written out here do not settle this; its authority judges:" in text(visitor)


def test_states_that_answer_alike_for_the_same_reason_stand_under_one_heading() -> None:
    visitor = opened(json.loads(SAAS.read_text(encoding="utf-8")))
    visitor.send("compare", {"there": "yes"})
    assert "EU member state, United Kingdom (Great Britain): Cannot be said yet" in text(visitor)
    assert "Japan: Yes" in text(visitor)  # as Germany, but by a rule of its own


def test_as_described_a_state_that_does_not_govern_says_so() -> None:
    visitor = opened(json.loads(SAAS.read_text(encoding="utf-8")))
    visitor.send("compare")
    assert 'href="/law/rules/DE.GOVERNS/"' in visitor.page
    assert "This does not hold:" in text(visitor)


def test_an_exporter_of_no_country_cannot_be_moved_and_the_page_says_what_to_do() -> None:
    document = json.loads(SAAS.read_text(encoding="utf-8"))
    for leg in document["transfers"]:
        leg.pop("actor", None)
    visitor = opened(document)
    visitor.send("compare", {"there": "yes"})
    assert "Say first in which country the exporter is." in text(visitor)
    assert "exactly what you described" in text(visitor)


def test_states_stand_in_the_order_of_their_names_in_the_readers_language() -> None:
    visitor = opened(json.loads(SAAS.read_text(encoding="utf-8")))
    visitor.send("compare", {"there": "yes"})
    assert _in_order(visitor, "Canada", "France", "Germany", "Switzerland", "United States")
    visitor = opened(json.loads(SAAS.read_text(encoding="utf-8")), "fr")
    visitor.send("compare", {"there": "yes"})
    assert _in_order(visitor, "Allemagne", "États-Unis", "France", "Israël", "Suisse")


def _in_order(visitor: Visitor, *names: str) -> bool:
    places = [text(visitor).index(f'__key">{name}') for name in names]
    return places == sorted(places)


def test_an_indication_names_the_state_whose_own_rules_it_leaves_out() -> None:
    """The site asks the rules of its own office; a visitor elsewhere must not read their answer as her state's."""
    visitor = opened(_from("GB"))
    visitor.send("indication")
    assert "Somebody sends or acts from a state whose own rules were not asked: United Kingdom." in text(
        visitor
    )
    assert "“Compare with other states’ rules”, below, asks them." in text(visitor)


@pytest.mark.parametrize("country", ["ES", "XA"])
def test_nothing_is_said_where_no_rules_of_its_own_are_left_out(country: str) -> None:
    visitor = opened(_from(country))
    visitor.send("indication")
    assert "In short" in text(visitor)
    assert "whose own rules were not asked" not in text(visitor)


def _from(country: str) -> dict[str, Any]:
    """A deal in which everybody is in `country` but the one who receives."""
    document: dict[str, Any] = json.loads(SAAS.read_text(encoding="utf-8"))
    ends = {leg["to"] for leg in document["transfers"]}
    for party in document["parties"]:
        party["country"] = "KE" if party["id"] in ends else country
    document["transfers"] = document["transfers"][:1]
    return document


def test_the_short_answer_of_a_leg_keeps_the_french_colon() -> None:
    visitor = opened(json.loads(SAAS.read_text(encoding="utf-8")), "fr")
    visitor.send("indication")
    assert "(État membre de l'Union européenne)\u00a0:" in text(visitor)
