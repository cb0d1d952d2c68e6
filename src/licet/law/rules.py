"""Reader of `is: rule`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise

from .expressions import ALL_FRAMES, ITEM_FRAMES, NEUTRAL, PARTY_FRAMES, Names, Reader
from .fields import RULE_ID, Record, Source
from .lawyers_tests import read_tests
from .model import (
    OUTCOMES,
    Citation,
    DutyBearer,
    Edition,
    Frame,
    Mark,
    MeasureKind,
    Role,
    Rule,
    RuleException,
)
from .nodes import Fields, Node
from .vocabulary import check_period

RULE_KEYS = ("is", "id", "role", "on", "title", "editions", "tests")
MEASURE_KEYS = ("kind", "outcome", "basis", "duty_bearers", "deadline")
EDITION_KEYS = ("from", "until", "recorded", "mark", "citation", "text", "when", "exceptions")
DEFAULT_OUTCOME = {
    MeasureKind.PROHIBITED: "prohibited",
    MeasureKind.HOLD: "notify_and_wait",
    MeasureKind.LICENCE: "licence",
    MeasureKind.INDIVIDUAL_ONLY: "individual_licence",
    MeasureKind.NOTIFY: "notify_and_wait",
    MeasureKind.INFORM: "inform",
    MeasureKind.RECORD: "record",
    MeasureKind.AUTHORISATION_AVAILABLE: "authorised_generally",
}
ONLY_ON = {
    Role.ENTRY: Frame.ITEM,
    Role.CCIC_KIND: Frame.ITEM,
    Role.MEASURE: Frame.TRANSFER,
}


def rule_id(source: Source, node: Node, name: str) -> str:
    return source.matching(node, name, RULE_ID, "EU.4D004")


def known_rule(source: Source, names: Names, node: Node, name: str) -> str:
    return source.one_of(node, name, names.rules)


def keys_for(role: Role) -> tuple[str, ...]:
    if role is Role.MEASURE:
        return (*RULE_KEYS, *MEASURE_KEYS)
    return (*RULE_KEYS, "wassenaar") if role is Role.ENTRY else RULE_KEYS


def frame_of(document: Fields) -> Frame:
    """The frame a rule document says it is on, as far as it can be read; item when it cannot."""
    node = document.fields.get("on")
    return Frame.TRANSFER if getattr(node, "text", "") == "transfer" else Frame.ITEM


def exception_ids(document: Fields) -> list[tuple[str, int]]:
    """The ids and lines of the exceptions of a rule document, before it is checked."""
    found = []
    editions = getattr(document.fields.get("editions"), "items", ())
    for edition in editions:
        for node in getattr(getattr(edition, "fields", {}).get("exceptions"), "items", ()):
            name = getattr(getattr(node, "fields", {}).get("id"), "text", "")
            found.append((name.strip(), node.line))
    return found


def read_rule(source: Source, document: Fields, names: Names) -> Rule:
    role = Role(getattr(document.fields.get("role"), "text", Role.NOTE)) if has_role(document) else Role.NOTE
    record = Record(source, document, role.value if has_role(document) else "rule", keys_for(role))
    record.read("role", lambda node, name: source.choice(node, name, Role), Role.NOTE)
    frame = Frame(
        record.read("on", lambda node, name: source.one_of(node, name, ("item", "transfer")), "") or "item"
    )
    if "on" in record and ONLY_ON.get(role, frame) is not frame:
        source.fault(
            record.lines["on"], f"A rule of role {role} is on {ONLY_ON[role]}", f"Write on: {ONLY_ON[role]}"
        )
    reader = Reader(source, names, ITEM_FRAMES if frame is Frame.ITEM else ALL_FRAMES)
    rule = Rule(
        id=record.read("id", partial(rule_id, source), ""),
        role=role,
        frame=frame,
        title=record.texts("title"),
        wassenaar=record.optional("wassenaar", source.text, ""),
        editions=read_editions(source, record, reader),
        tests=tuple(test for node in record.items("tests") for test in read_tests(source, node, names)),
        where=source.where(document.line),
    )
    return with_measure(source, record, names, rule) if role is Role.MEASURE else rule


def has_role(document: Fields) -> bool:
    return getattr(document.fields.get("role"), "text", "") in {role.value for role in Role}


# --- editions ----------------------------------------------------------------------------------------


def read_editions(source: Source, record: Record, reader: Reader) -> tuple[Edition, ...]:
    before = len(source.faults)
    nodes = record.some("editions")
    read = sorted(
        ((read_edition(source, node, reader), node.line) for node in nodes),
        key=lambda pair: pair[0].valid_from,
    )
    if len(source.faults) == before:  # a stand-in day would only draw a second, false complaint
        for (one, _), (after, line) in pairwise(read):
            check_succession(source, one, after, line)
    return tuple(edition for edition, _ in read)


def read_edition(source: Source, node: Node, reader: Reader) -> Edition:
    record = Record(source, node, "edition", EDITION_KEYS)
    mark, citation = record.mark(), record.citation()
    first, last = record.day("from"), record.last_day()
    check_period(source, node.line, first, last)
    return Edition(
        valid_from=first,
        valid_until=last,
        recorded=record.day("recorded"),
        mark=mark,
        citation=citation,
        text=record.texts("text"),
        when=record.read("when", reader, NEUTRAL),
        exceptions=read_exceptions(source, record, reader, mark, citation),
    )


def check_succession(source: Source, one: Edition, after: Edition, line: int) -> None:
    """Editions follow each other day by day: each day has one wording."""
    if one.valid_until is None or one.valid_until >= after.valid_from:
        until = after.valid_from - timedelta(days=1)
        source.fault(
            line,
            f"Two editions are in force on {after.valid_from}",
            f"End the earlier one with until: {until}",
        )
    elif one.valid_until + timedelta(days=1) < after.valid_from:
        fault = f"No edition is in force from {one.valid_until + timedelta(days=1)} to {after.valid_from - timedelta(days=1)}"
        source.fault(
            line, fault, "Close the gap, or add an edition with when: never if the rule was not in force"
        )


def read_exceptions(
    source: Source, record: Record, reader: Reader, mark: Mark, citation: Citation
) -> tuple[RuleException, ...]:
    nodes = record.items("exceptions")
    read = tuple(read_exception(source, node, reader, mark, citation) for node in nodes)
    source.refuse_twice("exceptions names {}", zip(nodes, (one.id for one in read), strict=True))
    return read


def read_exception(
    source: Source, node: Node, reader: Reader, mark: Mark, citation: Citation
) -> RuleException:
    record = Record(source, node, "exception", ("id", "title", "mark", "citation", "when"))
    return RuleException(
        id=record.read("id", partial(rule_id, source), ""),
        title=record.texts("title"),
        when=record.read("when", reader, NEUTRAL),
        mark=record.mark() if "mark" in record else mark,
        citation=record.citation() if "citation" in record else citation,
        where=source.where(node.line),
    )


# --- measures ----------------------------------------------------------------------------------------


def with_measure(source: Source, record: Record, names: Names, rule: Rule) -> Rule:
    kind = record.read("kind", lambda node, name: source.choice(node, name, MeasureKind), MeasureKind.LICENCE)
    outcome = record.optional("outcome", lambda node, name: source.one_of(node, name, OUTCOMES[:-1]), "")
    return replace(
        rule,
        kind=kind,
        outcome=outcome or DEFAULT_OUTCOME[kind],
        basis=read_basis(source, record, names),
        duty_bearers=tuple(read_duty_bearer(source, node, names) for node in record.items("duty_bearers")),
        deadline=record.optional("deadline", source.texts, {}),
    )


def read_basis(source: Source, record: Record, names: Names) -> tuple[str, ...]:
    nodes = record.items("basis")
    basis = tuple(known_rule(source, names, node, "basis") for node in nodes)
    source.refuse_twice("basis names {}", zip(nodes, basis, strict=True))
    return basis


def read_duty_bearer(source: Source, node: Node, names: Names) -> DutyBearer:
    record = Record(source, node, "duty bearer", ("role", "party", "when"))
    frames = sorted(frame.value for frame in PARTY_FRAMES)
    return DutyBearer(
        role=record.text("role"),
        frame=Frame(
            record.read("party", lambda part, name: source.one_of(part, name, frames), "") or "actor"
        ),
        rule=record.optional("when", partial(known_rule, source, names), "") or None,
    )
