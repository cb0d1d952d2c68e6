"""What is asked next: only what can still matter, the most telling first, and what the law wants stated anyway."""

from __future__ import annotations

import random
from typing import Any

import pytest
from small_law import DAY, corpus, fact, law, measure, rule, small, yes_no

from licet.reasoning import InputError, Law
from licet.reasoning.chain import Chain
from licet.reasoning.sampling import SAMPLES, drawn, information


def asked(made: Law, facts: dict[str, Any], **more: Any) -> list[str]:
    return [q["key"] for q in made.next_questions({"facts": facts}, as_of=DAY, **more)]


@pytest.fixture(scope="module")
def gate() -> Law:
    """One fact decides alone most of the time; two others only matter behind it."""
    return small(
        "item.gate item.a item.b item.idle",
        rule("EU.E", "item.idle"),
        measure("EU.LICENCE", {"all": ["item.gate", {"any": ["item.a", "item.b"]}]}),
    )


def test_the_fact_that_tells_most_is_asked_first(gate: Law) -> None:
    assert asked(gate, {})[0] == "item.gate"


def test_a_fact_that_cannot_matter_is_never_asked(gate: Law) -> None:
    assert sorted(asked(gate, {}, limit=9)) == ["item.a", "item.b", "item.gate"]
    assert asked(gate, {"item.gate": True, "item.a": True}) == []


def test_classifying_asks_on_until_every_entry_is_settled(gate: Law) -> None:
    settled = {"item.gate": False}
    assert asked(gate, settled, goal="licence") == []
    assert asked(gate, settled, goal="classify") == ["item.idle"]


def test_each_question_names_the_measures_it_can_settle(gate: Law) -> None:
    [first, *_] = gate.next_questions({"facts": {}}, as_of=DAY)
    assert first == {"fact": "item.gate", "scope": "i1", "key": "item.gate", "settles": ["EU.LICENCE"]}


def test_a_rare_fact_is_asked_after_a_common_one() -> None:
    facts = [fact("item.rare", prior=0.01), fact("item.common", prior=0.5)]
    made = law(corpus(facts, [measure("EU.LICENCE", {"any": ["item.rare", "item.common"]})]))
    assert asked(made, {}) == ["item.common", "item.rare"]


def test_what_the_law_wants_stated_is_asked_although_nothing_turns_on_it() -> None:
    made = law(
        corpus(
            yes_no("item.a", "party.state_body"),
            [measure("EU.LICENCE", "item.a")],
            always=["end_user.state_body"],
        )
    )
    silent = made.check({"facts": {"item.a": True}}, DAY)["regimes"]["EU"]["questions"]
    assert [(q["key"], q["settles"]) for q in silent] == [("end_user.state_body", [])]
    stated = made.check({"facts": {"item.a": True, "end_user.state_body": False}}, DAY)
    assert stated["regimes"]["EU"]["questions"] == []


def test_the_same_document_is_always_asked_the_same(gate: Law) -> None:
    assert asked(gate, {}) == asked(gate, {})


def test_answering_what_is_asked_always_ends_in_an_answer(gate: Law) -> None:
    chance = random.Random(7)
    for _ in range(10):
        facts: dict[str, Any] = {}
        while open_ones := asked(gate, facts, limit=1):
            facts[open_ones[0]] = chance.random() < 0.5
        row = gate.check({"facts": facts}, DAY)["regimes"]["EU"]
        assert row["outcome"]["settled"]
        assert len(facts) <= 3


def test_an_unknown_goal_is_refused(gate: Law) -> None:
    with pytest.raises(InputError) as refused:
        asked(gate, {}, goal="clasify")
    assert refused.value.nearest == "classify"


def test_what_is_never_known_does_not_blur_what_a_fact_tells() -> None:
    """Whoever says "no" settles the measure, whoever says "yes" leaves it to a judgement: a whole bit at even odds, though
    "holds" itself is one in four."""
    made = law(
        corpus(
            yes_no("item.a"),
            [measure("EU.LICENCE", {"all": ["item.a", {"judgement": "required"}]})],
            judgements=["required"],
        )
    )
    world = made.day(DAY).world
    [asker] = Chain(made.day(DAY), made.read({"facts": {}}, DAY)).askers["t1"]
    facts, bits = asker.bound.told(world.period.rules["EU.LICENCE"].plain)
    assert [world.vars[v].key for v in facts] == ["item.a"]
    assert bits == pytest.approx([1.0], abs=0.001)


def test_a_fact_on_which_only_the_wording_of_no_duty_turns_comes_after_one_that_settles() -> None:
    """`item.b` changes a measure in one judgement of two, `item.a` ends it."""
    made = law(
        corpus(
            yes_no("item.a", "item.b"),
            [measure("EU.LICENCE", {"all": ["item.a", {"any": ["item.b", {"judgement": "required"}]}]})],
            judgements=["required"],
        )
    )
    assert asked(made, {}) == ["item.a", "item.b"]


def test_as_many_are_asked_as_are_wanted_and_always_the_first() -> None:
    made = small(
        "item.a item.b item.c item.d",
        measure("EU.LICENCE", {"all": ["item.a", {"any": ["item.b", "item.c", "item.d"]}]}),
    )
    every = asked(made, {}, limit=9)
    assert every[0] == "item.a"
    assert sorted(every) == ["item.a", "item.b", "item.c", "item.d"]
    assert [asked(made, {}, limit=n) for n in (1, 2, 3)] == [every[:1], every[:2], every[:3]]


def test_what_a_fact_tells_is_counted_in_bits() -> None:
    kept, yes = 0b1111, 0b0011
    no = kept ^ yes
    assert information([no, yes], [no, yes], kept) == pytest.approx(1.0)  # it is the goal
    assert information([no, yes], [0b0101, 0b1010], kept) == pytest.approx(0.0)  # as often with as without
    # a yes wherever the goal holds, and once besides: H(1/2) - 3/4 · H(2/3)
    assert information([0b1000, 0b0111], [no, yes], kept) == pytest.approx(1 - 0.75 * 0.9182958, abs=1e-6)


def test_completions_are_drawn_with_the_stated_share() -> None:
    for share in (0.0, 0.05, 1 / 3, 0.5, 1.0):
        assert drawn(random.Random(1), share).bit_count() / SAMPLES == pytest.approx(share, abs=0.03)
