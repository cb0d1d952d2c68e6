"""Mutants of the law: a rule with one condition left out or negated, one exception removed, one border moved by a day.

A lawyer's test that still passes under a mutant does not see that part of the law. Each mutant is made of one rule;
the twins that member states have of it (see `stances`) change with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path

from .checks import of_regime
from .model import (
    All,
    AnyOf,
    AtLeast,
    Constant,
    Corpus,
    Edition,
    Expr,
    Mark,
    Not,
    OneOf,
    Ref,
    Regime,
    Rule,
    Where,
)
from .nodes import Fields, Items, Node, read
from .written import written

DAY = timedelta(days=1)
Steps = tuple[int, ...]


class Change(StrEnum):
    LEFT_OUT = "left out"
    NEGATED = "negated"
    VALUE = "value left out"
    REMOVED = "exception removed"
    EARLIER = "a day earlier"
    LATER = "a day later"


BORDERS = (Change.EARLIER, Change.LATER)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one rule. `exception` is -1 for the body; a border is the one before which `edition` begins,
    or the end of the last edition where `edition` is their number."""

    rule: str
    change: Change
    what: str  # the condition, exception, value or day as it is written
    edition: int
    exception: int = -1
    path: Steps = ()
    value: str = ""

    def of(self, rule: Rule, prefix: Steps = ()) -> Rule:
        """The rule so changed. `prefix`: where the body begins in a twin."""
        if self.change in BORDERS:
            return replace(rule, editions=tuple(_moved(rule.editions, self.edition, self.change)))
        editions = list(rule.editions)
        editions[self.edition] = self._edition(editions[self.edition], prefix)
        return replace(rule, editions=tuple(editions))

    def _edition(self, edition: Edition, prefix: Steps) -> Edition:
        exceptions = list(edition.exceptions)
        if self.change is Change.REMOVED:
            del exceptions[self.exception]
        elif self.exception < 0:
            return replace(edition, when=_changed(edition.when, prefix + self.path, self))
        else:
            old = exceptions[self.exception]
            exceptions[self.exception] = replace(old, when=_changed(old.when, self.path, self))
        return replace(edition, exceptions=tuple(exceptions))


def mutants_of(rule: Rule, first_day: date) -> Iterator[Mutant]:
    """Every mutant of the rule. `first_day`: before it nobody is answered by this rule."""
    for n, edition in enumerate(rule.editions):
        yield from _of_expression(edition.when, Mutant(rule.id, Change.NEGATED, "", n))
        for k, exception in enumerate(edition.exceptions):
            yield Mutant(rule.id, Change.REMOVED, exception.id, n, k)
            yield from _of_expression(exception.when, Mutant(rule.id, Change.NEGATED, "", n, k))
    for n in range(len(rule.editions) + 1):
        yield from _of_border(rule, n, first_day)


def changed_rules(corpus: Corpus, mutant: Mutant) -> dict[str, Rule]:
    """The rule and its twins under the mutant."""
    changed = {mutant.rule: mutant.of(corpus.rules[mutant.rule])}
    for regime in corpus.regimes.values():
        twin = twin_in(corpus, regime, mutant.rule)
        if twin is not None:
            changed[twin.id] = mutant.of(twin, (1,) if _is_head(twin, regime) else ())
    return changed


def twin_in(corpus: Corpus, regime: Regime, rule: str) -> Rule | None:
    """The regime's own twin of the rule, where it has one."""
    twin = corpus.rules.get(f"{regime.id}.{rule}") if regime.based_on else None
    return twin if twin is not None and twin.where == corpus.rules[rule].where else None


def written_rules(corpus: Corpus) -> dict[str, Rule]:
    """The rules that stand in a file of their own: all but the twins."""
    twins = {
        twin.id
        for regime in corpus.regimes.values()
        for rule in corpus.rules
        if (twin := twin_in(corpus, regime, rule)) is not None
    }
    return {id: rule for id, rule in corpus.rules.items() if id not in twins}


def first_days(corpus: Corpus) -> dict[str, date]:
    """For each rule the first day on which a regime that leads to it is in the corpus."""
    start = min((regime.covers_from for regime in corpus.regimes.values()), default=date.min)
    found: dict[Where, date] = {}
    for id, regime in corpus.regimes.items():
        for rule in of_regime(corpus, id):
            where = corpus.rules[rule].where  # that of its twins too
            found[where] = min(found.get(where, regime.covers_from), regime.covers_from)
    return {id: found.get(rule.where, start) for id, rule in corpus.rules.items()}


def _is_head(twin: Rule, regime: Regime) -> bool:
    """The body of a measure or family taken over stands behind the rule that says what the state governs."""
    when = twin.editions[0].when
    return bool(regime.governs) and isinstance(when, All) and when.parts[0] == Ref(regime.governs)


# --- conditions --------------------------------------------------------------------------------------


def _of_expression(expr: Expr, base: Mutant) -> Iterator[Mutant]:
    """Every change of one body. `base`: of which rule, edition and exception."""
    if not isinstance(expr, Constant):
        yield replace(base, change=Change.NEGATED, what=written(expr))
    if not parts_of(expr) and not isinstance(expr, Constant):
        yield replace(base, change=Change.LEFT_OUT, what=written(expr))
    yield from _of_parts(expr, base)


def _of_parts(expr: Expr, base: Mutant) -> Iterator[Mutant]:
    for n, part in enumerate(parts_of(expr)):
        here = replace(base, path=(*base.path, n), what=written(part))
        if not isinstance(expr, Not):  # what "not" speaks of is left out or negated with the whole
            if len(parts_of(expr)) > 1:
                yield replace(here, change=Change.LEFT_OUT)
            yield replace(here, change=Change.NEGATED)
        yield from _of_parts(part, here)
    if isinstance(expr, OneOf) and len(expr.values) > 1:
        for value in sorted(expr.values):
            what = f"{value} of {written(expr)}"
            yield replace(base, change=Change.VALUE, what=what, value=value)


def parts_of(expr: Expr) -> tuple[Expr, ...]:
    match expr:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def with_parts(expr: Expr, parts: tuple[Expr, ...]) -> Expr:
    match expr:
        case All():
            return All(parts)
        case AnyOf():
            return AnyOf(parts)
        case AtLeast(count):
            return AtLeast(count, parts)
        case _:
            return Not(*parts)


def _changed(expr: Expr, path: Steps, by: Mutant) -> Expr:
    if not path:
        return _changed_here(expr, by)
    parts = list(parts_of(expr))
    if by.change is Change.LEFT_OUT and len(path) == 1:
        del parts[path[0]]
    else:
        parts[path[0]] = _changed(parts[path[0]], path[1:], by)
    return with_parts(expr, tuple(parts))


def _changed_here(expr: Expr, by: Mutant) -> Expr:
    if isinstance(expr, OneOf) and by.change is Change.VALUE:
        return replace(expr, values=expr.values - {by.value})
    # a body of one condition without it asks for nothing
    return _negated(expr) if by.change is Change.NEGATED else Constant(True)


def _negated(expr: Expr) -> Expr:
    return expr.part if isinstance(expr, Not) else Not(expr)


# --- borders -----------------------------------------------------------------------------------------


def _of_border(rule: Rule, n: int, first_day: date) -> Iterator[Mutant]:
    day = border(rule, n)
    if day is None or day < first_day:
        return
    for change in BORDERS:
        if change is Change.LATER or day > first_day:
            mutant = Mutant(rule.id, change, str(day), n)
            told = day if change is Change.LATER else day - DAY
            if _wording(rule, told) != _wording(mutant.of(rule), told):
                yield mutant


def border(rule: Rule, n: int) -> date | None:
    """The first day of the edition; after the last edition, the first day without one."""
    if n < len(rule.editions):
        return rule.editions[n].valid_from
    last = rule.editions[-1].valid_until
    return None if last is None else last + DAY


def _moved(editions: tuple[Edition, ...], n: int, change: Change) -> Iterator[Edition]:
    by = DAY if change is Change.LATER else -DAY
    for k, edition in enumerate(editions):
        first, last = edition.valid_from, edition.valid_until
        if k == n:
            first += by
        if k + 1 == n and last is not None:
            last += by
        yield replace(edition, valid_from=first, valid_until=last)


def body(edition: Edition | None) -> object:
    """What decides in an edition; one that says "never" is as none."""
    if edition is None or edition.when == Constant(False):
        return None
    exceptions = [(x.id if x.mark is Mark.UNVERIFIED else "", x.when) for x in edition.exceptions]
    return edition.mark is Mark.UNVERIFIED, edition.when, exceptions


def _wording(rule: Rule, day: date) -> object:
    """What the rule says on a day: editions often differ in citation and text alone."""
    for edition in rule.editions:
        if edition.valid_from <= day and (edition.valid_until is None or day <= edition.valid_until):
            return body(edition)
    return None


# --- where it stands --------------------------------------------------------------------------------


def place(rule: Rule, mutant: Mutant) -> Where:
    """File and line of what the mutant changes, looked up in the file itself."""
    editions = _editions(read(Path(rule.where.file)))
    if mutant.change in BORDERS:
        nth = editions[min(mutant.edition, len(editions) - 1)]
        key = "from" if mutant.edition < len(editions) else "until"
        return Where(rule.where.file, nth.lines.get(key, nth.line))
    node: Node = editions[mutant.edition]
    if mutant.exception >= 0:
        node = _item(_field(node, "exceptions"), mutant.exception)
    if mutant.change is not Change.REMOVED:
        node = _field(node, "when")
        for step in mutant.path:
            node = _part(node, step)
    return Where(rule.where.file, node.line)


def _editions(document: Fields) -> list[Fields]:
    """In the order of their days, as the loader keeps them."""
    nodes = document.fields["editions"]
    found = [node for node in getattr(nodes, "items", (nodes,)) if isinstance(node, Fields)]
    return sorted(found, key=lambda node: getattr(node.fields["from"], "text", ""))


def _field(node: Node, key: str) -> Node:
    assert isinstance(node, Fields), "the loader has read it"
    return node.fields[key]


def _item(node: Node, n: int) -> Node:
    return node.items[n] if isinstance(node, Items) else node


def _part(node: Node, step: int) -> Node:
    assert isinstance(node, Fields), "the loader has read it"
    inner: Mapping[str, Node] = node.fields
    listed = next((inner[key] for key in ("all", "any", "of") if key in inner), None)
    return inner["not"] if listed is None else _item(listed, step)
