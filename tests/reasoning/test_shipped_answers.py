"""The shipped law, asked what an exporter and an authority would ask first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from licet.reasoning import Law

DAY = date(2026, 11, 21)
FROM_FRANCE = {"transfer.act": "transmit", "from.country": "FR", "actor.country": "FR"}
INTERCEPTOR = {
    "item.specially_designed": True, "item.extracts_identifiers_over_air": True, "item.for_analogue_pmr": False,
    "item.for_wlan_interception": False, "item.for_network_operators": False, "item.for_mobile_equipment_makers": False,
    "item.designed_for_military_use": False, "item.sold_at_retail": False, "item.in_public_domain": False,
    "transfer.served_item_authorised": False,
}  # fmt: skip
IMPLANT = {
    "defeats_protective_countermeasures": True, "alters_execution_path": True, "is_hypervisor": False, "is_debugger": False,
    "is_reverse_engineering_tool": False, "is_drm": False, "is_asset_tracking": False,
}  # fmt: skip


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load()


def eu(law: Law, document: dict[str, Any], day: date = DAY) -> dict[str, Any]:
    found: dict[str, Any] = law.check({"regimes": ["EU"], **document}, day)["regimes"]["EU"]
    return found


def measure(row: dict[str, Any], id: str) -> dict[str, Any]:
    [found] = [m for m in row["measures"] if m["id"] == id]
    return dict(found)


def test_an_interceptor_that_is_hardware_or_software_needs_a_licence_under_one_entry_or_the_other(
    law: Law,
) -> None:
    facts = {
        **FROM_FRANCE,
        **INTERCEPTOR,
        "to.country": "BR",
        "item.kind": {"one_of": ["hardware", "software"]},
    }
    row = eu(law, {"facts": facts})
    assert measure(row, "EU.ART3")["result"] == "true"
    entries = row["transfers"]["t1"]["entries"]
    assert {entries[id]["result"] for id in ("EU.5A001.F", "EU.5D001.C")} == {"unknown"}
    assert measure(row, "EU.ART3")["basis_open"]


def test_norway_or_japan_is_decided_and_austria_or_norway_is_not(law: Law) -> None:
    """Both Norway and Japan are outside the customs territory and in the list of EU001; Austria is inside."""
    facts = {**FROM_FRANCE, **INTERCEPTOR, "item.kind": "hardware"}
    results = {
        pair: measure(eu(law, {"facts": {**facts, "to.country": {"one_of": list(pair)}}}), "EU.ART3")[
            "result"
        ]
        for pair in (("NO", "JP"), ("AT", "NO"))
    }
    assert results == {("NO", "JP"): "true", ("AT", "NO"): "unknown"}


def test_an_exploit_report_is_free_to_the_makers_security_team_and_controlled_to_a_broker(law: Law) -> None:
    report = {
        "for_development": True,
        "information_is_generic": False,
        "in_public_domain": False,
        "basic_research": False,
    }
    told = {"reports_vulnerability": True, "purpose_to_resolve": True, "minimum_for_patent": False}
    items = [
        {
            "id": "report",
            "kind": "technology",
            "of": [{"relation": "technology_for", "item": "implant"}],
            "facts": report,
        },
        {"id": "implant", "kind": "software", "facts": IMPLANT},
    ]
    transfers = [
        {
            "id": "team",
            "item": "report",
            "act": "transmit",
            "from": "FR",
            "actor": "FR",
            "to": "US",
            "facts": {**told, "recipient_remediates": True},
        },
        {
            "id": "broker",
            "item": "report",
            "act": "transmit",
            "from": "FR",
            "actor": "FR",
            "to": "US",
            "facts": {**told, "recipient_remediates": False},
        },
    ]
    row = eu(law, {"items": items, "transfers": transfers})
    results = {leg: row["transfers"][leg]["entries"]["EU.4E001.C"]["result"] for leg in ("team", "broker")}
    assert results == {"team": "false", "broker": "true"}


def test_the_day_before_the_regulation_applied_is_outside_the_corpus(law: Law) -> None:
    row = eu(
        law,
        {"facts": {**FROM_FRANCE, **INTERCEPTOR, "item.kind": "hardware", "to.country": "BR"}},
        date(2021, 9, 8),
    )
    assert measure(row, "EU.ART3")["unknown_because"] == ["outside_corpus"]
    assert not row["outcome"]["settled"]


def test_nothing_is_said_to_be_free_while_nothing_is_known(law: Law) -> None:
    result = law.check({"facts": {}}, DAY)
    for row in result["regimes"].values():
        assert not row["outcome"]["settled"]
        assert row["questions"]


def test_every_yes_names_a_citation(law: Law) -> None:
    facts = {**FROM_FRANCE, **INTERCEPTOR, "to.country": "BR", "item.kind": "hardware"}
    row = measure(eu(law, {"facts": facts}), "EU.ART3")
    assert row["result"] == "true"
    assert row["because"]["facts"]
    assert all(c["url"] and c["pinpoint"] for c in row["citations"])
