"""A firm no must go as soon as a fact it rests on changes for the worse."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from licet.reasoning import Law

FOLDER = Path(__file__).parents[2] / "docs" / "examples"
NOTHING = ["nothing_found_in_scope"]
INFORMED = {"value": True, "by": "authority", "status": "found"}
Change = tuple[str, int, str, Any]

REPORT: dict[str, Change] = {
    "the recipient does not remedy": ("transfers", 0, "recipient_remediates", False),
    "the purpose is another": ("transfers", 0, "purpose_to_resolve", False),
    "it is about something else a list may name": ("items", 1, "has_other_functions", True),
    "it is technology for cryptography": ("items", 1, "uses_cryptography", True),
    "it was made for military use": ("items", 1, "designed_for_military_use", True),
    "a national list names it": ("items", 1, "on_national_list", True),
    "there is a sign of a missile programme": ("transfers", 0, "concern_wmd_or_military_embargo", True),
    "the recipient is under sanctions": ("parties", 1, "designated", True),
}
PRODUCT: dict[str, Change] = {
    "it defeats cryptography": ("items", 0, "defeats_cryptography", True),
    "it takes identifiers over the air, by design": ("items", 0, "extracts_identifiers_over_air", True),
    "it is for law-enforcement purposes": ("items", 0, "for_law_enforcement_purposes", True),
    "it contains cryptography": ("items", 0, "uses_cryptography", True),
    "another list may name it": ("items", 0, "has_other_functions", True),
    "it is made for military use": ("items", 0, "designed_for_military_use", True),
}


@cache
def law() -> Law:
    return Law.load()


def read(name: str) -> dict[str, Any]:
    found = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def outcome(document: dict[str, Any]) -> list[str]:
    found = law().check(document)["regimes"]["EU"]["outcome"]["possible"]
    assert isinstance(found, list)
    return found


def changed(name: str, change: Change) -> dict[str, Any]:
    part, index, fact, value = change
    document = copy.deepcopy(read(name))
    document[part][index]["facts"][fact] = value
    return document


@pytest.mark.parametrize("why", REPORT)
def test_a_report_is_no_longer_free_when(why: str) -> None:
    assert outcome(read("vulnerability-report")) == NOTHING
    assert outcome(changed("vulnerability-report", REPORT[why])) != NOTHING


@pytest.mark.parametrize("why", PRODUCT)
def test_a_product_is_no_longer_free_when(why: str) -> None:
    assert outcome(read("defensive-product")) == NOTHING
    assert outcome(changed("defensive-product", PRODUCT[why])) != NOTHING


@pytest.mark.parametrize("country", ["IR", "SY", "BY", "VE", "MM", "RU", "KP", "SD"])
def test_a_report_to_a_country_under_sanctions_is_not_firmly_free(country: str) -> None:
    document = copy.deepcopy(read("vulnerability-report"))
    document["parties"][1]["country"] = country
    assert outcome(document) != NOTHING


def test_a_covert_product_needs_a_licence_once_the_authority_has_informed_the_exporter() -> None:
    document = copy.deepcopy(read("defensive-product"))
    document["items"][0]["facts"] |= {
        "for_covert_surveillance": True,
        "surveils_natural_persons": True,
        "draws_data_from_ict": True,
    }
    assert outcome(document) == NOTHING
    document["transfers"][0]["facts"] |= {
        "informed_by_authority": [INFORMED],
        "use_internal_repression": True,
    }
    assert outcome(document) == ["licence"]


def test_informed_or_not_the_answer_is_licence_with_the_basis_open_where_the_item_may_be_listed() -> None:
    document = copy.deepcopy(read("defensive-product"))
    document["items"][0]["facts"] |= {
        "for_covert_surveillance": True,
        "surveils_natural_persons": True,
        "draws_data_from_ict": True,
        "uses_cryptography": True,
        "sold_at_retail": False,
        "in_public_domain": False,
    }
    document["transfers"][0]["facts"] |= {
        "informed_by_authority": [INFORMED],
        "use_internal_repression": True,
        "personal_use": False,
    }
    found = law().check(document)["regimes"]["EU"]
    results = {row["id"]: row["result"] for row in found["measures"]}
    assert (results["EU.ART3"], results["EU.ART5.1"]) == ("unknown", "unknown")
    assert found["outcome"] == {"possible": ["licence"], "settled": True}


def test_the_exporters_own_tick_never_counts_as_being_informed() -> None:
    document = copy.deepcopy(read("defensive-product"))
    document["items"][0]["facts"] |= {
        "for_covert_surveillance": True,
        "surveils_natural_persons": True,
        "draws_data_from_ict": True,
    }
    document["transfers"][0]["facts"] |= {"informed_by_authority": True, "use_internal_repression": True}
    found = law().check(document)["regimes"]["EU"]
    assert {row["id"]: row["result"] for row in found["measures"]}["EU.ART5.1"] == "unknown"


def test_before_the_corpus_begins_nothing_is_firm() -> None:
    document = read("defensive-product") | {"as_of": "2021-09-08"}
    assert outcome(document) != NOTHING
