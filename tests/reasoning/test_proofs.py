"""Proofs are checked by somebody who did not write them: every step against its parts, every fact against what was stated."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from complete import Judge, Possible, places
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from random_rules import FACTS, GROUPS, expressions, known, marks
from small_law import DAY, corpus, fact, law, measure, rule, small, unless

from licet.cli.schema import text_of
from licet.law.model import Corpus, FactType, Mark, Role
from licet.reasoning import Law
from licet.reasoning.proof.render import paragraphs
from licet.reasoning.proof.stating import Stating
from licet.reasoning.proof.text import text

Row = dict[str, Any]
FRAMES = {"i1": "item", "t1": "transfer"}
"""What the objects of a flat document are called among the judge's places."""
WORD = {True: "true", False: "false", None: "unknown"}


# --- every step follows --------------------------------------------------------------------------------


def steps(row: Row) -> Iterator[Row]:
    yield row
    for child in row.get("children", ()):
        yield from steps(child)


def follows(row: Row) -> bool:
    """Whether the children carry the result, by the words of the step alone."""
    got: list[str] = [child["result"] for child in row["children"]]
    wanted, parts = row["result"], int(row.get("parts", 0))
    yes, no = got.count("true"), got.count("false")
    match row["kind"]:
        case "all":
            return yes == parts if wanted == "true" else no >= 1
        case "any":
            return yes >= 1 if wanted == "true" else no == parts
        case "at_least":
            return yes >= int(row["least"]) if wanted == "true" else parts - no < int(row["least"])
        case "not":
            return got == [{"true": "false", "false": "true"}[wanted]]
        case "outside":
            return bool(wanted == "false") and got == ["false"]
        case "rule" | "exception":
            return "citation" not in row or _body_follows(row)
    return True


def _body_follows(row: Row) -> bool:
    bars = [c["result"] for c in row["children"] if c["kind"] == "exception"]
    body = [c["result"] for c in row["children"] if c["kind"] != "exception"]
    if row["result"] == "true":
        return set(body) == {"true"} and not set(bars) - {"false"}
    return "false" in body or "true" in bars


class Checker:
    """Reads the facts as the judge reads them; nothing of the engine."""

    def __init__(self, made: Corpus, possible: Possible) -> None:
        self.judge, self.possible = Judge(made, DAY), possible

    def fact(self, row: Row) -> str:
        """What the values still possible say of the condition; the firm members of a group only for a yes."""
        values = self.judge.choices((FRAMES.get(row["scope"], str(row["scope"])), row["fact"]), self.possible)
        told = {self._met(row["asked"], value) for value in values}
        return WORD[told.pop()] if len(told) == 1 else "unknown"

    def _met(self, asked: Row, value: Any) -> bool | None:
        if "group" in asked:
            marks = {m.country: m.mark for m in self.judge.corpus.groups[asked["group"]].members}
            if marks.get(value) == Mark.UNVERIFIED:
                return None
            return value in marks
        if "op" in asked:
            bound = asked["bound"]
            return bool(
                {">": value > bound, ">=": value >= bound, "<": value < bound, "<=": value <= bound}[
                    asked["op"]
                ]
            )
        return value in asked["one_of"]


def proof(made: Law, facts: dict[str, Any]) -> Row:
    """The proof of R.TOP for a flat document."""
    [measure] = [
        m for m in made.argue({"facts": facts}, DAY)["regimes"]["EU"]["measures"] if m["id"] == "R.TOP"
    ]
    [leg] = measure["transfers"]
    [row] = leg["proofs"]
    assert row["result"] == leg["result"] == measure["result"]
    return dict(row)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(expressions, expressions, expressions, marks, marks, known)
def test_each_step_follows_and_the_root_is_what_all_completions_agree_on(
    top: Any, inner: Any, bar: Any, mark: Mark, bar_mark: Mark, stated: dict[str, list[Any]]
) -> None:
    made = corpus(
        FACTS,
        [
            rule("D.INNER", inner, role=Role.DEFINITION, mark=mark),
            rule("D.REST", "item.b", role=Role.FAMILY),
            measure(
                "R.TOP",
                {"any": [{"all": ["D.INNER", top]}, {"of_target": "D.INNER"}]},
                exceptions=[unless("R.TOP.X", bar, bar_mark)],
            ),
        ],
        groups=GROUPS, families={"rest": "D.REST"}, judgements=["required"],
    )  # fmt: skip
    facts = {n: v[0] if len(v) == 1 else {"one_of": v} for n, v in stated.items()}
    root = proof(law(made), facts)
    possible = places(stated)
    checker = Checker(made, possible)
    assert root["result"] == checker.judge.certain("R.TOP", possible)
    for row in steps(root):
        if row["result"] == "unknown" or "see" in row:
            continue
        if row["kind"] == "fact":
            assert row["result"] == checker.fact(row)
        elif row.get("by_cases"):
            assert row["scope"] == "i1", "only on the tested item are exact answers asked for"
            assert row["result"] == checker.judge.certain(row["id"], possible)
        else:
            assert follows(row)
    Draft202012Validator(json.loads(text_of("argument"))).validate(
        json.loads(json.dumps(law(made).argue({"facts": facts}, DAY)))
    )


# --- what it must say ------------------------------------------------------------------------------------


def told(made: Law, facts: dict[str, Any], register: str = "court", language: str = "en") -> str:
    return " ".join(text(made.argue({"facts": facts}, DAY), made.corpus, register, language).split())


def either_way() -> Law:
    return small(
        "item.a item.b",
        rule("E.A", "item.a"),
        rule("E.B", {"not": "item.a"}),
        measure("R.ASK", {"any": ["E.A", "E.B"]}, basis=("E.A", "E.B")),
    )


def test_a_licence_whose_ground_is_open_is_said_to_be_certain() -> None:
    said = told(either_way(), {"item.b": True})
    assert "The duty is certain; under which rule is still open." in said
    assert "It holds whichever way the open points fall" in said
    assert "L’obligation est certaine" in told(either_way(), {"item.b": True}, "officer", "fr")


def test_what_only_the_authority_can_settle_is_referred() -> None:
    made = law(corpus(FACTS, [measure("R.ASK", {"judgement": "required"})], judgements=["required"]))
    for register in ("exporter", "officer", "court"):
        said = told(made, {"item.a": True}, register)
        assert "it is referred to the authority" in said
        assert said.count("For the authority to judge: required.") == 1  # the exporter too reads which term


def test_what_was_not_checked_is_said() -> None:
    made = law(
        corpus(
            FACTS,
            [
                rule("D.REST", "item.b", role=Role.FAMILY),
                measure("R.ASK", {"any": ["item.a", {"outside": "rest"}]}),
            ],
            families={"rest": "D.REST"},
        )
    )
    said = told(made, {"item.b": True, "item.a": False})
    assert "Law that is not recorded here: rest. It was not checked." in said
    assert "Not checked: rest; it matters here." in said


def test_unverified_law_settles_nothing_and_says_so() -> None:
    made = small("item.a", measure("R.ASK", "item.a", mark=Mark.UNVERIFIED))
    said = told(made, {"item.a": True})
    assert "Nobody has checked this text against its source" in said


@pytest.mark.parametrize(
    ("register", "cites", "digests"), [("exporter", 1, False), ("officer", 2, True), ("court", 2, True)]
)
def test_each_reader_gets_what_is_theirs(register: str, cites: int, digests: bool) -> None:
    """A court: numbered, edition, days in force, address, whole digests. An exporter: neither steps nor digests."""
    made = small(
        "item.a item.b item.c",
        rule("E.A", {"all": ["item.a", "item.b"]}, exceptions=[unless("E.A.X", "item.c")]),
        measure("R.ASK", "E.A"),
    )
    said = told(made, {"item.a": True, "item.b": True, "item.c": False}, register)
    assert said.count("Small Act, ") >= cites
    assert (made.digest in said) is (register == "court")
    assert ("input" in said) is digests
    assert ("<https://example.org/small-act>" in said) is (register == "court")
    assert ("in force from 2021-09-09" in said) is (register == "court")
    assert ("Exception considered" in said) is (register != "exporter")
    assert ("[Follows from" in said) is (register == "court")


def test_a_court_can_follow_every_reference_to_its_paragraph() -> None:
    made = small(
        "item.a item.b",
        rule("D.A", "item.a", role=Role.DEFINITION),
        rule("E.A", {"all": ["D.A", "item.b"]}),
        measure("R.ASK", {"all": ["D.A", "E.A"]}),
    )
    parts = paragraphs(
        made.argue({"facts": {"item.a": True, "item.b": True}}, DAY), "court", Stating(made.corpus)
    )
    numbers = [part.number for part in parts if part.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(part.number < below for part in parts for below in part.rests)
    [again] = [part for part in parts if "as shown in paragraph" in part.text]
    shown = int(again.text.rsplit(" ", 1)[1].rstrip("."))
    assert next(part.rule for part in parts if part.number == shown) == "D.A"


def test_statements_name_who_made_them_and_ranges_that_do_not_suffice_stay_open() -> None:
    made = law(corpus([fact("item.bits", FactType.NUMBER)], [measure("R.ASK", {"item.bits": {"over": 56}})]))
    found = {"value": 64, "by": "authority", "status": "found"}
    assert ": 64, found by the authority. The rule’s limit: above 56." in told(made, {"item.bits": found})
    assert "between 40 and 64, stated by the exporter; not enough to tell." in told(
        made, {"item.bits": {"min": 40, "max": 64}}
    )


# --- the shipped law -------------------------------------------------------------------------------------


def test_every_argued_example_has_a_proof_whose_steps_follow() -> None:
    """All the documents that come with Licet, under all regimes: roots as `check` says, steps that follow, all texts there."""
    from pathlib import Path

    shipped = Law.load()
    folder = Path(__file__).parents[2] / "docs" / "examples"
    for path in sorted(folder.glob("*.json")):
        if path.name.endswith(".expect.json"):
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        argued = shipped.argue(document, DAY)
        for id, part in argued["regimes"].items():
            results = {
                m["id"]: m["result"]
                for m in shipped.check(document, DAY, explain=False)["regimes"][id]["measures"]
            }
            for m in part["measures"]:
                assert m["result"] == results[m["id"]]
                for row in (step for leg in m["transfers"] for root in leg["proofs"] for step in steps(root)):
                    if row["result"] != "unknown" and "see" not in row and not row.get("by_cases"):
                        assert follows(row), (path.name, row.get("id"), row["kind"])
        for language in ("en", "fr"):
            for register in ("exporter", "officer", "court"):
                assert text(argued, shipped.corpus, register, language)
