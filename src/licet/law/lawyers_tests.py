"""Reader of the tests beside a rule: facts stated, results expected, atoms expected to be missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from .countries import COUNTRIES
from .errors import nearest
from .expressions import ALL_FRAMES, Atom, Names, country, find_atom, value_of
from .fields import Record, Source
from .model import Fact, FactType, LawyersTest, Scope
from .nodes import Fields, Items, Node, Text

TEST_KEYS = (
    "name",
    "because",
    "as_of",
    "facts",
    "parties",
    "items",
    "transfers",
    "expect",
    "missing",
    "refer",
)
RESULTS = ("true", "false", "unknown", "contradictory")
RELATIONS = ("technology_for", "software_for", "update_to", "access_to", "component_of")
STATUSES = ("claimed", "found", "disputed")
SPEAKERS = ("exporter", "authority", "system", "assumed")
STATEMENT_KEYS = ("value", "one_of", "min", "max", "by", "status", "evidence")

ENDS = ("actor", "from", "to", "host", "accessor")
FURTHER = re.compile(r"^target[23]\.")

Stated = dict[str, object]


def read_tests(source: Source, node: Node, names: Names) -> Iterator[LawyersTest]:
    """The test, once for each of its days."""
    test = read_test(source, node, names)
    days = node.fields.get("as_of") if isinstance(node, Fields) else None
    if not isinstance(days, Items):
        yield test
        return
    for day in source.some(days, "as_of"):
        yield replace(test, as_of=source.day(day, "as_of"))


def read_test(source: Source, node: Node, names: Names) -> LawyersTest:
    record = Record(source, node, "test", TEST_KEYS)
    nothing: Mapping[str, str] = {}
    expect = record.read("expect", partial(read_expected, source, names), nothing)
    missing = tuple(read_missing(source, part, names) for part in record.items("missing"))
    if "missing" in record and "unknown" not in expect.values():
        source.fault(
            record.lines["missing"], "missing stands without a result unknown", "Remove it, or expect unknown"
        )
    return LawyersTest(
        name=record.text("name"),
        because=record.text("because"),
        as_of=record.read("as_of", partial(first_day, source), date.min),
        document=read_document(source, record, names),
        expect=expect,
        missing=missing if "missing" in record else None,
        refer=record.optional("refer", source.yes_no, False) if "refer" in record else None,
        where=source.where(node.line),
    )


def first_day(source: Source, node: Node, name: str) -> date:
    return date.min if isinstance(node, Items) else source.day(node, name)


def read_expected(source: Source, names: Names, node: Node, name: str) -> Mapping[str, str]:
    if not isinstance(node, Fields) or not node.fields:
        source.fault(node.line, "expect names no rule", 'Write expect: {EU.4D004: "true"}')
        return {}
    for rule, line in node.lines.items():
        if rule not in names.rules and rule not in names.twins:
            source.fault(line, f"There is no rule {rule}", nearest(rule, names.rules))
    return {rule: source.one_of(value, rule, RESULTS) for rule, value in node.fields.items()}


def read_missing(source: Source, node: Node, names: Names) -> str:
    """An atom that can still change the answer: a fact, `judgement.…`, `outside.…` or `trust.…`."""
    text = source.text(node, "missing")
    kind, _, name = text.partition(".")
    known: dict[str, Iterable[str]] = {
        "judgement": names.judgements,
        "outside": names.families,
        "trust": (*names.rules, *names.exceptions, *names.groups),
    }
    if kind not in known:
        if text:
            find_stated(source, Text(text, node.line), names)
    elif name not in known[kind] and not (kind == "trust" and name.partition("/")[0] in known[kind]):
        source.fault(node.line, f"There is no {text}", nearest(name, known[kind]))
    return text


def find_stated(source: Source, node: Text, names: Names) -> Atom | None:
    """A test may look further than a rule: `target2` is what the related item relates to, `target3` one more."""
    name = FURTHER.sub("target.", node.text)
    return find_atom(source, node, name, names, ALL_FRAMES)


# --- what is stated ------------------------------------------------------------------------------------


def read_document(source: Source, record: Record, names: Names) -> Stated:
    """The contract's input, without schema and date: flat facts, or parties, items and transfers."""
    document: Stated = {}
    chain = [key for key in ("parties", "items", "transfers") if key in record]
    if not chain and "facts" not in record:
        source.fault(record.line, "The test states nothing", "Add facts, or parties, items and transfers")
    if "facts" in record:
        document["facts"] = read_facts(source, record.fields["facts"], names, Scope.FILE if chain else None)
    readers = {"parties": read_party, "items": read_item, "transfers": read_transfer}
    rows = {key: [read(source, node, names) for node in record.items(key)] for key, read in readers.items()}
    check_chain(source, record.line, rows)
    return document | {key: rows[key] for key in chain}


def read_facts(source: Source, node: Node, names: Names, scope: Scope | None) -> Stated:
    """Facts by bare name within one scope; by frame and name (`to.country`) where no scope is given."""
    if not isinstance(node, Fields):
        source.fault(node.line, "facts is not a mapping", "Write facts: {name: value}")
        return {}
    return {name: read_fact_of(source, node, name, names, scope) for name in node.fields}


def read_fact_of(source: Source, node: Fields, name: str, names: Names, scope: Scope | None) -> object:
    value, at = node.fields[name], Text(name, node.lines[name])
    if name.startswith("judgement."):
        source.one_of(Text(name.partition(".")[2], at.line), "judgement", names.judgements)
        return source.yes_no(value, name)
    if scope is None:
        atom = find_stated(source, at, names)
        return read_statement(source, value, atom[1]) if atom else None
    fact = names.facts.get(name if "." in name else f"{scope}.{name}")
    if fact is not None and fact.scope is scope:
        return read_statement(source, value, fact)
    known = [one.id.partition(".")[2] for one in names.facts.values() if one.scope is scope]
    source.fault(at.line, f"There is no fact {scope}.{name}", nearest(name, known))
    return None


def read_statement(source: Source, node: Node, fact: Fact) -> object:
    """A scalar, a list (one of these), bounds, who stated it and how sure it is, or several such statements."""
    if isinstance(node, Items) and any(isinstance(part, Fields) for part in node.items):
        return [read_statement(source, part, fact) for part in node.items]
    if isinstance(node, Items):
        return {"one_of": [read_value(source, part, fact) for part in source.some(node, fact.id)]}
    if isinstance(node, Text):
        return read_value(source, node, fact)
    record = Record(source, node, fact.id, STATEMENT_KEYS)
    stated: Stated = {
        key: read_value(source, record.fields[key], fact) for key in ("min", "max") if key in record
    }
    if "value" in record:
        stated["value"] = read_statement(source, record.fields["value"], fact)
    if "one_of" in record:
        stated["one_of"] = [read_value(source, part, fact) for part in record.some("one_of")]
    if "by" in record:
        stated["by"] = source.one_of(record.fields["by"], "by", SPEAKERS)
    if "status" in record:
        stated["status"] = source.one_of(record.fields["status"], "status", STATUSES)
    if "evidence" in record:
        stated["evidence"] = [source.text(part, "evidence") for part in record.items("evidence")]
    return stated


def read_value(source: Source, node: Node, fact: Fact) -> object:
    if fact.type is FactType.BOOLEAN:
        return source.yes_no(node, fact.id)
    if fact.type is FactType.NUMBER:
        number = source.number(node, fact.id)
        return int(number) if number.is_integer() else number
    if fact.type is FactType.DATE:
        return source.day(node, fact.id).isoformat()
    return value_of(source, node, fact, fact.id)


# --- parties, items, transfers --------------------------------------------------------------------------


def read_party(source: Source, node: Node, names: Names) -> Stated:
    record = Record(source, node, "party", ("id", "name", "roles", "country", "facts"))
    party: Stated = {"id": record.text("id")}
    if "roles" in record:
        party["roles"] = [source.text(part, "roles") for part in record.items("roles")]
    if "country" in record:
        party["country"] = read_country(source, record.fields["country"])
    return party | own_facts(source, record, names, Scope.PARTY)


def read_country(source: Source, node: Node) -> object:
    if isinstance(node, Items):
        return {"one_of": [country(source, part, "country") for part in node.items]}
    return country(source, node, "country")


def read_item(source: Source, node: Node, names: Names) -> Stated:
    record = Record(source, node, "item", ("id", "name", "kind", "of", "facts"))
    item: Stated = {"id": record.text("id")}
    kind = names.facts.get("item.kind")
    if "kind" in record and kind:
        item["kind"] = read_statement(source, record.fields["kind"], kind)
    if "of" in record:
        item["of"] = [read_relation(source, part) for part in record.items("of")]
    return item | own_facts(source, record, names, Scope.ITEM)


def read_relation(source: Source, node: Node) -> Stated:
    record = Record(source, node, "of", ("relation", "item"))
    relation = record.read("relation", lambda part, name: source.one_of(part, name, RELATIONS), "")
    return {"relation": relation, "item": record.text("item")}


def read_transfer(source: Source, node: Node, names: Names) -> Stated:
    record = Record(source, node, "transfer", ("id", "name", "item", "act", *ENDS, "via", "facts"))
    transfer: Stated = {"id": record.text("id"), "item": record.text("item")}
    act = names.facts.get("transfer.act")
    if "act" in record and act:
        transfer["act"] = read_statement(source, record.fields["act"], act)
    for end in ENDS:
        if end in record:
            transfer[end] = read_end(source, record.fields[end], end)
    if "via" in record:
        transfer["via"] = [source.text(part, "via") for part in record.items("via")]
    return transfer | own_facts(source, record, names, Scope.TRANSFER)


def read_end(source: Source, node: Node, name: str) -> object:
    """A party's id, a country, or one of several countries."""
    return read_country(source, node) if isinstance(node, Items) else source.text(node, name)


def own_facts(source: Source, record: Record, names: Names, scope: Scope) -> Stated:
    if "facts" not in record:
        return {}
    return {"facts": read_facts(source, record.fields["facts"], names, scope)}


def check_chain(source: Source, line: int, document: Mapping[str, list[Stated]]) -> None:
    """Every item and party that is named exists; a country code stands for a party of which nothing else is known."""
    items = {str(item["id"]) for item in document["items"]}
    parties = {str(party["id"]) for party in document["parties"]}
    related = [str(relation["item"]) for item in document["items"] for relation in item.get("of", [])]  # type: ignore[attr-defined]
    for item in {*related, *(str(transfer["item"]) for transfer in document["transfers"])} - items - {""}:
        source.fault(line, f"The test has no item {item}", nearest(item, items))
    for transfer in document["transfers"]:
        named = [transfer.get(end) for end in ENDS] + list(transfer.get("via", []))  # type: ignore[call-overload]
        for party in sorted({one for one in named if isinstance(one, str)} - parties - COUNTRIES - {""}):
            source.fault(line, f"The test has no party {party}", nearest(party, parties))
