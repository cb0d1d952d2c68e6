"""The comparison as a page, under the law that comes with Licet."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from self_assessment import Visitor

pytestmark = pytest.mark.django_db
SAAS = Path(__file__).parents[2] / "docs" / "examples" / "saas-access.json"


def opened(document: dict[str, Any], language: str = "en") -> Visitor:
    cache.clear()
    visitor = Visitor()
    visitor.client.cookies["licet_language"] = language
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
    assert "It leaves this to the authority in each case:" in text(visitor)


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
