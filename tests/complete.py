"""An independent judge of the reasoning: straight over the written rules, by trying completions.

It shares nothing with the compiler: no domains, no masks, no diagrams. A state of knowledge gives each place (frame,
fact) a list of values still possible; Kleene's tables say what follows at once, and where they say nothing, the first
open place met is split over its values. What every completion agrees on is certain.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date

from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Compare,
    Constant,
    Corpus,
    Expr,
    Fact,
    FactType,
    InGroup,
    IsTrue,
    Judgement,
    Mark,
    Not,
    OneOf,
    Outside,
    Ref,
    Rule,
)

Value = str | float | bool
Place = tuple[str, str]
Possible = dict[Place, Sequence[Value]]
PARTIES = ("actor", "from", "to", "via", "host", "accessor", "end_user")
DEPTHS = ("item", "target", "target2", "target3")
Truth = bool | None


class Judge:
    """One corpus on one day."""

    def __init__(self, corpus: Corpus, day: date) -> None:
        self.corpus, self.day = corpus, day
        self.values = {id: self._values(fact) for id, fact in corpus.facts.items()}

    # --- values that stand for all values -----------------------------------------------------------

    def _values(self, fact: Fact) -> list[Value]:
        if fact.type == FactType.BOOLEAN:
            return [False, True]
        if fact.type == FactType.CHOICE:
            return [option.value for option in fact.options]
        if fact.type == FactType.COUNTRY:
            named = {m.country for g in self.corpus.groups.values() for m in g.members}
            named |= {c for e in self._everywhere() if isinstance(e, OneOf) for c in e.values if len(c) == 2}
            return [*sorted(named), "ZZ"]
        bounds = sorted(
            {number(e.bound) for e in self._everywhere() if isinstance(e, Compare) and e.fact == fact.id}
        )
        around = [b + d for b in bounds for d in (-0.25, 0, 0.25)]
        return [*around] or [0.0]

    def _everywhere(self) -> list[Expr]:
        wholes = [axiom.holds for axiom in self.corpus.axioms.values()]
        for rule in self.corpus.rules.values():
            for edition in rule.editions:
                wholes += [edition.when, *(x.when for x in edition.exceptions)]
        found: list[Expr] = []
        while wholes:
            whole = wholes.pop()
            found.append(whole)
            wholes += [whole.part] if isinstance(whole, Not) else list(getattr(whole, "parts", ()))
        return found

    # --- one state of knowledge ----------------------------------------------------------------------

    def kleene(self, rule: str, possible: Possible) -> Truth:
        return _Pass(self, possible).rule(rule, 0)

    def filled(self, rule: str, possible: Possible, chance: random.Random) -> bool:
        """The answer once everything still open is filled in at random."""
        spots = [(frame, id) for id in self.values for frame in self._frames(id)]
        full: Possible = {spot: [chance.choice(self.choices(spot, possible))] for spot in spots}
        full |= {atom: values for atom, values in possible.items() if atom not in full}
        while (state := _Pass(self, full)).rule(rule, 0) is None:
            assert state.open is not None
            full[state.open] = [chance.choice(self.choices(state.open, possible))]
        return bool(state.rule(rule, 0))

    def _frames(self, fact: str) -> tuple[str, ...]:
        scope = fact.split(".")[0]
        return {"item": DEPTHS, "party": PARTIES}.get(scope, (scope,))

    def certain(self, rule: str, possible: Possible) -> str:
        """true, false, unknown; contradictory if no completion respects the axioms."""
        can_hold = self._some(rule, possible, True)
        can_fail = self._some(rule, possible, False)
        return {(True, True): "unknown", (True, False): "true", (False, True): "false"}.get(
            (can_hold, can_fail), "contradictory"
        )

    def pivotal(self, rule: str, possible: Possible, place: Place) -> bool:
        """Two completions that differ at this place alone, and in the answer (a corpus without axioms)."""
        values = self.choices(place, possible)
        return any(
            self._differ(rule, {**possible, place: [a]}, {**possible, place: [b]})
            for i, a in enumerate(values)
            for b in values[:i]
        )

    def _differ(self, rule: str, one: Possible, other: Possible) -> bool:
        first, second = _Pass(self, one), _Pass(self, other)
        x, y = first.rule(rule, 0), second.rule(rule, 0)
        if x is not None and y is not None:
            return x != y
        place = first.open or second.open
        assert place is not None
        return any(
            self._differ(rule, {**one, place: [v]}, {**other, place: [v]}) for v in self.choices(place, one)
        )

    def _some(self, rule: str, possible: Possible, wanted: bool) -> bool:
        state = _Pass(self, possible)
        if state.axioms() is False:
            return False
        told = state.rule(rule, 0)
        if told is not None and told is not wanted:
            return False
        if told is wanted and state.axioms() is True:
            return True
        place = state.open
        assert place is not None
        return any(self._some(rule, {**possible, place: [v]}, wanted) for v in self.choices(place, possible))

    def choices(self, place: Place, possible: Possible) -> Sequence[Value]:
        return possible.get(place) or self.values.get(place[1], [False, True])


class _Pass:
    """One evaluation; `open` is the first place found that is not settled."""

    def __init__(self, judge: Judge, possible: Possible) -> None:
        self.judge, self.possible = judge, possible
        self.open: Place | None = None
        self._told: dict[tuple[str, int], Truth] = {}
        self._law = ""  # the regime of the rule that is being read: families of one name may differ by regime

    def axioms(self) -> Truth:
        told: Truth = True
        for axiom in self.judge.corpus.axioms.values():
            if axiom.mark == Mark.UNVERIFIED:
                continue
            for frame in self._frames(axiom.holds):
                told = both(told, self.expr(axiom.holds, 0, frame))
        return told

    def _frames(self, holds: Expr) -> list[str]:
        part = holds
        while not isinstance(part, IsTrue | OneOf | InGroup | Compare):
            assert isinstance(part, All | AnyOf | AtLeast | Not)
            part = part.part if isinstance(part, Not) else part.parts[0]
        return list(DEPTHS) if part.fact.startswith("item.") else [part.frame.value]

    def rule(self, id: str, depth: int) -> Truth:
        if (id, depth) not in self._told:
            reader, self._law = self._law, id.split(".", 1)[0]
            self._told[id, depth] = self._rule(id, depth)
            self._law = reader
        return self._told[id, depth]

    def _rule(self, id: str, depth: int) -> Truth:
        rule = self.judge.corpus.rules[id]
        edition = next(
            (
                e
                for e in reversed(rule.editions)
                if in_force(rule, e.valid_from, e.valid_until, self.judge.day)
            ),
            None,
        )
        if edition is None:
            return False
        told = self.expr(edition.when, depth)
        for x in edition.exceptions:
            met = self.expr(x.when, depth)
            met = both(met, self.atom(DEPTHS[depth], f"trust.{x.id}")) if x.mark == Mark.UNVERIFIED else met
            told = both(told, negated(met))
        return (
            both(told, self.atom(DEPTHS[depth], f"trust.{id}")) if edition.mark == Mark.UNVERIFIED else told
        )

    def expr(self, e: Expr, depth: int, only: str | None = None) -> Truth:
        match e:
            case Constant():
                return e.value
            case Not():
                return negated(self.expr(e.part, depth, only))
            case All():
                return at_least([self.expr(p, depth, only) for p in e.parts], len(e.parts))
            case AnyOf():
                return at_least([self.expr(p, depth, only) for p in e.parts], 1)
            case AtLeast():
                return at_least([self.expr(p, depth, only) for p in e.parts], e.count)
            case Ref():
                deeper = depth + int(e.of_target)
                return self.atom("deep", "outside.deep") if deeper > 3 else self.rule(e.rule, deeper)
            case Judgement():
                return self.atom(DEPTHS[depth], f"judgement.{e.term}")
            case Outside():
                return both(self.atom(DEPTHS[depth], f"outside.{e.family}"), self._relevant(e.family, depth))
            case _:
                return self.test(e, self._frame(e.frame.value, depth) if only is None else only)

    def _relevant(self, family: str, depth: int) -> Truth:
        regimes = self.judge.corpus.regimes
        named = [(r.id, f.rule) for r in regimes.values() for f in r.families if f.id == family]
        own = [rule for regime, rule in named if regime == self._law] or [rule for _regime, rule in named]
        return self.rule(own[0], depth) if own else True

    def _frame(self, frame: str, depth: int) -> str:
        if frame not in ("item", "target"):
            return frame
        return DEPTHS[depth + (frame == "target")] if depth + (frame == "target") < 4 else "deep"

    def test(self, e: IsTrue | OneOf | InGroup | Compare, frame: str) -> Truth:
        if frame == "deep":
            return self.atom("deep", "outside.deep")
        place = (frame, e.fact)
        if isinstance(e, InGroup):
            return self._in_group(e, place)
        told: set[Value] = {holds(e, value) for value in self.judge.choices(place, self.possible)}
        return self._settled(told, place)

    def _in_group(self, e: InGroup, place: Place) -> Truth:
        rows = [
            m
            for m in self.judge.corpus.groups[e.group].members
            if valid(m.valid_from, m.valid_until, self.judge.day)
        ]
        sure = {m.country for m in rows if m.mark != Mark.UNVERIFIED}
        unsure = {m.country for m in rows if m.mark == Mark.UNVERIFIED} - sure
        values = self.judge.choices(place, self.possible)
        firm = self._settled({v in sure for v in values}, place)
        loose = self._settled({v in unsure for v in values}, place)
        loose = both(loose, self.atom(place[0], f"trust.{e.group}")) if loose is not False else False
        return at_least([firm, loose], 1)

    def atom(self, frame: str, name: str) -> Truth:
        return self._settled(set(self.possible.get((frame, name), (False, True))), (frame, name))

    def _settled(self, told: set[Value], place: Place) -> Truth:
        if len(told) == 1:
            return bool(told.pop())
        self.open = self.open or place
        return None


def holds(e: IsTrue | OneOf | Compare, value: Value) -> bool:
    if isinstance(e, IsTrue):
        return bool(value)
    if isinstance(e, OneOf):
        return value in e.values
    bound, given = number(e.bound), float(value)
    return {">": given > bound, ">=": given >= bound, "<": given < bound, "<=": given <= bound}[e.op]


def number(bound: float | date) -> float:
    return float(bound.toordinal()) if isinstance(bound, date) else float(bound)


def negated(told: Truth) -> Truth:
    return None if told is None else not told


def both(a: Truth, b: Truth) -> Truth:
    return at_least([a, b], 2)


def at_least(told: Sequence[Truth], least: int) -> Truth:
    if sum(t is True for t in told) >= least:
        return True
    return False if sum(t is not False for t in told) < least else None


def valid(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day <= end)


def in_force(rule: Rule, start: date, end: date | None, day: date) -> bool:
    return valid(start, end, day)


def places(known: Mapping[str, Sequence[Value]]) -> Possible:
    """From flat names (`to.country`) to places."""
    found: Possible = {}
    for name, values in known.items():
        frame, short = name.split(".", 1)
        scope = "item" if frame in DEPTHS else "party" if frame in PARTIES else frame
        found[frame, f"{scope}.{short}"] = values
    return found
