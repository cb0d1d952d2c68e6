"""Compiled law on disk: one folder per state of the law, found by a fingerprint of its files.

`corpus.json` holds the law as data and the first days of its periods; `<day>.npz` (no pickle) the nodes and
`<day>.json` the variables, domains and roots of one period.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from licet.law.model import Corpus, FactType
from licet.reasoning.codec import decode, encode
from licet.reasoning.domains import Domain
from licet.reasoning.expressions import Var
from licet.reasoning.kernel import Nodes, Roots

FORMAT = 4


@dataclass(frozen=True, slots=True)
class RuleRoots:
    """The rule as it is, and as it would be if every unverified body could be anything (`starred`)."""

    plain: Roots
    starred: Roots


@dataclass(frozen=True, slots=True)
class Level:
    """One outcome of a regime: a measure of this outcome holds and none graver; one as grave or graver holds."""

    code: str
    gravest: Roots
    as_grave: Roots


@dataclass(frozen=True, slots=True)
class AxiomRoot:
    id: str
    frame: str
    facts: tuple[str, ...]
    root: int


@dataclass(frozen=True, slots=True)
class Period:
    """The law of the days from `start` until the next change."""

    start: date
    vars: Sequence[Var]  # in the order of the diagram
    sizes: Sequence[int]
    domains: Mapping[str, Domain]
    rules: Mapping[str, RuleRoots]
    axioms: Sequence[AxiomRoot]
    nodes: Nodes
    levels: Mapping[str, Sequence[Level]] = field(
        default_factory=dict
    )  # of each regime, gravest outcome first
    too_large: Sequence[str] = ()  # rules without a diagram: put to the solver


def save_corpus(folder: Path, corpus: Corpus, starts: Sequence[date]) -> None:
    data = {"format": FORMAT, "periods": [s.isoformat() for s in starts], "corpus": encode(corpus)}
    _write(folder / "corpus.json", data)


def load_corpus(folder: Path) -> tuple[Corpus, list[date]] | None:
    """What `save_corpus` wrote; None when it is not there or of another format."""
    try:
        data = json.loads((folder / "corpus.json").read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    if data.get("format") != FORMAT:
        return None
    return decode(data["corpus"]), [date.fromisoformat(day) for day in data["periods"]]


def save_period(folder: Path, period: Period) -> None:
    nodes = period.nodes
    np.savez(folder / f"{period.start}.npz", var=nodes.var, offset=nodes.offset, children=nodes.children)
    _write(
        folder / f"{period.start}.json",
        {
            "vars": [list(var) for var in period.vars],
            "sizes": list(period.sizes),
            "domains": {
                id: [d.type.value, [list(c) for c in d.cells], list(d.bounds)]
                for id, d in period.domains.items()
            },
            "rules": {id: [*roots.plain, *roots.starred] for id, roots in period.rules.items()},
            "levels": {
                id: [[level.code, *level.gravest, *level.as_grave] for level in levels]
                for id, levels in period.levels.items()
            },
            "too_large": list(period.too_large),
            "axioms": [[a.id, a.frame, list(a.facts), a.root] for a in period.axioms],
        },
    )


def load_period(folder: Path, start: date) -> Period:
    data: dict[str, Any] = json.loads((folder / f"{start}.json").read_bytes())
    with np.load(folder / f"{start}.npz", allow_pickle=False) as arrays:
        nodes = Nodes(arrays["var"], arrays["offset"], arrays["children"])
    return Period(
        start,
        [Var(frame, fact) for frame, fact in data["vars"]],
        data["sizes"],
        {
            id: Domain(id, FactType(kind), tuple(map(tuple, cells)), tuple(bounds))
            for id, (kind, cells, bounds) in data["domains"].items()
        },
        {id: RuleRoots(Roots(*r[:2]), Roots(*r[2:])) for id, r in data["rules"].items()},
        [AxiomRoot(id, frame, tuple(facts), root) for id, frame, facts, root in data["axioms"]],
        nodes,
        {
            id: [Level(c, Roots(*r[:2]), Roots(*r[2:])) for c, *r in rows]
            for id, rows in data["levels"].items()
        },
        data["too_large"],
    )


def _write(path: Path, data: object) -> None:
    # whole or not at all: a second process may be reading
    scratch = path.with_suffix(".tmp")
    scratch.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    scratch.replace(path)
