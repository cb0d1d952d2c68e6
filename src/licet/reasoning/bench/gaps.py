"""Gaps: what fits a functional definition and yet triggers nothing in a regime.

A gap is a case, transferred by an act and between parties that the regime catches for some item, for which no duty can arise, whatever an open term is taken to mean and whatever law outside the corpus says
where a duty rests on it. Its witnesses name only what has to be so; take one of these away and it is no gap any more, or no such
capability. The near misses are the conditions of which a single one, if it were otherwise, would have brought a duty about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from licet.law.model import FactType, Scope
from licet.reasoning.bench.conditions import Condition, Turner
from licet.reasoning.bench.progress import Progress, part, unwatched
from licet.reasoning.bench.said import PERMISSION
from licet.reasoning.bench.sides import Side
from licet.reasoning.bench.space import Cases, Facts, Space
from licet.reasoning.expressions import Var, scope_of

Row = dict[str, Any]
SHOWN = 10
CROWDED = 1_000_000
"""Nodes beyond which no further condition is turned: some hundred bytes each, and the time grows faster than they do."""
ACT = "transfer.act"


@dataclass(frozen=True, slots=True)
class NearMiss:
    condition: Condition
    measures: tuple[str, ...]
    cases: Cases


class Gaps:
    """One functional definition in one regime."""

    def __init__(self, side: Side, kind: str) -> None:
        self.side, self.kind = side, kind
        self.space = space = Space(side)
        self.not_turned = 0
        self.measures = tuple(id for code in PERMISSION for id in side.with_outcome(code))
        self.context = space.at_home(side)
        duty = space.any_of(space.holds(side, measure) for measure in self.measures)
        self.scope = space.some(space.surely(duty) & space.possible, _is_way)
        held = space.surely(space.holds(side, kind))
        self.fits = held & space.possible & space.stating(self.context) & self.scope
        self.spoken_of = space.touching(held & self.scope & ~space.perhaps(duty))
        self.cases = self.fits & ~space.perhaps(duty)
        self.left_open = self.fits & ~self.cases & ~space.surely(duty)

    def never_caught(self) -> list[str]:
        """The acts under which no item whatever brings a duty about, so that they are outside the question."""
        var, space = Var("transfer", ACT), self.space
        reached = self.scope & space.stating(self.context)
        if var not in space.sizes:
            return []
        cells = enumerate(space.domains[ACT].cells)
        return [
            value
            for cell, values in cells
            if reached & space.cell(var, cell) == space.bdd.false
            for value in values
        ]

    # --- witnesses ----------------------------------------------------------------------------------

    def witnesses(self, most: int = SHOWN) -> tuple[int, list[Row]]:
        """How many there are, and the shortest of them."""
        space = self.space
        bits = {space.builder.bits[var][0]: var for var in space.sizes if self._is_yes_or_no(var)}
        least = _Least(space.bdd, list(bits))
        minimal = least.of(space.bdd.exist(self.cases.support - set(bits), self.cases))
        sets = [{bits[name] for name in names} for names in least.each(minimal)]
        sets.sort(key=lambda so: (len(so), sorted(var.key for var in so)))
        return len(sets), [self._witness(so) for so in sets[:most]]

    def _is_yes_or_no(self, var: Var) -> bool:
        """A question that matters to the gap, and that yes or no answers."""
        domain = self.space.domains.get(var.fact)
        spoken_of = self.space.builder.bits[var][0] in self.spoken_of
        return domain is not None and domain.type is FactType.BOOLEAN and spoken_of

    def _witness(self, so: set[Var]) -> Row:
        """A case in which only these things are so."""
        space = self.space
        stated = space.stating({var: int(var in so) for var in space.sizes if self._is_yes_or_no(var)})
        case = space.smallest(self.cases & stated, self.context, of=self.cases)
        assert case is not None, "a witness lies in the gap"
        facts = space.document(case | dict.fromkeys(so, 1))
        return {
            "record": record_of(self.side, self.kind, facts),
            "so": sorted(var.key for var in so),
            "facts": facts,
            "not_checked": self._unchecked(case),
        }

    def _unchecked(self, case: Mapping[Var, int]) -> list[str]:
        """Families of law outside the corpus that matter to such a case or may matter."""
        space = self.space
        return [
            family.id
            for family in self.side.regime.families
            if space.under(space.perhaps(space.holds(self.side, family.rule)) & space.possible, case)
            != space.bdd.false
        ]

    # --- near misses --------------------------------------------------------------------------------

    def near_misses(self, progress: Progress = unwatched) -> list[Row]:
        """Each condition that stands alone between a gap and a duty. `new`: it explains cases that those before it do not.

        Where the diagrams grow too large, `not_turned` says how many conditions are left out.
        """
        space, left = self.space, self.cases
        turner = Turner(space, self.side, self.measures)
        rows, misses = [], self._misses(turner, part(progress, 0, 2))
        for number, miss in enumerate(misses):
            progress((1 + number / len(misses)) / 2)
            if self._crowded(2):
                self.not_turned += len(misses) - number
                break
            new = miss.cases & left
            case = space.smallest(self._surest(turner, miss, new), self.context, of=miss.cases)
            if case is not None:
                rows.append(self._near_miss(turner, miss, case, new != space.bdd.false))
            left &= ~miss.cases
        return rows

    def _surest(self, turner: Turner, miss: NearMiss, new: Cases) -> Cases:
        """Of the cases nothing else explains yet those in which the duty would be sure, if there are such."""
        if new == self.space.bdd.false:
            return miss.cases
        sure = turner.surely(miss.condition, miss.measures, new)
        return new if sure == self.space.bdd.false else sure

    def _near_miss(self, turner: Turner, miss: NearMiss, case: Mapping[Var, int], new: bool) -> Row:
        reached = turner.reached(miss.condition, case)
        return {
            **miss.condition.row(self.side.corpus),
            "measures": sorted(reached),
            "would_be": "true" if any(reached.values()) else "unknown",
            "new": new,
            "facts": self.space.document(case),
        }

    def _misses(self, turner: Turner, progress: Progress) -> list[NearMiss]:
        found, conditions = [], turner.conditions
        for number, condition in enumerate(conditions):
            progress(number / len(conditions))
            if self._crowded(1):
                self.not_turned = len(conditions) - number
                break
            near = turner.near(condition, self.cases)
            if near:
                found.append(NearMiss(condition, tuple(near), self.space.any_of(near.values())))
        weighed = [(self.space.lightest(miss.cases), n, miss) for n, miss in enumerate(found)]
        return [miss for _, _, miss in sorted(weighed, key=lambda row: row[:2])]

    def _crowded(self, shares: int) -> bool:
        """Both halves of the work may fill a share, so that what was found first can still be told."""
        return len(self.space.bdd) > shares * CROWDED

    def open_example(self) -> Facts | None:
        """A case that fits, for which a duty is neither sure nor excluded by any fact."""
        case = self.space.smallest(self.left_open, self.context)
        return None if case is None else self.space.document(case)


def _is_way(var: Var) -> bool:
    """How it goes and between whom; not what goes, nor what is known of its use."""
    return var.fact == ACT or scope_of(var.frame) not in (Scope.ITEM, Scope.TRANSFER)


def record_of(side: Side, kind: str, facts: Facts) -> str:
    """A name for the gap that stays the same as long as the case does."""
    stated = ";".join(f"{key}={value}" for key, value in sorted(facts.items()))
    return "gap-" + sha256(f"{side.regime.id};{kind};{stated}".encode()).hexdigest()[:12]


class _Least:
    """The members of a set of cases in which the least is so: none has another whose yes-facts are among its own."""

    def __init__(self, bdd: Any, names: list[str]) -> None:
        self.bdd = bdd
        self.names = sorted(names, key=bdd.level_of_var)
        self._minimal: dict[tuple[int, int], tuple[Cases, Cases]] = {}
        self._above: dict[tuple[int, int], tuple[Cases, Cases]] = {}

    def of(self, cases: Cases, at: int = 0) -> Cases:
        """As a diagram over all names: exactly the minimal cases."""
        if cases == self.bdd.false or at == len(self.names):
            return cases
        key = int(cases), at
        if key not in self._minimal:
            name = self.names[at]
            low, high = (self.bdd.let({name: value}, cases) for value in (False, True))
            without, with_it = self.of(low, at + 1), self.of(high & ~self.above(low, at + 1), at + 1)
            var = self.bdd.var(name)
            self._minimal[key] = cases, (~var & without) | (var & with_it)
        return self._minimal[key][1]

    def above(self, cases: Cases, at: int) -> Cases:
        """Everything in which at least as much is so as in some member."""
        if cases == self.bdd.false or at == len(self.names):
            return cases
        key = int(cases), at
        if key not in self._above:
            name = self.names[at]
            low, high = (self.bdd.let({name: value}, cases) for value in (False, True))
            either, without = self.above(low | high, at + 1), self.above(low, at + 1)
            var = self.bdd.var(name)
            self._above[key] = cases, (var & either) | (~var & without)
        return self._above[key][1]

    def each(self, minimal: Cases) -> Iterator[frozenset[str]]:
        for model in self.bdd.pick_iter(minimal, care_vars=set(self.names)):
            yield frozenset(name for name in self.names if model[name])
