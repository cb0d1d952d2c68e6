"""The diagrams against an independent judge that tries every completion, on random small corpora."""

from __future__ import annotations

from typing import Any

from complete import Judge, places
from hypothesis import given, settings
from random_rules import FACTS, GROUPS, expressions, known, marks, modest, plain
from small_law import DAY, axiom, corpus, law, rule, unless

from licet.law.model import Mark, Role

CHECK = settings(max_examples=120, deadline=None, derandomize=True)


def document(stated: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        "facts": {
            name: values[0] if len(values) == 1 else {"one_of": values} for name, values in stated.items()
        }
    }


def rules(top: Any, inner: Any, bar: Any, mark: Mark, bar_mark: Mark) -> list[Any]:
    """A rule over a definition (here and on the related item) with an exception, either possibly unverified."""
    return [
        rule("D.INNER", inner, role=Role.DEFINITION, mark=mark),
        rule("D.REST", "item.b", role=Role.FAMILY),
        rule(
            "R.TOP",
            {"any": [{"all": ["D.INNER", top]}, {"of_target": "D.INNER"}]},
            exceptions=[unless("R.TOP.X", bar, bar_mark)],
        ),
    ]


@CHECK
@given(expressions, expressions, expressions, marks, marks, known)
def test_an_answer_is_firm_exactly_when_all_completions_agree(
    top: Any, inner: Any, bar: Any, mark: Mark, bar_mark: Mark, stated: dict[str, list[Any]]
) -> None:
    made = corpus(
        FACTS,
        rules(top, inner, bar, mark, bar_mark),
        groups=GROUPS,
        families={"rest": "D.REST"},
        judgements=["required"],
    )
    found = law(made).evaluate_rule("R.TOP", document(stated), DAY)
    assert found["result"] == Judge(made, DAY).certain("R.TOP", places(stated))


@settings(CHECK, max_examples=40)
@given(modest, modest, modest, marks, known)
def test_what_is_missing_is_exactly_what_can_still_change_the_answer(
    top: Any, inner: Any, bar: Any, mark: Mark, stated: dict[str, list[Any]]
) -> None:
    made = corpus(
        FACTS,
        rules(top, inner, bar, mark, Mark.VERIFIED),
        groups=GROUPS,
        families={"rest": "D.REST"},
        judgements=["required"],
    )
    found = law(made).evaluate_rule("R.TOP", document(stated), DAY)
    judge, possible = Judge(made, DAY), places(stated)
    judge.values["party.country"] = ["AT", "US", "BR"]  # a member, a member on unverified law, none
    pivotal = {key(place) for place in PLACES if judge.pivotal("R.TOP", possible, place)}
    assert set(found["missing"]) == pivotal


PLACES = [
    *((frame, f"item.{name}") for frame in ("item", "target", "target2") for name in "ab"),
    *(
        (frame, atom)
        for frame in ("item", "target")
        for atom in ("judgement.required", "outside.rest", "trust.D.INNER")
    ),
    *(("to", "party.country"), ("to", "trust.near"), ("file", "file.f")),
]


def key(place: tuple[str, str]) -> str:
    frame, id = place
    return id if id.startswith(("trust.", "judgement.", "outside.")) else f"{frame}.{id.split('.', 1)[1]}"


@CHECK
@given(expressions, plain, plain, known)
def test_axioms_exclude_completions_and_nothing_else(
    top: Any, one: Any, two: Any, stated: dict[str, list[Any]]
) -> None:
    made = corpus(
        FACTS,
        [rule("D.REST", "item.b", role=Role.FAMILY), rule("R.TOP", top)],
        axioms=[axiom("AX.1", one), axiom("AX.2", two)],
        groups=GROUPS,
        families={"rest": "D.REST"},
        judgements=["required"],
    )
    found = law(made).evaluate_rule("R.TOP", document(stated), DAY)
    truth = Judge(made, DAY).certain("R.TOP", places(stated))
    # where the axioms are broken, the answer blanks only what they touch (see test_contradictions)
    assert truth == "contradictory" or found["result"] == truth
    assert (found["result"] == "unknown") == bool(found["missing"]) or truth == "contradictory"
