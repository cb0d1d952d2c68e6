"""What does nothing in a law is found, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from small_law import DAY, axiom, corpus, measure, rule, unless, yes_no

from licet.law.model import Axiom, Role, Rule, Where
from licet.reasoning.bench.hygiene import findings
from licet.reasoning.bench.sides import Side

FACTS = yes_no("item.a", "item.b", "item.c")


def found_in(*rules: Rule, axioms: Sequence[Axiom] = ()) -> set[tuple[str, str, str]]:
    """Each rule in a place of its own, as in files."""
    apart = [replace(one, where=Where("small.yaml", n)) for n, one in enumerate(rules)]
    side = Side.of(corpus(FACTS, apart, axioms=axioms), "EU", DAY)
    return {(one.kind, one.rule, one.what) for one in findings(side)}


def test_a_law_without_waste_has_no_findings() -> None:
    assert (
        found_in(rule("R.A", {"all": ["item.a", "item.b"]}, exceptions=[unless("R.A.X", "item.c")])) == set()
    )


def test_what_cannot_be_is_found() -> None:
    found = found_in(rule("R.A", {"all": ["item.a", {"not": "item.a"}]}), rule("R.B", "item.b"))
    assert found == {("never_holds", "R.A", "")}


def test_a_condition_that_the_axioms_settle_is_found() -> None:
    link = axiom("AX", {"any": [{"not": "item.a"}, "item.b"]})
    found = found_in(rule("R.A", {"all": ["item.a", "item.b"]}), axioms=[link])
    assert found == {("no_effect", "R.A", "item.b")}


def test_an_exception_for_what_is_not_named_is_found() -> None:
    body = {"all": ["item.a", {"not": "item.b"}]}
    found = found_in(rule("R.A", body, exceptions=[unless("R.A.X", {"all": ["item.b", "item.c"]})]))
    assert ("exception_without_effect", "R.A", "R.A.X") in found


def test_an_entry_within_another_is_found() -> None:
    narrow, wide = rule("R.A", {"all": ["item.a", "item.b"]}), rule("R.B", "item.a")
    assert found_in(narrow, wide) == {("swallowed", "R.A", "")}


def test_references_count_for_what_they_refer_to() -> None:
    definition = rule("D.A", {"all": ["item.a", "item.b"]}, role=Role.DEFINITION)
    assert found_in(definition, rule("R.A", {"any": ["D.A", "item.c"]}), measure("M", "R.A")) == set()
