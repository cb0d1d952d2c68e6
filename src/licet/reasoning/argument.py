"""The argument of an answer: which rules, exceptions and memberships decided it, in the order they are reached.

A walk of the written rules under Kleene's tables, pruned to the part that decides. Where only the exact diagram
knows the answer (one ground or another, whichever), every ground that is still open belongs to the argument.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Citation,
    Constant,
    Edition,
    Expr,
    InGroup,
    Mark,
    Not,
    Ref,
    Text,
)
from licet.reasoning.expressions import ITEM_FRAMES, Both, Either, Fixed, Ground, Neg, Test, Var
from licet.reasoning.grounding import Grounder

Truth = bool | None
MARKS = (Mark.VERIFIED, Mark.PARTIAL, Mark.UNVERIFIED)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the answer rests on."""

    id: str
    role: str
    title: Text
    mark: Mark
    citation: Citation
    result: Truth


class Kleene:
    """Three-valued tables over grounded expressions: quick and never wrong, but less decided than the diagrams."""

    def __init__(self, known: Mapping[Var, int], sizes: Mapping[Var, int]) -> None:
        self.known, self.sizes = known, sizes
        self._memo: dict[int, tuple[Ground, Truth]] = {}

    def value(self, ground: Ground) -> Truth:
        found = self._memo.get(id(ground))
        if found is None:
            found = ground, self._value(ground)
            self._memo[id(ground)] = found
        return found[1]

    def _value(self, ground: Ground) -> Truth:
        if isinstance(ground, Test):
            return self._test(ground)
        if isinstance(ground, Both):
            return self._until(ground.parts, False)
        if isinstance(ground, Either):
            return self._until(ground.parts, True)
        if isinstance(ground, Fixed):
            return ground.value
        if isinstance(ground, Neg):
            inner = self.value(ground.part)
            return None if inner is None else not inner
        return tally((self.value(part) for part in ground.parts), ground.least)

    def _until(self, parts: Iterable[Ground], telling: bool) -> Truth:
        """One part that is `telling` settles it; if none is or may be, it is the other."""
        found: Truth = not telling
        for part in parts:
            value = self.value(part)
            if value is telling:
                return telling
            if value is None:
                found = None
        return found

    def _test(self, test: Test) -> Truth:
        full = (1 << self.sizes.get(test.var, test.mask.bit_length())) - 1
        mask = self.known.get(test.var, full)
        if mask & test.mask == 0:
            return False
        return True if mask & ~test.mask == 0 and (test.var in self.known or test.mask == full) else None


def tally(values: Iterable[Truth], least: int) -> Truth:
    """At least so many hold."""
    listed = list(values)
    if sum(v is True for v in listed) >= least:
        return True
    return False if sum(v is not False for v in listed) < least else None


Place = tuple[str, int, Truth]
"""A rule, how many relations below the tested item it is met, and its answer there."""


class Argument:
    """The steps that decided rules under one binding; what several rules refer to is argued once."""

    def __init__(
        self, grounder: Grounder, kleene: Kleene, decided: Mapping[str, Truth] | None = None
    ) -> None:
        self.grounder, self.kleene = grounder, kleene
        self.decided = (
            {} if decided is None else decided
        )  # exact answers, where they say more than the tables
        self._parts: dict[Place, list[Step | Place]] = {}

    def of(self, rule_id: str, result: Truth) -> list[Step]:
        steps: dict[str, Step] = {}
        self._gather((rule_id, 0, result), steps)
        return list(steps.values())

    def _gather(self, place: Place, steps: dict[str, Step]) -> None:
        if place[0] in steps:
            return
        for part in self._argued(place):
            if isinstance(part, Step):
                steps.setdefault(part.id, part)
            else:
                self._gather(part, steps)

    def _argued(self, place: Place) -> list[Step | Place]:
        if place not in self._parts:
            self._parts[place] = list(self._rule(*place))
        return self._parts[place]

    # --- rules ------------------------------------------------------------------------------------

    def _rule(self, rule_id: str, depth: int, result: Truth) -> Iterator[Step | Place]:
        edition = self.grounder.rules.get(rule_id)
        rule = self.grounder.corpus.rules[rule_id]
        if edition is None:
            return
        yield Step(rule_id, rule.role.value, rule.title, edition.mark, edition.citation, result)
        barred = [x for x in edition.exceptions if self._value(x.when, depth, rule_id) is not False]
        if result is not False or not barred:
            yield from self._expr(edition.when, depth, rule_id, result)
        yield from self._exceptions(edition, depth, rule_id, result)

    def _exceptions(
        self, edition: Edition, depth: int, rule_id: str, result: Truth
    ) -> Iterator[Step | Place]:
        held = self._value(edition.when, depth, rule_id)
        if held is False:
            return  # the rule fails by itself; its exceptions are idle
        for x in edition.exceptions:
            met = self._value(x.when, depth, rule_id)
            met = None if x.mark == Mark.UNVERIFIED and met else met
            if result is False and met is False:
                continue
            yield Step(x.id, "exception", x.title, x.mark, x.citation, met)
            if met is not False:
                yield from self._expr(x.when, depth, rule_id, met)

    # --- expressions ------------------------------------------------------------------------------

    def _expr(self, expr: Expr, depth: int, rule_id: str, result: Truth) -> Iterator[Step | Place]:
        if isinstance(expr, Not):
            yield from self._expr(expr.part, depth, rule_id, None if result is None else not result)
        elif isinstance(expr, All | AnyOf | AtLeast):
            for part in self._deciding(expr, depth, rule_id, result):
                yield from self._expr(part, depth, rule_id, self._value(part, depth, rule_id))
        elif isinstance(expr, Ref):
            deeper = depth + (1 if expr.of_target else 0)
            if deeper < len(ITEM_FRAMES):
                yield expr.rule, deeper, self._value(expr, depth, rule_id)
        elif isinstance(expr, InGroup):
            yield self._group(expr, result)

    def _deciding(
        self, expr: All | AnyOf | AtLeast, depth: int, rule_id: str, result: Truth
    ) -> Iterator[Expr]:
        values = [(part, self._value(part, depth, rule_id)) for part in expr.parts]
        least = len(values) if isinstance(expr, All) else 1 if isinstance(expr, AnyOf) else expr.count
        wanted = [part for part, value in values if value is result]
        enough = least if result else len(values) - least + 1
        if result is not None and len(wanted) >= enough:
            yield from wanted[:enough]
            return
        yield from (part for part, value in values if value is None or value is result)

    def _value(self, expr: Expr, depth: int, rule_id: str) -> Truth:
        if isinstance(expr, Ref) and not expr.of_target and depth == 0 and expr.rule in self.decided:
            return self.decided[expr.rule]
        if isinstance(expr, Constant):
            return expr.value
        return self.kleene.value(self._ground(expr, depth, rule_id))

    def _ground(self, expr: Expr, depth: int, rule_id: str) -> Ground:
        return self.grounder.expr_memo(expr, depth, rule_id)

    def _group(self, expr: InGroup, result: Truth) -> Step:
        """The mark of the memberships as a whole; an unverified one never decided, so it does not weigh here."""
        group = self.grounder.corpus.groups[expr.group]
        marks = [m.mark for m in group.members if m.mark != Mark.UNVERIFIED]
        mark = max(marks, key=MARKS.index, default=Mark.VERIFIED)
        return Step(group.id, "group", group.title, mark, group.citation, result)


def weakest(steps: Iterable[Step]) -> Mark:
    return max((s.mark for s in steps), key=MARKS.index, default=Mark.VERIFIED)
