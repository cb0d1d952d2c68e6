"""Small corpora made by hand, for tests of the reasoning: written as they would be in YAML, but without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from licet.law.model import (
    All,
    AnyOf,
    AtLeast,
    Axiom,
    Citation,
    Compare,
    Constant,
    Corpus,
    DutyBearer,
    Edition,
    Expr,
    Fact,
    FactType,
    Family,
    Frame,
    Group,
    InGroup,
    IsTrue,
    Judgement,
    Mark,
    MeasureKind,
    Membership,
    Not,
    OneOf,
    Option,
    Outside,
    Ref,
    Regime,
    Role,
    Rule,
    RuleException,
    Scope,
    Where,
)
from licet.reasoning.chain import DayLaw
from licet.reasoning.compiler import compile_day, periods
from licet.reasoning.engine import Law
from licet.reasoning.views import World

HERE = Where("small.yaml", 1)
START = date(2021, 9, 9)
DAY = date(2026, 11, 21)
KINDS = ("hardware", "software", "technology", "service", "access")
RELATIONS = ("technology_for", "software_for", "update_to", "access_to", "component_of", "none")
OPS = {"over": ">", "from": ">=", "under": "<", "to": "<="}
PARTIES = ("actor", "from", "to", "via", "host", "accessor", "end_user")


def text(words: str) -> dict[str, str]:
    return {"en": words, "fr": words}


def cite(pinpoint: str) -> Citation:
    return Citation("Small Act", pinpoint, "2021", "https://example.org/small-act")


# --- facts -----------------------------------------------------------------------------------------


def fact(
    id: str, type: FactType = FactType.BOOLEAN, options: Sequence[str] = (), prior: float | None = None
) -> Fact:
    scope = Scope(id.split(".")[0])
    choices = tuple(Option(value, text(value)) for value in options)
    return Fact(id, scope, type, text(f"{id}?"), {}, choices, "", prior, HERE)


STANDING = (
    fact("item.kind", FactType.CHOICE, KINDS),
    fact("item.relation", FactType.CHOICE, RELATIONS),
    fact("transfer.act", FactType.CHOICE, ("export_physical", "transmit", "publish", "grant_access")),
    fact("party.country", FactType.COUNTRY),
)


def yes_no(*ids: str) -> list[Fact]:
    return [fact(id) for id in ids]


# --- expressions -----------------------------------------------------------------------------------


def expr(raw: Any) -> Expr:
    """`item.a`, `RULE`, `{all: […]}`, `{item.kind: […]}`, … as in docs/reference/law-format.md."""
    if isinstance(raw, str):
        return _word(raw)
    if "at_least" in raw:
        return AtLeast(raw["at_least"], tuple(map(expr, raw["of"])))
    [(key, value)] = raw.items()
    if key in ("all", "any"):
        parts = tuple(map(expr, value))
        return All(parts) if key == "all" else AnyOf(parts)
    if key == "not":
        return Not(expr(value))
    if key == "of_target":
        return Ref(value, of_target=True)
    if key in ("judgement", "outside"):
        return Judgement(value) if key == "judgement" else Outside(value)
    return _atom(key, value)


def _word(raw: str) -> Expr:
    if raw in ("always", "never"):
        return Constant(raw == "always")
    return Ref(raw) if raw[0].isupper() else IsTrue(*place(raw))


def _atom(key: str, value: Any) -> Expr:
    frame, fact_id = place(key)
    if isinstance(value, list):
        return OneOf(frame, fact_id, frozenset(value))
    [(op, bound)] = value.items()
    return InGroup(frame, fact_id, bound) if op == "in" else Compare(frame, fact_id, OPS[op], bound)


def place(key: str) -> tuple[Frame, str]:
    frame, name = key.split(".", 1)
    scope = "item" if frame in ("item", "target") else "party" if frame in PARTIES else frame
    return Frame(frame), f"{scope}.{name}"


# --- rules -----------------------------------------------------------------------------------------


def rule(
    id: str,
    when: Any,
    *,
    role: Role = Role.ENTRY,
    mark: Mark = Mark.VERIFIED,
    exceptions: Iterable[RuleException] = (),
    since: date = START,
    until: date | None = None,
    earlier: Sequence[Edition] = (),
    **more: Any,
) -> Rule:
    frame = Frame.TRANSFER if role == Role.MEASURE else Frame.ITEM
    edition = Edition(since, until, DAY, mark, cite(id), text(id), expr(when), tuple(exceptions))
    return Rule(id, role, frame, text(id.title()), "", (*earlier, edition), (), HERE, **more)


def measure(id: str, when: Any, kind: MeasureKind = MeasureKind.LICENCE, **more: Any) -> Rule:
    return rule(id, when, role=Role.MEASURE, kind=kind, **more)


def unless(id: str, when: Any, mark: Mark = Mark.VERIFIED) -> RuleException:
    return RuleException(id, text(id), expr(when), mark, cite(id), HERE)


def axiom(id: str, holds: Any, mark: Mark = Mark.VERIFIED) -> Axiom:
    return Axiom(id, text(f"{id} because"), mark, expr(holds), HERE)


def group(id: str, *countries: str, unverified: Sequence[str] = (), since: date = START) -> Group:
    rows = [Membership(c, since, None, Mark.VERIFIED) for c in countries]
    rows += [Membership(c, since, None, Mark.UNVERIFIED) for c in unverified]
    return Group(id, text(id), cite(id), tuple(rows), HERE)


def bearer(role: str, frame: str, when: str | None = None) -> DutyBearer:
    return DutyBearer(role, Frame(frame), when)


def corpus(
    facts: Iterable[Fact],
    rules: Sequence[Rule],
    *,
    axioms: Sequence[Axiom] = (),
    groups: Sequence[Group] = (),
    families: Mapping[str, str] | None = None,
    always: Sequence[str] = (),
    judgements: Sequence[str] = (),
    covers: date = START,
) -> Corpus:
    """One regime, EU, over all entries and measures among the rules."""
    regime = Regime(
        "EU",
        text("Small union"),
        covers,
        None,
        tuple(r.id for r in rules if r.role == Role.ENTRY),
        tuple(r.id for r in rules if r.role == Role.MEASURE),
        tuple(Family(id, text(id), rule) for id, rule in (families or {}).items()),
        tuple(always),
        HERE,
    )
    everything = {f.id: f for f in (*STANDING, *facts)}
    return Corpus(
        digest="0" * 64,
        facts=everything,
        groups={g.id: g for g in groups},
        axioms={a.id: a for a in axioms},
        rules={r.id: r for r in rules},
        regimes={"EU": regime},
        criteria={},
        judgements={term: text(term) for term in judgements},
        ccic_kinds=tuple(r.id for r in rules if r.role == Role.CCIC_KIND),
    )


def law(made: Corpus, node_limit: int = 100_000) -> Law:
    """The corpus compiled in memory, every period of it."""
    starts = periods(made)
    days = {start: DayLaw(made, World(compile_day(made, start, node_limit), made.facts)) for start in starts}
    return Law(made, starts, Path("/nowhere"), days)


def small(facts: str, *rules: Rule, **more: Any) -> Law:
    """Yes/no facts by name, and rules."""
    return law(corpus(yes_no(*facts.split()), rules, **more))


def flat(law: Law, facts: Mapping[str, Any], *, as_of: date = DAY) -> dict[str, Any]:
    """The indication for one item and one transfer: the regime's part."""
    result: dict[str, Any] = law.check({"facts": dict(facts)}, as_of)["regimes"]["EU"]
    return result


def entry(law: Law, id: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = flat(law, facts)["transfers"]["t1"]["entries"][id]
    return row


def keys(row: Mapping[str, Any]) -> list[str]:
    """What is missing, as a lawyer writes it."""
    return sorted(m["key"] for m in row["missing"])
