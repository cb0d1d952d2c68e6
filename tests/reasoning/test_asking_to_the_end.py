"""Asking alone comes to an end: whoever answers what is asked is told at last what holds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from licet.law.model import FactType
from licet.reasoning import Law

TODAY = date(2026, 11, 21)
Objects = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def sale(**item: Any) -> dict[str, Any]:
    """A firm in France sends software to a company in Japan."""
    return {
        "schema": "licet.transfer/1",
        "regimes": ["EU"],
        "parties": [
            {"id": "maker", "roles": ["exporter"], "country": "FR", "facts": {}},
            {"id": "buyer", "roles": ["end_user"], "country": "JP", "facts": {}},
        ],
        "items": [{"id": "tool", "kind": "software", "of": [], "facts": item}],
        "transfers": [
            {
                "id": "t",
                "item": "tool",
                "act": "transmit",
                "actor": "maker",
                "from": "maker",
                "to": "buyer",
                "facts": {},
            }
        ],
    }


def answer_all(law: Law, document: dict[str, Any], limit: int = 40) -> tuple[dict[str, Any], list[str]]:
    """Answer "no" (or the last option) to whatever is asked, until nothing is asked or the outcome is settled."""
    objects: Objects = {row["id"]: row for key in ("parties", "items", "transfers") for row in document[key]}
    asked: list[str] = []
    for _ in range(limit):
        regime = law.check(document, as_of=TODAY, explain=False)["regimes"]["EU"]
        open_now = [q for q in regime["questions"] if q["settles"]]
        if regime["outcome"]["settled"] or not open_now:
            return regime["outcome"], asked
        question = open_now[0]
        fact = law.facts[question["fact"]]
        no = False if fact.type == FactType.BOOLEAN else fact.options[-1].value
        objects[question["scope"]]["facts"][question["fact"]] = no
        asked.append(question["fact"])
    raise AssertionError(f"still asking after {limit} questions: {asked}")


def test_a_clean_product_reaches_a_firm_nothing_by_answers_alone(law: Law) -> None:
    outcome, asked = answer_all(law, sale())
    assert outcome == {"possible": ["nothing_found_in_scope"], "settled": True}
    assert len(asked) == len(set(asked)) < 20


def test_law_outside_the_corpus_is_asked_about_while_it_may_matter(law: Law) -> None:
    _outcome, asked = answer_all(law, sale())
    assert "transfer.concern_wmd_or_military_embargo" in asked
    assert "party.designated" in asked


def test_a_firm_licence_ends_the_questions_about_law_outside_the_corpus(law: Law) -> None:
    server = sale(specially_designed=True)
    server["items"][0]["facts"] = {
        "item.specially_designed": True,
        "item.for_command_and_control": True,
        "item.update_only": False,
        "item.in_public_domain": False,
        "item.sold_at_retail": False,
        "item.designed_for_military_use": False,
        "item.for_offensive_cyber_operations": False,
        "item.affects_military_systems": False,
        "item.reconnaissance_for_military_effect": False,
    }
    server["items"].append(
        {
            "id": "implant",
            "kind": "software",
            "of": [],
            "facts": {
                "item.avoids_monitoring_tools": True,
                "item.extracts_or_modifies_data": True,
                "item.is_hypervisor": False,
                "item.is_debugger": False,
                "item.is_reverse_engineering_tool": False,
                "item.is_drm": False,
                "item.is_asset_tracking": False,
            },
        }
    )
    server["items"][0]["of"] = [{"relation": "software_for", "item": "implant"}]
    server["transfers"][0]["facts"] = {"transfer.only_minimum_necessary": False}
    outcome, asked = answer_all(law, server)
    assert outcome == {"possible": ["licence"], "settled": True}
    assert not any(fact in asked for fact in ("item.on_national_list", "party.designated"))


def test_a_leg_says_which_law_outside_the_corpus_may_matter_to_it(law: Law) -> None:
    """Help given from home is no export of an item; whether Article 8 reaches it was not checked, and is said of that leg."""
    document = sale()
    document["items"].append({"id": "help", "kind": "service", "of": [], "facts": {}})
    document["transfers"].append(
        {
            "id": "support",
            "item": "help",
            "act": "assist",
            "actor": "maker",
            "from": "maker",
            "to": "buyer",
            "facts": {},
        }
    )
    legs = law.check(document, as_of=TODAY)["regimes"]["EU"]["transfers"]
    unchecked = {leg: {row["family"] for row in legs[leg]["not_checked"]} for leg in legs}
    assert "art8_assistance" in unchecked["support"]
    assert "art8_assistance" not in unchecked["t"]
