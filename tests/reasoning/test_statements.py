"""How statements of fact are weighed, what contradictions blank, and how bad input is refused."""

from __future__ import annotations

from typing import Any

import pytest
from small_law import DAY, axiom, entry, flat, measure, rule, small

from licet.law.model import Mark
from licet.reasoning import InputError, Law

HARDWARE = rule("EU.HARD", {"all": [{"item.kind": ["hardware"]}, "item.designed"]})
SOFTWARE = rule("EU.SOFT", {"all": [{"item.kind": ["software"]}, "item.designed"]})


@pytest.fixture(scope="module")
def two_entries() -> Law:
    listed = measure("EU.LICENCE", {"any": ["EU.HARD", "EU.SOFT"]})
    return small("item.designed", HARDWARE, SOFTWARE, listed)


# --- statements -------------------------------------------------------------------------------------

CLAIMED_NO = {"value": False, "by": "exporter", "status": "claimed"}
FOUND_YES = {"value": True, "by": "authority", "status": "found"}
ONE = rule("EU.X", "item.a")


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (True, "true"),
        ({"value": True, "by": "assumed"}, "unknown"),
        ({"value": True, "by": "exporter", "status": "disputed"}, "unknown"),
        ([CLAIMED_NO, FOUND_YES], "true"),
        ([CLAIMED_NO, {"value": True, "by": "exporter", "status": "disputed"}], "unknown"),
        ([CLAIMED_NO, {"value": True, "by": "system", "status": "claimed"}], "contradictory"),
        ([True, False], "unknown"),
    ],
)
def test_statements_are_weighed_by_who_made_them_and_how_sure_they_are(statement: Any, expected: str) -> None:
    assert entry(small("item.a", ONE), "EU.X", {"item.a": statement})["result"] == expected


def test_informed_counts_only_if_the_authority_says_so() -> None:
    made = small("transfer.informed_art4", rule("EU.I", "transfer.informed_art4"))
    told = {"value": True, "by": "authority", "status": "found"}
    assert entry(made, "EU.I", {"transfer.informed_art4": True})["result"] == "unknown"
    assert entry(made, "EU.I", {"transfer.informed_art4": False})["result"] == "false"
    assert entry(made, "EU.I", {"transfer.informed_art4": told})["result"] == "true"


# --- contradictions ---------------------------------------------------------------------------------


def test_contradictory_statements_blank_only_what_they_touch() -> None:
    made = small(
        "item.a item.b item.c",
        rule("EU.X", {"all": ["item.a", "item.c"]}),
        rule("EU.Y", "item.b"),
        rule("EU.Z", {"any": ["item.a", "item.b"]}),
    )
    clash = [{"value": v, "by": "exporter", "status": "claimed"} for v in (True, False)]
    rows = flat(made, {"item.a": clash, "item.b": True})["transfers"]["t1"]["entries"]
    assert {id: row["result"] for id, row in rows.items()} == {
        "EU.X": "contradictory",
        "EU.Y": "true",
        "EU.Z": "true",
    }


def test_a_broken_axiom_is_named_and_blanks_only_what_it_touches() -> None:
    made = small(
        "item.a item.b item.c",
        rule("EU.X", "item.a"),
        rule("EU.Y", "item.c"),
        axioms=[axiom("AX.NOT_BOTH", {"not": {"all": ["item.a", "item.b"]}})],
    )
    result = made.check({"facts": {"item.a": True, "item.b": True, "item.c": True}}, DAY)
    rows = result["regimes"]["EU"]["transfers"]["t1"]["entries"]
    assert {id: row["result"] for id, row in rows.items()} == {"EU.X": "contradictory", "EU.Y": "true"}
    [clash] = result["contradictions"]
    assert (clash["axiom"], clash["scope"], clash["facts"]) == ("AX.NOT_BOTH", "i1", ["item.a", "item.b"])


def test_an_axiom_lets_one_fact_settle_another() -> None:
    made = small(
        "item.a item.b",
        rule("EU.X", "item.a"),
        axioms=[axiom("AX.NOT_BOTH", {"not": {"all": ["item.a", "item.b"]}})],
    )
    assert entry(made, "EU.X", {"item.b": True})["result"] == "false"


def test_an_unverified_axiom_excludes_nothing() -> None:
    made = small(
        "item.a item.b",
        rule("EU.X", "item.a"),
        axioms=[axiom("AX.NOT_BOTH", {"not": {"all": ["item.a", "item.b"]}}, Mark.UNVERIFIED)],
    )
    assert entry(made, "EU.X", {"item.b": True})["result"] == "unknown"


# --- bad input ---


@pytest.mark.parametrize(
    ("document", "field", "nearest"),
    [
        ({"facts": {"item.desinged": True}}, "facts.item.desinged", "item.designed"),
        ({"facts": {"item.designed": "yes"}}, "facts.item.designed", None),
        ({"facts": {"item.kind": "softwear"}}, "facts.item.kind", "software"),
        ({"facts": {"to.country": "UK"}}, "facts.to.country", "GB"),
        ({"facts": {"item.designed": {"one_of": []}}}, "facts.item.designed.one_of", None),
        (
            {"facts": {"item.designed": {"value": True, "by": "exportr"}}},
            "facts.item.designed.by",
            "exporter",
        ),
        ({"fact": {}}, "fact", "facts"),
        ({"regimes": ["EV"]}, "regimes[0]", "EU"),
        ({"items": [{"id": "i1"}], "transfers": [{"item": "i2"}]}, "transfers[0].item", "i1"),
        ({"items": [{"id": "i1"}], "transfers": [{"act": "transmitt"}]}, "transfers[0].act", "transmit"),
        ({"items": [{"id": "i1"}], "transfers": [{"to": "p9"}]}, "transfers[0].to", None),
        (
            {"items": [{"id": "i1", "of": [{"relation": "update", "item": "i1"}]}]},
            "items[0].of[0].relation",
            "update_to",
        ),
        ({"items": [{"id": "i1"}, {"id": "i1"}]}, "items[1].id", None),
        ({"as_of": "yesterday"}, "as_of", None),
    ],
)
def test_bad_input_is_refused_with_field_reason_and_the_nearest_valid_name(
    two_entries: Law, document: dict[str, Any], field: str, nearest: str | None
) -> None:
    with pytest.raises(InputError) as refused:
        two_entries.check(document, DAY)
    assert refused.value.field == field
    assert refused.value.reason
    assert refused.value.nearest == nearest
