"""Tables of rows to ask about, and what their answers have to be like."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from hypothesis import settings
from small_law import DAY, axiom, corpus, law, measure, rule, unless, yes_no

from licet.law.model import FactType, Mark, MeasureKind, Role
from licet.reasoning import Law
from licet.reasoning.bulk import Evaluator
from licet.reasoning.bulk.columns import template

CHECK = settings(max_examples=40, deadline=None, derandomize=True)
Stated = dict[str, list[Any]]


def table(rows: Sequence[Stated]) -> pa.Table:
    """Yes/no columns as they are; every other value as text, several with a bar between them."""
    names = sorted({name for row in rows for name in row})
    return pa.table({name: pa.array([cell(row.get(name)) for row in rows]) for name in names})


def cell(values: list[Any] | None) -> Any:
    if values is None or isinstance(values[0], bool):
        return values[0] if values else None
    return "|".join(map(str, values))


def document(row: Stated) -> dict[str, Any]:
    return {"facts": {name: v[0] if len(v) == 1 else {"one_of": v} for name, v in row.items()}}


def told(row: dict[str, Any], id: str) -> str:
    """The four words of an indication, from the two columns of a rule."""
    if row[f"{id}.contradictory"]:
        assert row[id] is None, "what is contradictory is neither true nor false"
        return "contradictory"
    return {True: "true", False: "false", None: "unknown"}[row[id]]


def evaluated(law: Law, given: pa.Table, **more: Any) -> tuple[list[dict[str, Any]], Evaluator]:
    evaluator = Evaluator(law, given.schema, as_of=DAY, entries=True, **more)
    return evaluator.evaluate(given).to_pylist(), evaluator


def agrees(law: Law, row: dict[str, Any], said: dict[str, Any]) -> None:
    """The row says what the indication says, of every regime, measure and entry."""
    for regime, part in law.check(said, DAY, explain=False)["regimes"].items():
        assert row[f"{regime}.outcome"] == "|".join(part["outcome"]["possible"])
        found = {m["id"]: m["result"] for m in part["measures"]}
        found |= {id: entry["result"] for id, entry in part["transfers"]["t1"]["entries"].items()}
        assert {id: told(row, id) for id in found} == found


def rules(top: Any, inner: Any, bar: Any, mark: Mark) -> list[Any]:
    """An entry, and measures of four outcomes; the entry's body may be unverified."""
    return [
        rule("D.INNER", inner, role=Role.DEFINITION),
        rule("D.REST", "item.b", role=Role.FAMILY),
        rule("R.TOP", {"any": [{"all": ["D.INNER", top]}, {"of_target": "D.INNER"}]}, mark=mark),
        measure("R.BAN", {"all": ["R.TOP", bar]}, MeasureKind.PROHIBITED),
        measure("R.ASK", {"all": [{"any": ["R.TOP", bar]}, {"not": "R.BAN"}]}),
        measure("R.TELL", {"any": [bar, {"outside": "rest"}]}, MeasureKind.INFORM),
        measure("R.NOTE", top, MeasureKind.RECORD, exceptions=[unless("R.NOTE.X", bar)]),
    ]


def drawn(law: Law, chance: random.Random, share: float) -> Stated:
    """A row of every column the law knows, of which this share is filled in."""
    values: dict[str, list[Any]] = {
        FactType.BOOLEAN: [True, False],
        FactType.COUNTRY: ["FR", "BR", "CH", "RU", "XA", "NO"],
        FactType.NUMBER: [1.0, 256.0],
    }
    row = {}
    for name, kind, example, _ in template(law.corpus):
        if name != "as_of" and not name.startswith("judgement.") and chance.random() < share:
            row[name] = [chance.choice(values.get(kind, example.split("|")))]
    return row


def clashing() -> Law:
    return law(
        corpus(
            yes_no("item.a", "item.b", "item.c"),
            [measure("R.A", {"all": ["item.a", "item.c"]}), measure("R.C", "item.c")],
            axioms=[axiom("AX.APART", {"not": {"all": ["item.a", "item.b"]}})],
        )
    )
