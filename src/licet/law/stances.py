"""A regime that stands on another: a member state applies the Union's rules, and settles what they leave to it.

`based_on: EU` takes over entries, measures and families. `stances` names, for a term that the base leaves to each state's
judgement, the rule that says how this state settles it; `governs` the rule that says which transfers are its own to govern. Each
measure and family taken over, and each rule that leans on such a term, gets a twin of the state's own, `DE.EU.ART3` beside
`EU.ART3`; all others are shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from .checks import led_to, refs_of
from .errors import CorpusError, nearest
from .model import (
    All,
    AnyOf,
    AtLeast,
    Edition,
    Expr,
    Family,
    Frame,
    Judgement,
    Not,
    Ref,
    Regime,
    Rule,
)

Rules = Mapping[str, Rule]
Change = Callable[[Expr], Expr]


def stand_on_bases(
    regimes: Iterable[Regime], rules: Rules
) -> tuple[list[Regime], dict[str, Rule], list[CorpusError]]:
    """The regimes with what they take over, the rules with the twins, and what is wrong."""
    known = {regime.id: regime for regime in regimes}
    faults = [fault for regime in known.values() for fault in faults_of(regime, known, rules)]
    if faults:
        return list(known.values()), dict(rules), faults
    whole, all_rules = [], dict(rules)
    for regime in known.values():
        if regime.based_on:
            regime, twins = _taken_over(regime, known[regime.based_on], rules)
            all_rules |= twins
        whole.append(regime)
    return whole, all_rules, _strangers_expected(all_rules)


def faults_of(regime: Regime, known: Mapping[str, Regime], rules: Rules) -> Iterable[CorpusError]:
    place = regime.where.file, regime.where.line
    base = known.get(regime.based_on)
    if regime.based_on and base is None:
        yield CorpusError(*place, f"There is no regime {regime.based_on}", nearest(regime.based_on, known))
    elif base is not None and base.based_on:
        remedy = f"Stand on {base.based_on} itself"
        yield CorpusError(*place, f"{base.id} itself stands on {base.based_on}", remedy)
    if base is not None:
        unused = set(regime.stances) - {
            term for name in _reached(base, rules) for term in _terms(rules[name])
        }
        for term in sorted(unused):
            yield CorpusError(*place, f"{base.id} leaves no term {term} to judgement", "Remove the stance")


def twin_of(regime: str, rule: str) -> str:
    return f"{regime}.{rule}"


def _taken_over(regime: Regime, base: Regime, rules: Rules) -> tuple[Regime, dict[str, Rule]]:
    heads = {
        name
        for name in (*base.measures, *(family.rule for family in base.families))
        if rules[name].frame is Frame.TRANSFER
    }
    own = _leaning(_reached(base, rules), set(regime.stances), rules) | heads
    change = _change(regime, own)
    twins = {
        twin_of(regime.id, name): _twin(regime, rules[name], change, own, head=name in heads) for name in own
    }

    def mine(name: str) -> str:
        return twin_of(regime.id, name) if name in own else name

    families = (Family(f.id, f.title, mine(f.rule)) for f in base.families)
    whole = replace(
        regime,
        entries=(*map(mine, base.entries), *regime.entries),
        measures=(*map(mine, base.measures), *regime.measures),
        families=(*families, *regime.families),
        questions_always=tuple(dict.fromkeys((*base.questions_always, *regime.questions_always))),
    )
    return whole, twins


def _reached(base: Regime, rules: Rules) -> frozenset[str]:
    return led_to([*base.entries, *base.measures, *(family.rule for family in base.families)], rules)


def _leaning(among: frozenset[str], terms: set[str], rules: Rules) -> frozenset[str]:
    """The rules that lean on one of the terms, directly or through others."""
    own = {name for name in among if terms & _terms(rules[name])}
    while more := {name for name in among - own if own & {ref.rule for ref in refs_of(rules[name])}}:
        own |= more
    return frozenset(own)


def _terms(rule: Rule) -> set[str]:
    bodies = [body for e in rule.editions for body in (e.when, *(x.when for x in e.exceptions))]
    return {term for body in bodies for term in _terms_in(body)}


def _terms_in(expr: Expr) -> Iterable[str]:
    match expr:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _terms_in(part)
        case Not(part):
            yield from _terms_in(part)
        case Judgement(term):
            yield term
        case _:
            return


def _twin(regime: Regime, rule: Rule, change: Change, own: frozenset[str], *, head: bool) -> Rule:
    bearers = tuple(
        replace(bearer, rule=twin_of(regime.id, bearer.rule)) if bearer.rule in own else bearer
        for bearer in rule.duty_bearers
    )
    return replace(
        rule,
        id=twin_of(regime.id, rule.id),
        editions=tuple(_edition(each, change, regime.governs if head else "") for each in rule.editions),
        tests=(),
        duty_bearers=bearers,
        basis=tuple(twin_of(regime.id, name) if name in own else name for name in rule.basis),
    )


def _edition(edition: Edition, change: Change, governs: str) -> Edition:
    exceptions = tuple(replace(x, when=change(x.when)) for x in edition.exceptions)
    when = change(edition.when)
    return replace(edition, when=All((Ref(governs), when)) if governs else when, exceptions=exceptions)


def _change(regime: Regime, own: frozenset[str]) -> Change:
    def change(expr: Expr) -> Expr:
        match expr:
            case All(parts):
                return All(tuple(map(change, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(change, parts)))
            case AtLeast(count, parts):
                return AtLeast(count, tuple(map(change, parts)))
            case Not(part):
                return Not(change(part))
            case Judgement(term) if term in regime.stances:
                return Ref(regime.stances[term])
            case Ref(rule, of_target) if rule in own:
                return Ref(twin_of(regime.id, rule), of_target)
            case _:
                return expr

    return change


def _strangers_expected(rules: Rules) -> list[CorpusError]:
    """A test may expect something of a twin; the loader could not know before which twins there are."""
    return [
        CorpusError(
            test.where.file,
            test.where.line,
            f"{name} is no rule of its own: no stance touches it",
            f"Expect {name.partition('.')[2]}",
        )
        for rule in rules.values()
        for test in rule.tests
        for name in test.expect
        if name not in rules
    ]
