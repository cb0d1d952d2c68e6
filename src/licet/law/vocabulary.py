"""Readers of `is: facts`, `is: judgements`, `is: axiom` and `is: group`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from .expressions import ALL_FRAMES, NEUTRAL, Names, Reader, country
from .fields import NAME, Record, Source
from .model import (
    All,
    AnyOf,
    AtLeast,
    Axiom,
    Compare,
    Expr,
    Fact,
    FactType,
    Frame,
    Group,
    InGroup,
    IsTrue,
    Membership,
    Not,
    OneOf,
    Option,
    Scope,
)
from .model import Text as Texts
from .nodes import Fields, Node

FACT_KEYS = ("name", "type", "ask", "help", "options", "unit", "prior")


def read_facts(source: Source, document: Fields) -> Iterator[Fact]:
    record = Record(source, document, "facts", ("is", "scope", "facts"))
    scope = record.read("scope", lambda node, name: source.choice(node, name, Scope), Scope.ITEM)
    for node in record.some("facts"):
        yield read_fact(source, node, scope)


def read_fact(source: Source, node: Node, scope: Scope) -> Fact:
    before = len(source.faults)
    record = Record(source, node, "fact", FACT_KEYS)
    name = record.read("name", lambda part, key: source.matching(part, key, NAME, "specially_designed"), "")
    kind = record.read("type", lambda part, key: source.choice(part, key, FactType), FactType.BOOLEAN)
    options = tuple(read_option(source, part) for part in record.items("options"))
    fact = Fact(
        id=f"{scope}.{name}",
        scope=scope,
        type=kind,
        ask=record.texts("ask"),
        help=record.optional("help", source.texts, {}),
        options=options,
        unit=record.optional("unit", source.text, ""),
        prior=source.number(record.fields["prior"], "prior") if "prior" in record else None,
        where=source.where(node.line),
    )
    if len(source.faults) == before:  # a stand-in value would only draw a second, false complaint
        check_fact(source, fact)
    return fact


def read_option(source: Source, node: Node) -> Option:
    record = Record(source, node, "option", ("value", "en", "fr"))
    value = record.read("value", lambda part, key: source.matching(part, key, NAME, "software"), "")
    return Option(value, {"en": record.text("en"), "fr": record.text("fr")})


def check_fact(source: Source, fact: Fact) -> None:
    line, values = fact.where.line, [option.value for option in fact.options]
    if fact.type is FactType.CHOICE and len(set(values)) < 2:
        source.fault(line, f"{fact.id} is a choice without a choice", "Give it at least two options")
    if fact.type is not FactType.CHOICE and values:
        source.fault(
            line, f"{fact.id} is a {fact.type} and has options", "Remove the options or make it a choice"
        )
    for value in sorted({value for value in values if values.count(value) > 1}):
        source.fault(line, f"{fact.id} has the option {value!r} twice", "Remove one")
    if fact.unit and fact.type is not FactType.NUMBER:
        source.fault(line, f"{fact.id} has a unit but is a {fact.type}", "Only a number has a unit")
    if fact.prior is not None and fact.type is not FactType.BOOLEAN:
        source.fault(line, f"{fact.id} has a prior but is a {fact.type}", "Only yes-or-no facts have a prior")
    if fact.prior is not None and not 0 < fact.prior < 1:
        source.fault(line, f"{fact.id} has the prior {fact.prior:g}", "A share lies between 0 and 1")


def read_judgements(source: Source, document: Fields) -> Iterator[tuple[str, Texts, int]]:
    record = Record(source, document, "judgements", ("is", "terms"))
    for node in record.some("terms"):
        term = Record(source, node, "term", ("term", "en", "fr"))
        name = term.read("term", lambda part, key: source.matching(part, key, NAME, "required"), "")
        yield name, {"en": term.text("en"), "fr": term.text("fr")}, node.line


# --- groups ------------------------------------------------------------------------------------------


def read_group(source: Source, document: Fields) -> Group:
    before = len(source.faults)
    record = Record(source, document, "group", ("is", "id", "title", "citation", "members"))
    members = tuple(member for node in record.some("members") for member in read_members(source, node))
    group = Group(
        record.text("id"), record.texts("title"), record.citation(), members, source.where(document.line)
    )
    if len(source.faults) == before:
        check_memberships(source, group)
    return group


def read_members(source: Source, node: Node) -> Iterator[Membership]:
    record = Record(source, node, "member", ("countries", "from", "until", "mark"))
    first, last, mark = record.day("from"), record.last_day(), record.mark()
    check_period(source, node.line, first, last)
    for part in record.some("countries"):
        yield Membership(country(source, part, "countries"), first, last, mark)


def check_period(source: Source, line: int, first: date, last: date | None) -> None:
    if last is not None and date.min < last < first:
        source.fault(line, f"It ends on {last}, before it begins on {first}", "Correct from or until")


def check_memberships(source: Source, group: Group) -> None:
    """A country is never twice in a group on one day."""
    ordered = sorted(group.members, key=lambda member: (member.country, member.valid_from))
    for one, next_one in pairwise(ordered):
        if one.country == next_one.country and (
            one.valid_until is None or one.valid_until >= next_one.valid_from
        ):
            fault = f"{one.country} is in {group.id} twice on {next_one.valid_from}"
            source.fault(group.where.line, fault, "Give the earlier membership an until")


# --- axioms ------------------------------------------------------------------------------------------


def read_axiom(source: Source, document: Fields, names: Names) -> Axiom:
    before = len(source.faults)
    record = Record(source, document, "axiom", ("is", "id", "mark", "reason", "holds"))
    holds = record.read("holds", Reader(source, names, ALL_FRAMES), NEUTRAL)
    axiom = Axiom(
        record.text("id"), record.texts("reason"), record.mark(), holds, source.where(document.line)
    )
    if len(source.faults) == before:
        check_axiom(source, axiom)
    return axiom


def check_axiom(source: Source, axiom: Axiom) -> None:
    atoms = set(axiom_atoms(source, axiom, axiom.holds))
    frames = sorted({frame.value for frame, _ in atoms})
    if len(frames) > 1:
        fault = f"{axiom.id} speaks of more than one frame ({', '.join(frames)})"
        source.fault(axiom.where.line, fault, "An axiom links facts of one thing; write a rule for the rest")
    elif len(atoms) == 1:
        fault = f"{axiom.id} speaks of one fact alone"
        source.fault(axiom.where.line, fault, "An axiom links different facts; options and bounds need none")


def axiom_atoms(source: Source, axiom: Axiom, expr: Expr) -> Iterator[tuple[Frame, str]]:
    match expr:
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from axiom_atoms(source, axiom, part)
        case Not(part):
            yield from axiom_atoms(source, axiom, part)
        case IsTrue(frame, fact) | OneOf(frame, fact) | InGroup(frame, fact) | Compare(frame, fact):
            yield frame, fact
        case _:
            source.fault(
                axiom.where.line,
                f"{axiom.id} uses more than facts",
                "An axiom names facts, no rules or judgements",
            )
