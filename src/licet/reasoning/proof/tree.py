"""The proof of an answer: a tree in which every step follows from the steps below it, down to facts and to the law.

Written for whoever has to check the answer without the machine. Where the rules follow from one another by Kleene's
tables, each step says so; where only the exact diagram knows the answer (one ground or another, whichever way the open
facts fall), the step is marked `by_cases` and shows what is still open below it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Citation,
    Compare,
    Constant,
    Edition,
    Expr,
    InGroup,
    IsTrue,
    Judgement,
    Mark,
    Not,
    OneOf,
    Outside,
    Ref,
    RuleException,
    Text,
)
from licet.reasoning.argument import Kleene, Truth, tally
from licet.reasoning.expressions import ITEM_FRAMES
from licet.reasoning.grounding import Grounder, frame_at

Leaf = IsTrue | OneOf | InGroup | Compare


class Kind(StrEnum):
    RULE = "rule"
    EXCEPTION = "exception"
    ALL = "all"
    ANY = "any"
    AT_LEAST = "at_least"
    NOT = "not"
    FACT = "fact"
    JUDGEMENT = "judgement"
    OUTSIDE = "outside"
    UNVERIFIED = "unverified"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule or an exception is written, how well that was checked, and since when it is in force."""

    citation: Citation
    mark: Mark
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One step. `parts` is how many conditions the law names here; `children` are those the step needs."""

    kind: Kind
    result: Truth
    children: tuple[Node, ...] = ()
    id: str = ""
    title: Text | None = None
    source: Source | None = None
    frame: str = ""
    atom: Leaf | None = None
    least: int = 0
    parts: int = 0
    by_cases: bool = False


class Prover:
    """Proofs under one binding. A rule that several others refer to is proved once: it is the same node."""

    def __init__(self, grounder: Grounder, kleene: Kleene, decided: Mapping[str, Truth]) -> None:
        self.grounder, self.kleene, self.decided = grounder, kleene, decided
        self._rules: dict[tuple[str, int], Node] = {}
        self._values: dict[tuple[int, int, str], Truth] = {}

    def of(self, rule_id: str, depth: int = 0) -> Node:
        """`depth`: how many relations below the tested item the rule is met."""
        key = rule_id, depth
        if key not in self._rules:
            self._rules[key] = self._rule(rule_id, depth)
        return self._rules[key]

    # --- what is known of each part -----------------------------------------------------------------

    def rule_value(self, rule_id: str, depth: int) -> Truth:
        if depth == 0 and rule_id in self.decided:
            return self.decided[rule_id]
        return self.kleene.value(self.grounder.rule(rule_id, depth))

    def value(self, expr: Expr, depth: int, rule_id: str) -> Truth:
        key = id(expr), depth, rule_id
        if key not in self._values:
            self._values[key] = self._value(expr, depth, rule_id)
        return self._values[key]

    def _value(self, expr: Expr, depth: int, rule_id: str) -> Truth:
        if isinstance(expr, Not):
            inner = self.value(expr.part, depth, rule_id)
            return None if inner is None else not inner
        if isinstance(expr, All | AnyOf | AtLeast):
            return tally([self.value(part, depth, rule_id) for part in expr.parts], _least(expr))
        deeper = depth + 1 if isinstance(expr, Ref) and expr.of_target else depth
        if isinstance(expr, Ref) and deeper < len(ITEM_FRAMES):
            return self.rule_value(expr.rule, deeper)
        return self.kleene.value(self.grounder.expr_memo(expr, depth, rule_id))

    # --- rules and exceptions -----------------------------------------------------------------------

    def _rule(self, rule_id: str, depth: int) -> Node:
        rule, result = self.grounder.corpus.rules[rule_id], self.rule_value(rule_id, depth)
        edition = self.grounder.rules.get(rule_id)
        if edition is None:
            return Node(Kind.RULE, False, id=rule_id, title=rule.title, frame=ITEM_FRAMES[depth])
        children = self._body(edition, depth, rule_id, result)
        source = Source(edition.citation, edition.mark, edition.valid_from, edition.valid_until)
        return Node(
            Kind.RULE, result, children, rule_id, rule.title, source, ITEM_FRAMES[depth],
            by_cases=result is not None and not _carried(result, children),
        )  # fmt: skip

    def _body(self, edition: Edition, depth: int, rule_id: str, result: Truth) -> tuple[Node, ...]:
        held = self.value(edition.when, depth, rule_id)
        body = self._expr(edition.when, depth, rule_id)
        if held is False:
            return (body,)  # its exceptions are idle
        exceptions = [self._exception(x, depth, rule_id) for x in edition.exceptions]
        applied = [x for x in exceptions if x.result]
        if result is False and applied:
            return body, applied[0]
        trust = [_unverified(rule_id)] if edition.mark == Mark.UNVERIFIED else []
        return *trust, body, *exceptions

    def _exception(self, x: RuleException, depth: int, rule_id: str) -> Node:
        met = self.value(x.when, depth, rule_id)
        doubted = x.mark == Mark.UNVERIFIED and met is not False
        children = (*([_unverified(x.id)] if doubted else []), self._expr(x.when, depth, rule_id))
        source = Source(x.citation, x.mark)
        return Node(Kind.EXCEPTION, None if doubted else met, children, x.id, x.title, source)

    # --- expressions --------------------------------------------------------------------------------

    def _expr(self, expr: Expr, depth: int, rule_id: str) -> Node:
        result = self.value(expr, depth, rule_id)
        if isinstance(expr, Not):
            return Node(Kind.NOT, result, (self._expr(expr.part, depth, rule_id),), parts=1)
        if isinstance(expr, All | AnyOf | AtLeast):
            needed = self._needed(expr, depth, rule_id, result)
            children = tuple(self._expr(part, depth, rule_id) for part in needed)
            return Node(_kind(expr), result, children, least=_least(expr), parts=len(expr.parts))
        if isinstance(expr, Constant):
            return Node(Kind.FIXED, expr.value)
        if isinstance(expr, Ref | Judgement | Outside):
            return self._named(expr, depth, rule_id, result)
        return Node(Kind.FACT, result, frame=frame_at(expr.frame, depth) or "", atom=expr)

    def _named(self, expr: Ref | Judgement | Outside, depth: int, rule_id: str, result: Truth) -> Node:
        if isinstance(expr, Judgement):
            title = self.grounder.corpus.judgements.get(expr.term)
            return Node(Kind.JUDGEMENT, result, id=expr.term, title=title)
        if isinstance(expr, Outside):
            relevance = self.grounder.family_rule(rule_id, expr.family)
            below = () if relevance is None else (self.of(relevance, depth),)
            return Node(Kind.OUTSIDE, result, below, expr.family, self._family(expr.family))
        deeper = depth + (1 if expr.of_target else 0)
        if deeper < len(ITEM_FRAMES):
            return self.of(expr.rule, deeper)
        return Node(Kind.OUTSIDE, None, id="relation_depth")

    def _family(self, id: str) -> Text | None:
        families = (f for regime in self.grounder.corpus.regimes.values() for f in regime.families)
        return next((family.title for family in families if family.id == id), None)

    def _needed(self, expr: All | AnyOf | AtLeast, depth: int, rule_id: str, result: Truth) -> Sequence[Expr]:
        """Of a firm result the parts that carry it; of an open one what is met and what is open."""
        values = [(part, self.value(part, depth, rule_id)) for part in expr.parts]
        least = _least(expr)
        if result is not None:
            carrying = [part for part, value in values if value is result]
            return carrying[: least if result else len(values) - least + 1]
        wanted = (None,) if isinstance(expr, AnyOf) else (None, True)
        return [part for part, value in values if value in wanted]


def _least(expr: All | AnyOf | AtLeast) -> int:
    if isinstance(expr, AtLeast):
        return expr.count
    return len(expr.parts) if isinstance(expr, All) else 1


def _kind(expr: All | AnyOf | AtLeast) -> Kind:
    if isinstance(expr, AtLeast):
        return Kind.AT_LEAST
    return Kind.ALL if isinstance(expr, All) else Kind.ANY


def _unverified(id: str) -> Node:
    """The atom that is never known: nobody has checked the text."""
    return Node(Kind.UNVERIFIED, None, id=id)


def _carried(result: bool, children: Sequence[Node]) -> bool:
    """A rule holds if its body does and no exception; it fails if one of these fails it."""
    met = [(not c.result if c.kind == Kind.EXCEPTION else c.result) for c in children if c.result is not None]
    return (len(met) == len(children) and all(met)) if result else not all(met)
