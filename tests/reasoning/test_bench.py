"""The policy bench against an independent judge, on random small laws; then on the shipped law and its worked amendments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from complete import Judge, places
from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import FACTS, GROUPS, expressions, grown, known, marks, plain
from small_law import DAY, axiom, corpus, measure, rule, text, yes_no

from licet.law import load, shipped
from licet.law.model import Constant, Corpus, Expr, Judgement, Mark, Role
from licet.law.mutants import parts_of, with_parts
from licet.reasoning import Law
from licet.reasoning.bench.conditions import Turner
from licet.reasoning.bench.diff import Diff
from licet.reasoning.bench.gaps import Gaps
from licet.reasoning.bench.reports import gaps_report, sides_of
from licet.reasoning.bench.sides import Side
from licet.reasoning.bench.space import FLIP
from tools.amendment_outputs import README, replaced
from tools.amendment_outputs import rows_of as worked_rows

CHECK = settings(max_examples=25, deadline=None, derandomize=True)
AMENDMENTS = Path(__file__).parents[2] / "docs" / "examples" / "amendments"
TODAY = date(2026, 11, 22)
Row = dict[str, Any]


def judged(made: Corpus, id: str, facts: Mapping[str, Any]) -> str:
    return Judge(made, DAY).certain(id, places({name: [value] for name, value in facts.items()}))


def made_of(top: Any, inner: Any, mark: Mark, link: Any) -> Corpus:
    rules = [
        rule("D.INNER", inner, role=Role.DEFINITION, mark=mark),
        rule("D.REST", "item.b", role=Role.FAMILY),
        rule("R.TOP", {"any": [{"all": ["D.INNER", top]}, {"of_target": "D.INNER"}]}),
    ]
    return corpus(
        FACTS,
        rules,
        groups=GROUPS,
        families={"rest": "D.REST"},
        judgements=["required"],
        axioms=[axiom("AX", {"any": [link, "item.c"]})],
    )


def rows_of(one: Corpus, other: Corpus, regime: str = "EU", day: date = DAY, most: int = 9) -> list[Row]:
    return list(Diff(Side.of(one, regime, day), Side.of(other, regime, day), most).rows())


# --- differences --------------------------------------------------------------------------------------


@CHECK
@given(expressions, expressions, expressions, marks, plain, known)
def test_differences_are_those_of_the_judge(
    top: Any, inner: Any, changed: Any, mark: Mark, link: Any, stated: Row
) -> None:
    one, other = made_of(top, inner, mark, link), made_of(top, changed, Mark.VERIFIED, link)
    rows = rows_of(one, other)
    for row in rows:
        if "facts" in row:
            assert judged(one, "R.TOP", row["facts"]) == row["one"]
            assert judged(other, "R.TOP", row["facts"]) == row["other"]
            assert row["cause"] == {"kind": "changed", "id": "D.INNER", "title": text("D.Inner")}
    firm = tuple(Judge(made, DAY).certain("R.TOP", places(stated)) for made in (one, other))
    if set(firm) == {"true", "false"}:
        assert firm in {(row["one"], row["other"]) for row in rows}


@CHECK
@given(expressions, expressions, expressions, plain)
def test_every_fact_of_an_example_is_needed(top: Any, inner: Any, changed: Any, link: Any) -> None:
    one, other = (made_of(top, body, Mark.VERIFIED, link) for body in (inner, changed))
    for row in rows_of(one, other):
        for name in row.get("facts", ()):
            facts = {key: value for key, value in row["facts"].items() if key != name}
            answers = judged(one, "R.TOP", facts), judged(other, "R.TOP", facts)
            assert answers != (row["one"], row["other"]) or "unknown" in answers


def test_one_change_does_not_hide_another() -> None:
    facts = yes_no("item.a", "item.b", "item.c")
    parts = [rule("D.A", "item.a", role=Role.DEFINITION), rule("D.B", "item.b", role=Role.DEFINITION)]
    before = corpus(facts, [*parts, rule("R.TOP", {"any": ["D.A", "D.B"]})])
    after = replace(
        before,
        rules={
            **before.rules,
            "D.A": rule("D.A", {"all": ["item.a", "item.c"]}, role=Role.DEFINITION),
            "D.B": rule("D.B", "never", role=Role.DEFINITION),
        },
    )
    rows = rows_of(before, after)
    assert [(row["cause"]["kind"], row["cause"].get("id")) for row in rows] == [
        ("changed", "D.A"),
        ("changed", "D.B"),
        ("together", None),
    ]
    assert rows[2]["facts"] == {"item.a": True, "item.b": True, "item.c": False}


def test_a_law_does_not_differ_from_itself() -> None:
    made = made_of("item.a", "item.b", Mark.VERIFIED, "item.a")
    assert rows_of(made, made) == []


# --- gaps ---------------------------------------------------------------------------------------------

BITS = ("item.a", "item.b", "item.c", "transfer.t", "file.f")
bits = st.recursive(st.sampled_from([*BITS, {"judgement": "required"}]), grown, max_leaves=6)
items = st.recursive(st.sampled_from(BITS[:3]), grown, max_leaves=3)


def gap_law(kind: Any, duty: Any, link: Any) -> Corpus:
    rules = [rule("C.KIND", kind, role=Role.CCIC_KIND), measure("R.DUTY", duty)]
    return corpus(
        yes_no(*BITS),
        rules,
        judgements=["required"],
        axioms=[axiom("AX", {"any": [link, "item.c"]})],
    )


def minimal_gaps(made: Corpus) -> set[frozenset[str]]:
    """By trying every case."""
    every = [dict(zip(BITS, values, strict=True)) for values in product((False, True), repeat=len(BITS))]
    answers = [(case, judged(made, "C.KIND", case), judged(made, "R.DUTY", case)) for case in every]
    caught = {case["file.f"] for case, _, duty in answers if duty == "true"}
    found = [
        frozenset(bit for bit in BITS if case[bit])
        for case, kind, duty in answers
        if (kind, duty) == ("true", "false") and case["file.f"] in caught
    ]
    return {one for one in found if not any(other < one for other in found)}


@CHECK
@given(items, bits, items)
def test_witnesses_are_the_minimal_gaps_of_the_judge(kind: Any, duty: Any, link: Any) -> None:
    made = gap_law(kind, duty, link)
    count, witnesses = Gaps(Side.of(made, "EU", DAY), "C.KIND").witnesses(most=1000)
    found = {frozenset(row["so"]) for row in witnesses}
    assert found == minimal_gaps(made)
    assert count == len(witnesses)
    for row in witnesses:
        assert judged(made, "C.KIND", row["facts"]) == "true"
        assert judged(made, "R.DUTY", row["facts"]) == "false"


def with_constant(made: Corpus, id: str, value: bool) -> Corpus:
    """The law with the turned condition settled."""

    def settled(expr: Expr) -> Expr:
        if expr == Judgement(FLIP):
            return Constant(value)
        return with_parts(expr, tuple(map(settled, parts_of(expr)))) if parts_of(expr) else expr

    turned = made.rules[id]
    [edition] = turned.editions
    return replace(
        made,
        rules={**made.rules, id: replace(turned, editions=(replace(edition, when=settled(edition.when)),))},
    )


@CHECK
@given(items, bits, items)
def test_a_near_miss_is_caught_once_its_condition_is_otherwise(kind: Any, duty: Any, link: Any) -> None:
    made = gap_law(kind, duty, link)
    side = Side.of(made, "EU", DAY)
    gaps = Gaps(side, "C.KIND")
    turner = Turner(gaps.space, side, gaps.measures)
    for condition in turner.conditions:
        [rule_] = [condition.turned(side.corpus.rules[condition.rule])]
        turned = replace(made, rules={**made.rules, condition.rule: rule_})
        near = turner.near(condition, gaps.cases).get("R.DUTY", gaps.space.bdd.false)
        case = gaps.space.smallest(near, {})
        answers = set()
        for value in (True, False):
            facts = gaps.space.document(case) if case is not None else {}
            answers.add(judged(with_constant(turned, condition.rule, value), "R.DUTY", facts))
        assert case is None or answers & {"true", "unknown"}
        if case is not None:
            assert judged(made, "R.DUTY", gaps.space.document(case)) == "false"


# --- the shipped law ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def eu() -> Corpus:
    return load([shipped()])


@pytest.fixture(scope="module")
def law() -> Law:
    return Law.load([shipped()])


def says(law: Law, id: str, facts: Row, day: date) -> str:
    return str(law.evaluate_rule(id, {"facts": facts}, day)["result"])


def test_examples_between_two_days_are_answered_as_said(eu: Corpus, law: Law) -> None:
    days = date(2024, 6, 1), TODAY
    one, other = sides_of(eu, ("EU", days[0]), ("EU", days[1]))
    rows = list(Diff(one, other).rows())
    assert {row["subject"]["id"] for row in rows} >= {"EU.5D001.E", "EU.ART3", "EU.ART5.1"}
    for row in rows:
        answers = [says(law, row["subject"]["id"], row["facts"], day) for day in days]
        assert answers == [row["one"], row["other"]], row


def test_two_states_differ_by_what_one_has_of_its_own(eu: Corpus) -> None:
    one, other = sides_of(eu, ("EU", TODAY), ("DE", TODAY))
    assert (one.home, other.home) == ("DE", "DE")
    rows = [row for row in Diff(one, other, most=2).rows() if row["subject"]["kind"] == "permission"]
    causes = {(row["one"], row["other"], row["cause"].get("id")) for row in rows}
    assert {("false", "true", "DE.5A902"), ("unknown", "true", "DE.5A902")} <= causes


def amended(eu: Corpus, name: str, regime: str) -> list[Row]:
    return [dict(row) for row in worked_rows(name, regime)]


def changes(rows: list[Row]) -> dict[str, set[tuple[str, str]]]:
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row["subject"]["id"], set()).add((row["one"], row["other"]))
    return found


def test_access_as_export_settles_what_was_open_and_changes_nothing_in_germany(eu: Corpus) -> None:
    found = changes(amended(eu, "access-is-export", "EU"))
    assert {"EU.ART3", "EU.ART5.1", "EU.ARMS"} <= found.keys()
    assert found["EU.ART3"] == {("unknown", "true")}
    assert amended(eu, "access-is-export", "DE") == []


def test_article_5_on_assistance_and_suspicion_only_catches_more(eu: Corpus) -> None:
    rows = amended(eu, "assistance-and-suspicion", "EU")
    found = changes(rows)
    assert set(found) == {"EU.ART5.1", "EU.ART5.2", "EU.ART5.3"}
    assert all(new != "false" and old != "true" for pairs in found.values() for old, new in pairs)
    assert ("unknown", "true") in found["EU.ART5.3"]
    assert any(row["facts"].get("transfer.act") in ("assist", "oral") for row in rows if "facts" in row)


def test_the_wording_of_2021_releases_what_article_5_catches_in_part(eu: Corpus) -> None:
    found = changes(amended(eu, "5D001.e-of-2021", "EU"))
    assert ("true", "false") in found["EU.5D001.E"]
    assert ("true", "false") in found["EU.ART3"]
    assert ("false", "true") in found["EU.ART5.1"]


def test_the_readme_of_the_worked_amendments_says_what_the_bench_finds() -> None:
    text = README.read_text("utf-8")
    assert replaced(text) == text, "Run tools/amendment_outputs.py"


def test_gaps_of_the_shipped_law_are_answered_as_said(eu: Corpus, law: Law) -> None:
    report = gaps_report(eu, "EU", "CCIC.HACKING_SERVICES", TODAY, home="", most=10, near=True)
    assert report["witness_count"] == len(report["witnesses"]) > 0
    duties = ["EU.ARMS", "EU.ART3", "EU.ART5.1", "EU.ART5.2", "EU.ART5.3", "EU.ART11.1"]
    for row in report["witnesses"]:
        assert says(law, "CCIC.HACKING_SERVICES", row["facts"], TODAY) == "true"
        assert {says(law, id, row["facts"], TODAY) for id in duties} == {"false"}
    assert any(row["new"] for row in report["near_misses"])
    for row in report["near_misses"]:
        assert {says(law, id, row["facts"], TODAY) for id in duties} == {"false"}


def test_near_misses_end_where_the_diagrams_grow_too_large_and_say_so(
    eu: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("licet.reasoning.bench.gaps.CROWDED", 0)
    report = gaps_report(eu, "EU", "CCIC.HACKING_SERVICES", TODAY, home="", most=10, near=True)
    assert report["near_misses"] == []
    assert report["not_turned"] > 100, "every condition of the Union's duties"
    assert report["witness_count"] > 0
