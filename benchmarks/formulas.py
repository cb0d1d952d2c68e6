"""Formulas to measure with: facts, definitions over them and over each other, outputs. Invented, no law.

A part is a name or `["and" | "or" | "not", part, …]`. The shape is that of control lists: "all of these, one of those, and
none of the exceptions", over a few facts and what was defined before.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Part = Any
SEED = 20261122


def formula(facts: int, definitions: int, outputs: int) -> dict[str, Any]:
    """The same for the same numbers. The outputs are the last definitions."""
    chance = random.Random(f"{SEED} {facts} {definitions} {outputs}")
    names = [f"f{n}" for n in range(facts)]
    defined: dict[str, Part] = {}
    for n in range(definitions):
        near = n * facts // definitions  # facts of one definition stand near each other, as in a list
        own = [names[(near + k) % facts] for k in range(7)]
        defined[f"d{n}"] = _definition(own, chance.sample(list(defined)[-4:], min(2, n)))
    return {"facts": names, "defs": defined, "outputs": list(defined)[-outputs:]}


def _definition(own: list[str], earlier: list[str]) -> Part:
    exceptions = ["not", ["or", own[5], own[6]]]
    whole = ["and", own[0], ["or", own[1], own[2], *earlier[:1]], ["or", own[3], own[4]], exceptions]
    return whole if len(earlier) < 2 else ["or", whole, ["and", earlier[1], own[1], ["not", own[5]]]]


def law_of(made: dict[str, Any], priors: Mapping[str, float] | None = None) -> Any:
    """The formula as a law of one regime, compiled: each output is a measure. `priors`: how likely a fact is so."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from small_law import corpus, fact, law, measure, rule

    from licet.law.model import Role

    ids = {name: f"R.{n}" for n, name in enumerate(made["defs"])}

    def written(part: Part) -> Part:
        if isinstance(part, str):
            return ids.get(part, f"item.{part}")
        act, *parts = part
        return {"not": written(parts[0])} if act == "not" else {
            {"and": "all", "or": "any"}[act]: [written(p) for p in parts]}  # fmt: skip

    rules = [
        measure(ids[name], written(part)) if name in made["outputs"] else
        rule(ids[name], written(part), role=Role.DEFINITION)
        for name, part in made["defs"].items()
    ]  # fmt: skip
    facts = [fact(f"item.{name}", prior=(priors or {}).get(name)) for name in made["facts"]]
    return law(corpus(facts, rules))
