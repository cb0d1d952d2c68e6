"""What the bench prints names things: the question behind a fact, its id beside it."""

from __future__ import annotations

from functools import cache

from licet.law import load, shipped
from licet.law.model import Corpus
from licet.reasoning.bench import words
from licet.reasoning.bench.progress import part
from licet.reasoning.expressions import flat_facts


@cache
def law() -> Corpus:
    return load([shipped()])


def test_a_fact_is_told_by_its_question_and_the_label_of_its_answer() -> None:
    ask, label = law().facts["item.kind"].ask["en"], law().facts["item.kind"].options[0]
    assert words.stated(law(), "item.kind", label.value) == f"{ask} {label.label['en']} [item.kind]"
    assert words.stated(law(), "item.is_hypervisor", True) == "Is it a hypervisor? [item.is_hypervisor]"


def test_it_says_of_whom_a_fact_is_asked() -> None:
    assert words.stated(law(), "to.country", "BR").endswith("(of the recipient) BR [to.country]")
    assert "(of what it serves)" in words.stated(law(), "target.is_hypervisor", False)


def test_every_fact_that_a_document_can_state_has_words() -> None:
    for key in flat_facts(law()):
        text = words.stated(law(), key, True)
        assert "?" in text and text.endswith(f" [{key}]"), key


def test_a_condition_is_found_where_it_is_written_and_told_as_a_question() -> None:
    text = words.condition(law(), "EU.4D004", "{item.kind: [software]}")
    assert text.startswith(law().facts["item.kind"].ask["en"]) and text.endswith("[{item.kind: [software]}]")
    assert words.condition(law(), "EU.4D004", "item.is_no_fact") == "item.is_no_fact"
    assert words.condition_at(law(), "EU.NO_RULE", "item.is_hypervisor") is None


def test_rules_acts_and_families_stand_by_name_with_their_ids() -> None:
    assert words.titles(law(), ["EU.ART3", "NEW.RULE"]) == "Licence for listed items [EU.ART3]; NEW.RULE"
    assert words.acts(law(), ["transmit"]).endswith("[transmit]")
    assert (
        words.families(law(), "EU", ["sanctions", "other"])
        == "Sanctions on countries [sanctions]; other [other]"
    )


def test_the_second_of_four_parts_begins_at_a_quarter() -> None:
    told: list[float] = []
    watched = part(told.append, 1, 4)
    for share in (0, 0.5, 1):
        watched(share)
    assert told == [0.25, 0.375, 0.5]
