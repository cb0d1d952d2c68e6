"""What comes back from a stranger's form or file is read as strictly as it is written."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from licet.reasoning import Law
from licet.service.classification.drafts import MAX_BYTES, empty, read
from licet.service.classification.reading import DraftRefused

TODAY = date(2026, 11, 21)
WHOLE: dict[str, Any] = {
    "schema": "licet.transfer/1",
    "parties": [
        {"id": "p1", "country": "XB", "roles": ["exporter"], "facts": {}},
        {
            "id": "p2",
            "name": "Unit 9",
            "country": "XD",
            "roles": ["end_user"],
            "facts": {"party.type": "gov_police"},
        },
    ],
    "items": [{"id": "i1", "name": "Agent", "kind": "software", "of": [], "facts": {"item.spies": True}}],
    "transfers": [
        {
            "id": "t1",
            "item": "i1",
            "act": "transmit",
            "actor": "p1",
            "from": "p1",
            "to": "p2",
            "via": [],
            "facts": {},
        }
    ],
    "facts": {},
}


def altered(part: str, **changes: Any) -> dict[str, Any]:
    return {**WHOLE, part: [{**WHOLE[part][0], **changes}, *WHOLE[part][1:]]}


def refused(document: Any) -> DraftRefused:
    with pytest.raises(DraftRefused) as refusal:
        read(document if isinstance(document, str) else json.dumps(document), "licence", TODAY)
    return refusal.value


def test_what_was_written_is_read_back_as_it_was() -> None:
    draft = read(json.dumps(WHOLE), "classify", TODAY)
    assert (draft.document, draft.goal) == (WHOLE, "classify")
    assert json.loads(draft.text()) == WHOLE


def test_an_empty_draft_is_a_draft() -> None:
    assert read(empty().text(), "licence", TODAY).transfers == []


def test_short_names_of_facts_and_statements_become_plain_answers() -> None:
    stated = {
        "spies": {"value": True, "by": "exporter", "status": "claimed", "evidence": []},
        "item.delivery": None,
    }
    draft = read(json.dumps(altered("items", facts=stated)), "licence", TODAY)
    assert draft.items[0]["facts"] == {"item.spies": True, "item.delivery": None}


@pytest.mark.parametrize("settles", [{"by": "assumed"}, {"by": "authority", "status": "disputed"}])
def test_what_is_assumed_or_disputed_stays_open(settles: dict[str, str]) -> None:
    draft = read(
        json.dumps(altered("items", facts={"item.spies": {"value": True, **settles}})), "licence", TODAY
    )
    assert draft.items[0]["facts"] == {"item.spies": None}


def test_a_country_in_the_place_of_a_party_becomes_one() -> None:
    draft = read(json.dumps(altered("transfers", to="FR")), "licence", TODAY)
    assert draft.transfers[0]["to"] == "in-FR"
    assert draft.thing("in-FR") == {"id": "in-FR", "roles": [], "country": "FR", "facts": {}}


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ("no json", ""),
        ("[]", ""),
        ('{"facts": {"item.key_bits": NaN}}', ""),
        ("[" * 100_000, ""),
        (json.dumps({"facts": {}, "note": "x" * MAX_BYTES}), ""),
        ({"schema": "licet.transfer/2"}, "schema"),
        ({**WHOLE, "canary": 1}, "canary"),
        ({**WHOLE, "parties": {"id": "p1"}}, "parties"),
        ({**WHOLE, "items": [{"id": f"i{n}", "facts": {}} for n in range(31)]}, "items"),
        ({**WHOLE, "facts": []}, "facts"),
        (altered("items", id="a b"), "items[0].id"),
        (altered("items", id="p1"), "items[0].id"),
        (altered("items", id="file"), "items[0].id"),
        (altered("items", id="t1.host"), "items[0].id"),
        (altered("items", kind="weapon"), "items[0].kind"),
        (altered("items", name=["a"]), "items[0].name"),
        (altered("items", name="x" * 201), "items[0].name"),
        (altered("items", of=[{"relation": "update_to", "item": "i9"}]), "items[0].of[0].item"),
        (altered("items", of=[{"relation": "loves", "item": "i1"}]), "items[0].of[0].relation"),
        (altered("items", facts={"item.spies": "perhaps"}), "items[0].facts.item.spies"),
        (altered("items", facts={"item.spies": [True]}), "items[0].facts.item.spies"),
        (altered("items", facts={"item.spy": True}), "items[0].facts.item.spy"),
        (altered("items", facts={"transfer.act": "transmit"}), "items[0].facts.transfer.act"),
        (
            altered("items", facts={"item.delivery": {"one_of": ["remote", {}]}}),
            "items[0].facts.item.delivery",
        ),
        (altered("items", facts={"judgement.required": True}), "items[0].facts.judgement.required"),
        (altered("parties", country="ZZ"), "parties[0].country"),
        (altered("parties", roles=["king"]), "parties[0].roles"),
        (altered("parties", roles=[["exporter"]]), "parties[0].roles"),
        (altered("transfers", item="i9"), "transfers[0].item"),
        (altered("transfers", act="steal"), "transfers[0].act"),
        (altered("transfers", to="p9"), "transfers[0].to"),
        (altered("transfers", via=[{}]), "transfers[0].via"),
        (
            altered("transfers", facts={"transfer.informed_by_authority": True}),
            "transfers[0].facts.transfer.informed_by_authority",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(document: Any, field: str) -> None:
    refusal = refused(document)
    assert refusal.field == field
    assert len(refusal.reason) > 10


def test_an_example_for_the_command_can_be_read_here(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    law, settings.HOME_REGIMES = Law.load(), ["EU"]
    for place in ("licet.service.corpus.law", "licet.service.corpus.services.law"):
        monkeypatch.setattr(place, lambda: law)
    example = Path(__file__).parents[2] / "docs" / "examples" / "saas-access.json"
    draft = read(example.read_bytes(), "licence", TODAY)
    assert [row["id"] for row in draft.transfers] == ["t1", "t2"]
    assert draft.items[0]["facts"]["item.specially_designed"] is True
