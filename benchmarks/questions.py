"""How many questions lead to a decision: ours, a fixed form, and depth-first through the rules as they are written.

    python -m benchmarks.questions [cases] [--json]

A case is one transfer of one item under one regime, every fact drawn: yes or no by the fact's prior in the law where it has one,
anything else evenly, and drawn again where an axiom refuses it. The description of the deal is given (kind of item, relation, act,
countries, types of parties), every other fact is asked for, one at a time, until nothing that can still be stated would change
whether a licence is needed. All three stop at the first moment at which that is so, told by the diagrams; a depth-first
engine would not know, so this counts in its favour, and in the form's.

* ours: the first of `next_questions`.
* fixed form: every fact that a measure can turn on, in the order of the vocabulary.
* depth-first: the first fact that is open on the way through the measures and their conditions; what is decided is passed over.

Half of the cases are drawn with each of two seeds. Of the first 40 of each, the fewest facts that would have settled the case are sought too
(`benchmarks.hindsight`): no order of single questions can ask fewer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from random import Random
from statistics import mean, median
from typing import Any

from benchmarks.hindsight import fewest
from licet.law.model import FactType
from licet.reasoning import Law
from licet.reasoning.argument import Kleene
from licet.reasoning.chain import Chain
from licet.reasoning.domains import ELSEWHERE, Domain
from licet.reasoning.expressions import FLAT_FRAMES, Fixed, Ground, Neg, Test, Var
from licet.reasoning.kernel import View
from licet.reasoning.questions import next_questions

CASES = 1000
SEEDS = (20261122, 7)
HINDSIGHT = 40
GIVEN = ("item.kind", "item.relation", "transfer.act", "party.country", "party.type")
REGIME = "EU"
Facts = dict[str, Any]


class Asking:
    """The law of today and one regime of it."""

    def __init__(self, law: Law, regime: str = REGIME) -> None:
        self.law, self.regime = law, law.regimes[regime]
        self.day = law.starts[-1]
        self.world, self.grounder = law.day(self.day).world, law.day(self.day).grounder
        self.sizes = dict(zip(self.world.vars, self.world.diagram.sizes, strict=True))
        self.goals = [*self.regime.measures, *(family.rule for family in self.regime.families)]
        self.form = self._form()
        self.described = {var.key for var in self.world.vars if var.fact in GIVEN}

    def _form(self) -> list[str]:
        """What the goals can turn on, in the order of the vocabulary and of the frames."""
        roots = [self.world.period.rules[id].plain for id in self.goals if id in self.world.period.rules]
        support = 0
        for root in roots:
            support |= self.world.diagram.support[root.rule]
        met = [var for v, var in enumerate(self.world.vars) if support >> v & 1 and self.askable(var)]
        places = {fact: n for n, fact in enumerate(self.law.facts)}
        return [v.key for v in sorted(met, key=lambda v: (places[v.fact], FLAT_FRAMES.index(v.frame)))]

    def askable(self, var: Var) -> bool:
        return var.is_fact and var.frame in FLAT_FRAMES and var.fact not in GIVEN

    # --- cases --------------------------------------------------------------------------------------

    def case(self, chance: Random) -> dict[str, Any]:
        """A value of every fact, by its flat name."""
        vars = [v for v, var in enumerate(self.world.vars) if var.is_fact and var.frame in FLAT_FRAMES]
        cells = {v: self._drawn(chance, self.world.vars[v]) for v in vars}
        while broken := self._broken(cells):
            for v in vars:
                if broken >> v & 1:
                    cells[v] = self._drawn(chance, self.world.vars[v])
        return {self.world.vars[v].key: self._value(self.world.vars[v], cell) for v, cell in cells.items()}

    def _drawn(self, chance: Random, var: Var) -> int:
        prior = self.law.facts[var.fact].prior
        return int(chance.random() < prior) if prior is not None else chance.randrange(self.sizes[var])

    def _broken(self, cells: dict[int, int]) -> int:
        """The variables of the axioms that refuse these cells."""
        view, diagram = (
            View(self.world.diagram, {v: 1 << cell for v, cell in cells.items()}),
            self.world.diagram,
        )
        axioms = self.world.period.axioms
        return next((diagram.support[axiom.root] for axiom in axioms if view.reduce(axiom.root) == 0), 0)

    def _value(self, var: Var, cell: int) -> Any:
        domain = self.world.period.domains[var.fact]
        if domain.type == FactType.BOOLEAN:
            return cell == 1
        if not domain.ordered:
            return next((value for value in domain.cells[cell] if value != ELSEWHERE), "BR")
        number = between(domain, cell)
        return date.fromordinal(int(number)).isoformat() if domain.type == FactType.DATE else number

    # --- asking -------------------------------------------------------------------------------------

    def next(self, known: Facts) -> str | None:
        """The first question; none where nothing is left that would help."""
        return next(iter(self.open(known, limit=1)), None)

    def open(self, known: Facts, limit: int = 1000) -> list[str]:
        """What can still help, the most telling first."""
        document = self.law.read({"facts": known, "regimes": [self.regime.id]}, self.day, plain=True)
        self.world.make_room()
        chain = Chain(self.law.day(self.day), document)
        return [str(row["key"]) for row in next_questions(chain, [self.regime], limit=limit, goal="licence")]

    def ours(self, case: Facts, known: Facts) -> int:
        count, known = 0, dict(known)
        while (key := self.next(known)) is not None:
            known[key] = case[key]
            count += 1
        return count

    def in_order(self, case: Facts, known: Facts, keys: Sequence[str]) -> int:
        """How many of them, in this order, settle it: whoever knows more never knows less."""
        low, high = 0, len(keys)
        while low < high:
            half = (low + high) // 2
            if self.next(known | {key: case[key] for key in keys[:half]}) is None:
                high = half
            else:
                low = half + 1
        return low

    def fixed_form(self, case: Facts, known: Facts) -> int:
        return self.in_order(case, known, self.form)

    def depth_first(self, case: Facts, known: Facts) -> int:
        return self.in_order(case, known, list(self._walked(case, known)))

    def _walked(self, case: Facts, known: Facts) -> Iterator[str]:
        masks = {var: 1 << self._cell(var, known[var.key]) for var in self.world.vars if var.key in known}
        grounds = [self.grounder.rule(id) for id in self.goals]
        while True:
            kleene = Kleene(masks, self.sizes)
            var = next((met for ground in grounds if (met := self._first(ground, kleene))), None)
            if var is None:
                return
            masks[var] = 1 << self._cell(var, case[var.key])
            yield var.key

    def _first(self, ground: Ground, kleene: Kleene) -> Var | None:
        if isinstance(ground, Fixed) or kleene.value(ground) is not None:
            return None
        if isinstance(ground, Test):
            return ground.var if self.askable(ground.var) else None
        parts = (ground.part,) if isinstance(ground, Neg) else ground.parts
        return next((met for part in parts if (met := self._first(part, kleene))), None)

    def _cell(self, var: Var, value: Any) -> int:
        domain = self.world.period.domains[var.fact]
        if domain.type == FactType.BOOLEAN:
            return int(value)
        if not domain.ordered:
            return domain.cell_of(value)
        number = float(date.fromisoformat(value).toordinal() if domain.type == FactType.DATE else value)
        return domain.mask_between(number, number).bit_length() - 1


def between(domain: Domain, cell: int) -> float:
    """A number of that cell: they alternate, below the first bound, the bound, between it and the next."""
    at, here = divmod(cell, 2)
    if here:
        return domain.bounds[at]
    if at == 0:
        return domain.bounds[0] - 1 if domain.bounds else 0
    return (
        domain.bounds[-1] + 1 if at == len(domain.bounds) else (domain.bounds[at - 1] + domain.bounds[at]) / 2
    )


def counted(asking: Asking, count: int, seed: int) -> dict[str, list[int]]:
    chance = Random(seed)
    ways: dict[str, Callable[[Facts, Facts], int]] = {
        "ours": asking.ours, "fixed form": asking.fixed_form, "depth-first": asking.depth_first
    }  # fmt: skip
    found: dict[str, list[int]] = {name: [] for name in (*ways, "hindsight")}
    for n in range(count):
        case = asking.case(chance)
        known = {key: value for key, value in case.items() if key in asking.described}
        for name, way in ways.items():
            found[name].append(way(case, known))
        if n < HINDSIGHT:
            found["hindsight"].append(fewest(asking, case, known))
        if sys.stderr.isatty():
            print(f"\r{n + 1:,} of {count:,}", end="", file=sys.stderr, flush=True)
    return found


def told(runs: Sequence[dict[str, list[int]]]) -> dict[str, Any]:
    """The ways over all cases; ours by seed, and hindsight on the cases it was sought for, as shares of depth-first."""
    whole = {name: [n for run in runs for n in run[name]] for name in runs[0]}
    ways = {name: whole[name] for name in ("ours", "fixed form", "depth-first")}
    same = [n for run in runs for n in run["depth-first"][: len(run["hindsight"])]]
    return {
        "ways": {name: {"mean": mean(n), "median": median(n), "most": max(n)} for name, n in ways.items()},
        "by seed": [mean(run["ours"]) / mean(run["depth-first"]) for run in runs],
        "hindsight": {"cases": len(same), "share": mean(whole["hindsight"]) / mean(same)},
    }


def main() -> None:
    numbers = [int(text) for text in sys.argv[1:] if text.isdigit()]
    asking = Asking(Law.load())
    count = (numbers[0] if numbers else CASES) // len(SEEDS)
    found = told([counted(asking, count, seed) for seed in SEEDS])
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    print(f"{count * len(SEEDS):,} cases; the form has {len(asking.form)} facts")
    for name, row in found["ways"].items():
        print(f"{name:<12} mean {row['mean']:.1f}, median {row['median']:.0f}, most {row['most']}")
    print(f"of depth-first, by seed: {', '.join(f'{share:.2f}' for share in found['by seed'])}")
    print(
        f"in hindsight {found['hindsight']['share']:.2f} of depth-first ({found['hindsight']['cases']} cases)"
    )


if __name__ == "__main__":
    main()
