"""What an answer must and must not say, one rule of the house after another, on laws small enough to see through."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_law import (
    DAY,
    START,
    bearer,
    corpus,
    entry,
    fact,
    flat,
    group,
    keys,
    law,
    measure,
    rule,
    small,
    unless,
    yes_no,
)

from licet.law.model import FactType, Mark, MeasureKind, Role
from licet.reasoning import Law

HARDWARE = rule("EU.HARD", {"all": [{"item.kind": ["hardware"]}, "item.designed"]})
SOFTWARE = rule("EU.SOFT", {"all": [{"item.kind": ["software"]}, "item.designed"]})
LISTED = measure("EU.LICENCE", {"any": ["EU.HARD", "EU.SOFT"]}, basis=("EU.HARD", "EU.SOFT"))


def only(row: dict[str, Any]) -> dict[str, Any]:
    [found] = row["measures"]
    return dict(found)


@pytest.fixture(scope="module")
def two_entries() -> Law:
    return small("item.designed", HARDWARE, SOFTWARE, LISTED)


def test_hardware_or_software_is_listed_either_way_so_the_licence_is_certain_and_its_basis_open(
    two_entries: Law,
) -> None:
    row = flat(two_entries, {"item.kind": {"one_of": ["hardware", "software"]}, "item.designed": True})
    assert only(row)["result"] == "true"
    assert only(row)["basis_open"]
    assert {b["id"]: b["result"] for b in only(row)["basis"]} == {"EU.HARD": "unknown", "EU.SOFT": "unknown"}
    assert row["outcome"] == {"possible": ["licence"], "settled": True}


def test_a_missing_fact_is_never_a_silent_no(two_entries: Law) -> None:
    row = flat(two_entries, {"item.kind": "software"})
    assert only(row)["result"] == "unknown"
    assert keys(only(row)) == ["item.designed"]
    assert row["outcome"] == {"possible": ["licence", "nothing_found_in_scope"], "settled": False}


def test_what_cannot_matter_is_not_missing(two_entries: Law) -> None:
    row = flat(two_entries, {"item.kind": "service"})
    assert only(row)["result"] == "false"
    assert row["outcome"] == {"possible": ["nothing_found_in_scope"], "settled": True}


def test_two_open_measures_of_one_kind_can_settle_the_outcome_together() -> None:
    made = small("item.a", measure("EU.M1", "item.a"), measure("EU.M2", {"not": "item.a"}))
    row = flat(made, {})
    assert [m["result"] for m in row["measures"]] == ["unknown", "unknown"]
    assert row["outcome"] == {"possible": ["licence"], "settled": True}


def test_the_gravest_possible_outcome_comes_first_and_lesser_ones_stay_possible() -> None:
    made = small(
        "item.a item.b",
        measure("EU.M1", "item.a", MeasureKind.RECORD),
        measure("EU.M2", {"all": ["item.a", "item.b"]}, MeasureKind.PROHIBITED),
    )
    assert flat(made, {})["outcome"]["possible"] == ["prohibited", "record", "nothing_found_in_scope"]
    assert flat(made, {"item.a": True})["outcome"]["possible"] == ["prohibited", "record"]


# --- countries --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def abroad() -> Law:
    groups = [group("eu", "AT", "FR"), group("close", "NO", "JP")]
    rules = [
        measure("EU.LICENCE", {"not": {"to.country": {"in": "eu"}}}),
        measure("EU.EASY", {"to.country": {"in": "close"}}, MeasureKind.AUTHORISATION_AVAILABLE),
    ]
    return law(corpus([], rules, groups=groups))


def test_norway_or_japan_is_decided_where_no_rule_tells_them_apart(abroad: Law) -> None:
    row = flat(abroad, {"to.country": {"one_of": ["NO", "JP"]}})
    assert [m["result"] for m in row["measures"]] == ["true", "true"]


def test_austria_or_norway_is_open_where_a_rule_tells_them_apart(abroad: Law) -> None:
    row = flat(abroad, {"to.country": {"one_of": ["AT", "NO"]}})
    assert [m["result"] for m in row["measures"]] == ["unknown", "unknown"]
    assert keys(row["measures"][0]) == ["to.country"]


# --- thresholds -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (56, "false"),
        (57, "true"),
        ({"min": 100, "max": 400}, "true"),
        ({"min": 40}, "unknown"),
        ({"max": 56}, "false"),
    ],
)
def test_a_range_decides_when_it_lies_on_one_side_of_the_bound(stated: Any, expected: str) -> None:
    made = law(corpus([fact("item.bits", FactType.NUMBER)], [rule("EU.KEYS", {"item.bits": {"over": 56}})]))
    assert entry(made, "EU.KEYS", {"item.bits": stated})["result"] == expected


# --- trust and judgement ----------------------------------------------------------------------------


def test_an_unverified_rule_never_decides_and_the_answer_is_to_refer() -> None:
    made = small("item.a", rule("EU.X", "item.a", mark=Mark.UNVERIFIED))
    row = entry(made, "EU.X", {"item.a": True})
    assert (row["result"], row["refer"], row["unknown_because"]) == ("unknown", True, ["law_unverified"])
    assert keys(row) == ["trust.EU.X"]


def test_a_firm_answer_names_the_unverified_exception_it_rests_on() -> None:
    made = small(
        "item.a item.b", rule("EU.X", "item.a", exceptions=[unless("EU.X.NOTE", "item.b", Mark.UNVERIFIED)])
    )
    held = entry(made, "EU.X", {"item.a": True, "item.b": False})
    assert (held["result"], held["rests_on_unverified"]) == ("true", ["EU.X.NOTE"])


def test_an_answer_that_no_unverified_exception_can_touch_names_none() -> None:
    made = small(
        "item.a item.b", rule("EU.X", "item.a", exceptions=[unless("EU.X.NOTE", "item.b", Mark.UNVERIFIED)])
    )
    assert entry(made, "EU.X", {"item.a": False})["rests_on_unverified"] == []


def test_an_unverified_membership_leaves_that_country_open_and_no_other() -> None:
    made = law(
        corpus(
            [],
            [rule("EU.NEAR", {"to.country": {"in": "near"}})],
            groups=[group("near", "AT", unverified=["US"])],
        )
    )
    assert keys(entry(made, "EU.NEAR", {"to.country": "US"})) == ["trust.near"]
    assert entry(made, "EU.NEAR", {"to.country": "BR"})["result"] == "false"
    assert entry(made, "EU.NEAR", {"to.country": "BR"})["rests_on_unverified"] == []


def test_a_judgement_is_settled_only_by_the_authoritys_finding() -> None:
    made = law(corpus([], [rule("EU.J", {"judgement": "required"})], judgements=["required"]))
    claimed = {"judgement.required": {"value": True, "by": "exporter", "status": "claimed"}}
    found = {"judgement.required": {"value": True, "by": "authority", "status": "found"}}
    assert entry(made, "EU.J", claimed)["unknown_because"] == ["judgement"]
    assert entry(made, "EU.J", found)["result"] == "true"


def test_the_mark_is_the_weakest_among_the_reasons() -> None:
    made = small(
        "item.a item.b",
        rule("D.ONE", "item.a", role=Role.DEFINITION, mark=Mark.PARTIAL),
        rule("EU.X", {"any": ["D.ONE", "item.b"]}),
    )
    assert entry(made, "EU.X", {"item.a": True})["mark"] == "partial"
    assert entry(made, "EU.X", {"item.a": False, "item.b": True})["mark"] == "verified"


# --- scope ------------------------------------------------------------------------------------------


def families(when: str) -> Law:
    rules = [rule("EU.F", when, role=Role.FAMILY), measure("EU.LICENCE", "item.a")]
    return law(corpus(yes_no("item.a", "item.crypto"), rules, families={"rest": "EU.F"}))


def test_a_relevant_unchecked_family_leaves_the_outcome_open() -> None:
    row = flat(families("item.crypto"), {"item.a": False, "item.crypto": True})
    assert only(row)["result"] == "false"
    assert row["scope"]["not_checked"][0]["relevant"] == "true"
    assert row["outcome"] == {"possible": ["licence", "nothing_found_in_scope"], "settled": False}


def test_a_family_of_which_it_is_open_whether_it_matters_leaves_the_outcome_open() -> None:
    assert not flat(families("item.crypto"), {"item.a": False})["outcome"]["settled"]


def test_an_irrelevant_family_does_not_matter() -> None:
    row = flat(families("item.crypto"), {"item.a": False, "item.crypto": False})
    assert row["outcome"] == {"possible": ["nothing_found_in_scope"], "settled": True}


def test_law_outside_the_corpus_counts_only_where_its_relevance_rule_says_so() -> None:
    rules = [
        rule("EU.F", "item.crypto", role=Role.FAMILY),
        measure("EU.LICENCE", {"any": ["item.a", {"outside": "rest"}]}),
    ]
    made = law(corpus(yes_no("item.a", "item.crypto"), rules, families={"rest": "EU.F"}))
    open_row = only(flat(made, {"item.a": False, "item.crypto": True}))
    assert (open_row["result"], open_row["unknown_because"], open_row["refer"]) == (
        "unknown",
        ["outside_corpus"],
        True,
    )
    assert only(flat(made, {"item.a": False, "item.crypto": False}))["result"] == "false"


def test_a_day_before_the_regime_begins_is_outside_the_corpus(two_entries: Law) -> None:
    row = flat(two_entries, {"item.kind": "software", "item.designed": True}, as_of=date(2020, 1, 1))
    assert only(row)["result"] == "unknown"
    assert only(row)["unknown_because"] == ["outside_corpus"]
    assert row["transfers"]["t1"]["entries"]["EU.SOFT"]["result"] == "unknown"
    assert not row["outcome"]["settled"]


def test_a_rule_decides_only_on_the_days_it_is_in_force() -> None:
    late = rule("EU.LATE", "item.a", since=date(2024, 5, 1), until=date(2025, 4, 30))
    made = small("item.a", late)
    days = [date(2024, 4, 30), date(2024, 5, 1), date(2025, 4, 30), date(2025, 5, 1)]
    results = [
        flat(made, {"item.a": True}, as_of=day)["transfers"]["t1"]["entries"]["EU.LATE"]["result"]
        for day in days
    ]
    assert results == ["false", "true", "true", "false"]


# --- duty-bearers, explanations ------------------------------------------------------------


def test_a_duty_falls_on_the_party_the_rule_names_when_its_condition_holds() -> None:
    rules = [
        rule("EU.IS_EXPORTER", {"actor.country": ["FR"]}, role=Role.ACT),
        rule("EU.IS_HOST", {"host.country": ["FR"]}, role=Role.ACT),
        measure(
            "EU.LICENCE",
            "item.a",
            duty_bearers=(
                bearer("exporter", "actor", "EU.IS_EXPORTER"),
                bearer("host", "host", "EU.IS_HOST"),
            ),
        ),
    ]
    made = law(corpus(yes_no("item.a"), rules))
    document = {
        "parties": [{"id": "p1", "country": "FR"}],
        "items": [{"id": "i1", "facts": {"a": True}}],
        "transfers": [{"id": "t1", "item": "i1", "actor": "p1", "host": "BR"}],
    }
    row = only(made.check(document, DAY)["regimes"]["EU"])
    assert row["duty_bearers"] == [{"role": "exporter", "party": "p1", "result": "true"}]
    assert row["parties"] == ["p1"]


def test_the_reasons_are_a_minimal_set_of_facts_that_suffices(two_entries: Law) -> None:
    row = entry(two_entries, "EU.SOFT", {"item.kind": "software", "item.designed": True, "to.country": "BR"})
    assert {f["key"]: f["value"] for f in row["because"]["facts"]} == {
        "item.kind": "software",
        "item.designed": True,
    }
    no = entry(two_entries, "EU.SOFT", {"item.kind": "hardware", "item.designed": False})
    assert len(no["because"]["facts"]) == 1


def test_the_argument_names_the_rules_that_decided_with_their_citations() -> None:
    made = small(
        "item.a item.b",
        rule("D.ONE", "item.a", role=Role.DEFINITION),
        rule("D.TWO", "item.b", role=Role.DEFINITION),
        rule("EU.X", {"any": ["D.ONE", "D.TWO"]}),
    )
    row = entry(made, "EU.X", {"item.a": False, "item.b": True})
    assert [step["id"] for step in row["because"]["rules"]] == ["EU.X", "D.TWO"]
    assert [c["pinpoint"] for c in row["citations"]] == ["EU.X", "D.TWO"]


def test_the_first_period_starts_with_the_first_regime(two_entries: Law) -> None:
    assert two_entries.starts == [START]
