"""Chains: several legs, related items, intermediaries; one answer per leg, and the union."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from small_law import DAY, axiom, corpus, group, law, measure, rule, unless, yes_no

from licet.law.model import Corpus, Role
from licet.reasoning import InputError, Law
from licet.reasoning.solving.solved import GivenUp
from licet.reasoning.views import World


def regime(law: Law, document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = law.check(document, DAY)["regimes"]["EU"]
    return found


def legs(row: dict[str, Any], measure_id: str) -> dict[str, str]:
    [found] = [m for m in row["measures"] if m["id"] == measure_id]
    return dict(found["transfers"])


@pytest.fixture(scope="module")
def disclosure() -> Law:
    """A report to whoever mends the flaw is free; the same report to anyone else is not."""
    facts = yes_no("item.exploit", "transfer.reports_vulnerability", "party.is_maker")
    freed = unless("EU.NOTE", {"all": ["transfer.reports_vulnerability", "to.is_maker"]})
    rules = [rule("EU.4E001", "item.exploit", exceptions=[freed]), measure("EU.LICENCE", "EU.4E001")]
    return law(corpus(facts, rules))


def test_one_item_to_its_makers_security_team_and_to_a_broker_gets_two_answers(disclosure: Law) -> None:
    document = {
        "parties": [
            {"id": "maker", "facts": {"is_maker": True}},
            {"id": "broker", "facts": {"is_maker": False}},
        ],
        "items": [{"id": "report", "kind": "technology", "facts": {"exploit": True}}],
        "transfers": [
            {"id": "disclosed", "item": "report", "to": "maker", "facts": {"reports_vulnerability": True}},
            {"id": "sold", "item": "report", "to": "broker", "facts": {"reports_vulnerability": True}},
        ],
    }
    row = regime(disclosure, document)
    assert legs(row, "EU.LICENCE") == {"disclosed": "false", "sold": "true"}
    assert row["outcome"] == {"possible": ["licence"], "settled": True}


SERVES = rule("EU.TECH", {"all": [{"item.relation": ["technology_for"]}, {"of_target": "D.TOOL"}]})
TOOL = rule("D.TOOL", "item.tool", role=Role.DEFINITION)
LISTED = measure("EU.LISTED", "EU.TECH")
CATCH_ALL = measure("EU.CATCH_ALL", {"all": [{"not": "EU.TECH"}, "transfer.informed"]})
TOLD = {"value": True, "by": "authority", "status": "found"}


@pytest.fixture(scope="module")
def related() -> Law:
    return law(corpus(yes_no("item.tool", "transfer.informed"), [SERVES, TOOL, LISTED, CATCH_ALL]))


def serving(*relations: tuple[str, str], **facts: Any) -> dict[str, Any]:
    items = [
        {"id": "tech", "of": [{"relation": r, "item": i} for r, i in relations]},
        {"id": "agent", "facts": {"tool": True}, "of": []},
        {"id": "clock", "facts": {"tool": False}, "of": []},
    ]
    return {"items": items, "transfers": [{"id": "t1", "item": "tech", "facts": facts}]}


def test_an_entry_holds_if_it_does_for_any_related_item(related: Law) -> None:
    row = regime(related, serving(("technology_for", "clock"), ("technology_for", "agent")))
    assert legs(row, "EU.LISTED") == {"t1": "true"}


def test_an_entry_fails_if_it_does_for_every_related_item(related: Law) -> None:
    row = regime(related, serving(("technology_for", "clock"), ("component_of", "agent")))
    assert legs(row, "EU.LISTED") == {"t1": "false"}


def test_not_listed_is_never_said_because_one_of_several_related_items_is_harmless(related: Law) -> None:
    row = regime(related, serving(("technology_for", "clock"), ("technology_for", "agent"), informed=TOLD))
    assert legs(row, "EU.CATCH_ALL") == {"t1": "unknown"}
    assert row["outcome"] == {"possible": ["licence"], "settled": True}


def test_not_listed_is_said_where_all_related_items_are_harmless(related: Law) -> None:
    row = regime(related, serving(("technology_for", "clock"), ("component_of", "agent"), informed=TOLD))
    assert legs(row, "EU.CATCH_ALL") == {"t1": "true"}


def test_an_item_whose_relations_are_not_stated_may_serve_anything(related: Law) -> None:
    document = {"items": [{"id": "tech"}], "transfers": [{"id": "t1", "item": "tech"}]}
    assert legs(regime(related, document), "EU.LISTED") == {"t1": "unknown"}


def test_an_empty_list_of_relations_says_that_it_serves_nothing(related: Law) -> None:
    document = {"items": [{"id": "tech", "of": []}], "transfers": [{"id": "t1", "item": "tech"}]}
    assert legs(regime(related, document), "EU.LISTED") == {"t1": "false"}


def test_relations_in_a_circle_are_refused(related: Law) -> None:
    loop = [{"id": a, "of": [{"relation": "update_to", "item": b}]} for a, b in (("x", "y"), ("y", "x"))]
    with pytest.raises(InputError, match="circle"):
        related.check({"items": loop, "transfers": [{"item": "x"}]}, DAY)


def test_access_is_tested_as_what_is_accessed() -> None:
    made = law(
        corpus(
            yes_no("item.tool"),
            [
                rule("EU.X", {"all": [{"item.kind": ["software"]}, "item.tool"]}),
                measure("EU.LICENCE", {"all": ["EU.X", {"transfer.act": ["grant_access"]}]}),
            ],
        )
    )
    items = [
        {"id": "platform", "kind": "software", "facts": {"tool": True}, "of": []},
        {"id": "seat", "kind": "access", "of": [{"relation": "access_to", "item": "platform"}]},
    ]
    row = regime(made, {"items": items, "transfers": [{"id": "t1", "item": "seat", "act": "grant_access"}]})
    assert row["transfers"]["t1"]["entries"]["EU.X"]["result"] == "true"
    assert legs(row, "EU.LICENCE") == {"t1": "true"}


# --- what legs share ----------------------------------------------------------------------------------


def test_two_open_legs_of_one_item_can_settle_the_file_together() -> None:
    """Whether the item is a tool is one question, however many legs it travels on."""
    groups = [group("near", "NO"), group("far", "BR")]
    rules = [
        measure(
            "EU.LICENCE",
            {
                "any": [
                    {"all": ["item.tool", {"to.country": {"in": "near"}}]},
                    {"all": [{"not": "item.tool"}, {"to.country": {"in": "far"}}]},
                ]
            },
        )
    ]
    made = law(corpus(yes_no("item.tool"), rules, groups=groups))
    transfers = [{"id": "t1", "item": "i1", "to": "NO"}, {"id": "t2", "item": "i1", "to": "BR"}]
    row = regime(made, {"items": [{"id": "i1"}], "transfers": transfers})
    assert legs(row, "EU.LICENCE") == {"t1": "unknown", "t2": "unknown"}
    assert row["measures"][0]["result"] == "true"
    assert row["outcome"] == {"possible": ["licence"], "settled": True}


def test_two_legs_of_two_items_settle_nothing_together() -> None:
    rules = [
        measure(
            "EU.LICENCE",
            {
                "any": [
                    {"all": ["item.tool", {"to.country": ["NO"]}]},
                    {"all": [{"not": "item.tool"}, {"to.country": ["BR"]}]},
                ]
            },
        )
    ]
    made = law(corpus(yes_no("item.tool"), rules))
    transfers = [{"id": "t1", "item": "i1", "to": "NO"}, {"id": "t2", "item": "i2", "to": "BR"}]
    row = regime(made, {"items": [{"id": "i1"}, {"id": "i2"}], "transfers": transfers})
    assert row["measures"][0]["result"] == "unknown"
    assert row["outcome"]["possible"] == ["licence", "nothing_found_in_scope"]


def test_two_frames_that_show_one_party_have_one_country() -> None:
    made = law(
        corpus(
            [],
            [measure("EU.LICENCE", {"any": [{"actor.country": ["NO"]}, {"not": {"from.country": ["NO"]}}]})],
        )
    )
    same = {
        "parties": [{"id": "p"}],
        "items": [{"id": "i1"}],
        "transfers": [{"item": "i1", "actor": "p", "from": "p"}],
    }
    other = {
        "parties": [{"id": "p"}, {"id": "q"}],
        "items": [{"id": "i1"}],
        "transfers": [{"item": "i1", "actor": "p", "from": "q"}],
    }
    assert regime(made, same)["measures"][0]["result"] == "true"
    assert regime(made, other)["measures"][0]["result"] == "unknown"


def test_a_contradiction_in_one_item_leaves_the_other_legs_alone() -> None:
    made = law(
        corpus(
            yes_no("item.a", "item.b"),
            [measure("EU.LICENCE", "item.a")],
            axioms=[axiom("AX.NOT_BOTH", {"not": {"all": ["item.a", "item.b"]}})],
        )
    )
    items = [
        {"id": "i1", "facts": {"a": True, "b": True}, "of": []},
        {"id": "i2", "facts": {"a": True}, "of": []},
    ]
    row = regime(
        made, {"items": items, "transfers": [{"id": "t1", "item": "i1"}, {"id": "t2", "item": "i2"}]}
    )
    assert legs(row, "EU.LICENCE") == {"t1": "contradictory", "t2": "true"}


def test_each_item_is_asked_whether_it_is_a_ccic_and_any_leg_suffices() -> None:
    kind = rule("CCIC.SPYWARE", "item.tool", role=Role.CCIC_KIND)
    made = law(corpus(yes_no("item.tool"), [kind]))
    items = [{"id": "i1", "facts": {"tool": True}}, {"id": "i2", "facts": {"tool": False}}, {"id": "i3"}]
    found = made.check({"items": items}, DAY)["ccic"]
    assert {item: row["result"] for item, row in found.items()} == {
        "i1": "true",
        "i2": "false",
        "i3": "unknown",
    }


# --- rules too large for a diagram ---------------------------------------------------------------------


def bare(made: Corpus) -> Law:
    """Every rule counts as too large for a diagram."""
    ready = law(made)
    day = ready.day(DAY)
    period = day.world.period
    day.world = World(replace(period, rules={}, levels={}, too_large=tuple(period.rules)), made.facts)
    return ready


def either_way() -> Corpus:
    """b, whatever a is."""
    grounds = [{"all": ["item.a", "item.b"]}, {"all": [{"not": "item.a"}, "item.b"]}]
    return corpus(yes_no("item.a", "item.b"), [measure("EU.LICENCE", {"any": grounds})])


def test_a_rule_too_large_for_a_diagram_is_answered_by_the_solver_as_exactly() -> None:
    cut = bare(either_way())
    results = {
        b: cut.check({"facts": {"item.b": b}}, DAY)["regimes"]["EU"]["measures"][0]["result"]
        for b in (True, False)
    }
    assert results == {True: "true", False: "false"}
    row = cut.check({"facts": {}}, DAY)["regimes"]["EU"]
    assert [m["key"] for m in row["measures"][0]["missing"]] == ["item.b"]
    assert row["outcome"]["possible"] == ["licence", "nothing_found_in_scope"]


def test_where_the_solver_gives_up_the_tables_answer_never_by_no(monkeypatch: pytest.MonkeyPatch) -> None:
    def spent(*_asked: object) -> bool:
        raise GivenUp

    monkeypatch.setattr("licet.reasoning.solving.solved._possible", spent)
    cut = bare(either_way())
    said = [
        cut.check({"facts": facts}, DAY)["regimes"]["EU"]["measures"][0]
        for facts in ({"item.b": False}, {"item.b": True}, {"item.a": True, "item.b": True})
    ]
    assert [m["result"] for m in said] == ["false", "unknown", "true"]
    assert [m["key"] for m in said[1]["missing"]] == ["item.a"]
