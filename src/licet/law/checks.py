"""Checks that need every rule: who refers to whom, from which frame, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .errors import CorpusError
from .model import All, AnyOf, AtLeast, Corpus, Expr, Frame, Not, Ref, Rule

Rules = Mapping[str, Rule]


def refs(expr: Expr) -> Iterator[Ref]:
    """Every reference to another rule in an expression."""
    match expr:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from refs(part)
        case Not(part):
            yield from refs(part)
        case Ref():
            yield expr
        case _:
            return


def refs_of(rule: Rule) -> Iterator[Ref]:
    for edition in rule.editions:
        yield from refs(edition.when)
        for exception in edition.exceptions:
            yield from refs(exception.when)


def fault(rule: Rule, fault: str, remedy: str) -> CorpusError:
    return CorpusError(rule.where.file, rule.where.line, fault, remedy)


def wrong_frames(rules: Rules) -> Iterator[CorpusError]:
    """An item is tested without its parties, so its rules cannot lean on rules about a transfer's parties."""
    for rule in rules.values():
        for ref in sorted(set(refs_of(rule)), key=lambda ref: ref.rule):
            if rules[ref.rule].frame is Frame.TRANSFER and (rule.frame is Frame.ITEM or ref.of_target):
                yield fault(
                    rule,
                    f"{rule.id} leans on {ref.rule}, which is a rule on transfer",
                    f"Put {rule.id} on transfer, or {ref.rule} on item",
                )


def circles(rules: Rules) -> Iterator[CorpusError]:
    """Each circle of references once, with the way round it."""
    done: set[str] = set()
    for start in rules:
        if start not in done:
            yield from circles_from(rules, start, [], done)


def circles_from(rules: Rules, rule: str, path: list[str], done: set[str]) -> Iterator[CorpusError]:
    if rule in path:
        way = " → ".join([*path[path.index(rule) :], rule])
        yield fault(rules[rule], f"{rule} depends on itself: {way}", "Take one reference out of the circle")
        return
    if rule in done:
        return
    path.append(rule)
    for name in sorted({ref.rule for ref in refs_of(rules[rule])}):
        yield from circles_from(rules, name, path, done)
    path.pop()
    done.add(rule)


def reached(corpus: Corpus) -> frozenset[str]:
    """Rules that some regime, or the question what kind of capability an item is, can lead to."""
    kinds = led_to(corpus.ccic_kinds, corpus.rules)
    return kinds.union(*(of_regime(corpus, id) for id in (*corpus.regimes, *corpus.bases)))


def of_regime(corpus: Corpus, id: str) -> frozenset[str]:
    """The rules that the regime leads to."""
    regime = corpus.regimes.get(id) or corpus.bases[id]
    families = (family.rule for family in regime.families)
    own = [rule for rule in (regime.governs, *regime.stances.values()) if rule]
    return led_to([*regime.entries, *regime.measures, *families, *own], corpus.rules)


def led_to(names: Iterable[str], rules: Rules) -> frozenset[str]:
    """These rules and all that they refer to, rest on or name for a duty-bearer."""
    waiting, found = list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            rule = rules[name]
            waiting += [ref.rule for ref in refs_of(rule)] + list(rule.basis)
            waiting += [bearer.rule for bearer in rule.duty_bearers if bearer.rule]
    return frozenset(found)


def faults_between(rules: Rules) -> list[CorpusError]:
    return [*wrong_frames(rules), *circles(rules)]
