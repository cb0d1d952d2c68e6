"""What was found for one document, or how it was sought, never changes the answer to another; nor does what is left out of one."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

import pytest
from small_law import DAY, axiom, corpus, law, measure, rule, unless, yes_no

from licet.reasoning import Law, joint, views

FACTS = ("item.a", "item.b", "item.c", "item.d", "transfer.e", "party.f")


def made() -> Law:
    """Two entries that share facts, an exception, a measure over both, and an axiom across objects."""
    facts = yes_no(*FACTS)
    rules = [
        rule("EU.ONE", {"any": [{"all": ["item.a", "item.b"]}, {"all": ["item.c", "to.f"]}]}),
        rule(
            "EU.TWO",
            {"at_least": 2, "of": ["item.b", "item.d", "transfer.e"]},
            exceptions=[unless("EU.FREE", "item.c")],
        ),
        measure("EU.LICENCE", {"any": ["EU.ONE", {"all": ["EU.TWO", {"not": "from.f"}]}]}),
    ]
    return law(corpus(facts, rules, axioms=[axiom("AX", {"not": {"all": ["item.a", "item.d"]}})]))


def documents(count: int) -> list[dict[str, Any]]:
    """Two items on three legs between two parties; each fact stated or not."""
    chance = random.Random(3)

    def facts(scope: str) -> dict[str, bool]:
        named = [fact.partition(".")[2] for fact in FACTS if fact.startswith(f"{scope}.")]
        return {name: chance.random() < 0.5 for name in named if chance.random() < 0.6}

    return [
        {
            "parties": [{"id": id, "facts": facts("party")} for id in ("p", "q")],
            "items": [{"id": id, "kind": "software", "facts": facts("item")} for id in ("i", "j")],
            "transfers": [
                {"id": f"t{n}", "item": item, "from": "p", "to": to, "facts": facts("transfer")}
                for n, (item, to) in enumerate((("i", "q"), ("j", "q"), ("j", "p")))
            ],
        }
        for _ in range(count)
    ]


@pytest.fixture(scope="module")
def used() -> Law:
    return made()


def one_leg(count: int) -> list[dict[str, Any]]:
    """Flat documents; some say the same, some leave a choice open, some contradict themselves."""
    chance = random.Random(4)
    names = [name.replace("party.", "to.") for name in FACTS]
    said = (True, False, [True, False], [{"value": True}, {"value": False}])
    return [{"facts": {n: chance.choice(said) for n in names if chance.random() < 0.6}} for _ in range(count)]


def test_documents_of_one_leg_find_what_was_found_of_others_and_nothing_else(used: Law) -> None:
    asked = one_leg(80)
    for document in asked:
        used.check(document, DAY)
    for document in asked[::4]:
        assert used.check(document, DAY) == made().check(document, DAY)


def test_objects_called_otherwise_are_told_by_their_own_names(used: Law) -> None:
    def sale(buyer: str) -> dict[str, Any]:
        return {
            "parties": [{"id": buyer}],
            "items": [{"id": "i"}],
            "transfers": [{"id": "t", "item": "i", "to": buyer}],
        }

    for buyer in ("first", "second"):
        [row] = used.check(sale(buyer), DAY)["regimes"]["EU"]["measures"]
        assert {m["scope"] for m in row["missing"] if m["key"] == "to.f"} == {buyer}


def test_an_answer_taken_away_is_the_takers_own(used: Law) -> None:
    before = used.check({"facts": {}}, DAY)
    spoilt = used.check({"facts": {}}, DAY)
    for row in spoilt["regimes"]["EU"]["measures"]:
        row["missing"][0].clear()
        row["missing"].clear()
    assert used.check({"facts": {}}, DAY) == before


def test_names_make_room_too(used: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deals whose parties are called otherwise add no nodes, but names."""
    monkeypatch.setattr(views, "LISTED", 50)
    world, sizes = used.day(DAY).world, []
    for n in range(20):
        used.check({"parties": [{"id": f"p{n}"}], "items": [{"id": f"i{n}"}]}, DAY)
        sizes.append(world.listed)
    assert max(sizes[1:]) < 50 + max(sizes[0], 30)
    assert len(world.names) < 20


def test_the_same_answer_whether_or_not_others_were_answered_before(used: Law) -> None:
    asked = documents(60)
    for document in asked:
        used.check(deepcopy(document), DAY)
    for document in asked[::6]:
        assert made().check(document, DAY) == used.check(document, DAY)
        assert made().next_questions(document, as_of=DAY) == used.next_questions(document, as_of=DAY)


def test_the_same_answer_after_what_was_kept_was_let_go(used: Law) -> None:
    [document] = documents(1)
    before = used.check(document, DAY)
    world = used.day(DAY).world
    world.diagram.forget()
    world.relevance.forget()
    world.sample.forget()
    world.sufficient.clear()
    assert used.check(document, DAY) == before


def test_without_the_reasons_of_entries_everything_else_is_the_same(used: Law) -> None:
    for document in documents(10):
        whole, told = used.check(document, DAY), used.check(document, DAY, entries=False)
        assert any(measure["because"] for measure in told["regimes"]["EU"]["measures"])
        for leg in whole["regimes"]["EU"]["transfers"].values():
            for entry in leg["entries"].values():
                for reason in ("because", "mark", "citations"):
                    del entry[reason]
        for row in whole["ccic"].values():
            del row["because"]
        assert told == whole


@pytest.mark.parametrize(("many", "steps"), [(0, 400), (0, 1), (10**6, 400)])
def test_the_same_outcome_however_the_search_goes(
    used: Law, monkeypatch: pytest.MonkeyPatch, many: int, steps: int
) -> None:
    """Goals searched one beside the other, put together after a try, put together at once."""
    asked = documents(25)
    expected = [used.check(document, DAY) for document in asked]
    monkeypatch.setattr(joint, "MANY", many)
    monkeypatch.setattr(joint, "FEW_STEPS", steps)
    assert [used.check(document, DAY) for document in asked] == expected
