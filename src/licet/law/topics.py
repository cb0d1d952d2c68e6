"""Reader of the guidance that stands beside the law: `guidance/*.yaml` of each root.

Prose about the rules, not rules: it is no part of the corpus or its digest, so a better sentence compiles nothing anew. What
the rules themselves can say is left to them; a topic only names them. The written form is in docs/reference/law-format.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .errors import CorpusError, nearest
from .fields import NAME, Once, Record, Source
from .model import Citation, Corpus, Mark, Role
from .model import Text as Texts
from .nodes import Fields, Node, read
from .places import examples, guidance_files, shown

KINDS = ("topic", "examples")
PARTS = ("about", "not_controlled", "acts", "what_to_do", "red_flags", "not_known", "consequences")
TOPIC_KEYS = ("is", "id", "order", "title", "summary", "kinds", "entries", "duties", "examples", *PARTS)
POINT_KEYS = ("text", "rests_on", "citation", "mark")
NO_LEGS: dict[str, Texts] = {}
EXAMPLE_KEYS = ("id", "title", "shows", "legs")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said. What it rests on is a rule of the corpus, or a source of its own with its own mark; or nothing,
    where it says nothing of the law."""

    text: Texts
    rests_on: tuple[str, ...]
    citation: Citation | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    order: int
    title: Texts
    summary: Texts
    kinds: tuple[str, ...]
    entries: tuple[str, ...]
    duties: tuple[str, ...]
    examples: tuple[str, ...]
    parts: Mapping[str, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example by the name of its document, in words; what the rules say of it is computed."""

    id: str
    title: Texts
    shows: Texts
    legs: Mapping[str, Texts]


@dataclass(frozen=True, slots=True)
class Guidance:
    topics: Mapping[str, Topic]
    examples: Mapping[str, Example]


def load_guidance(roots: Sequence[Path], corpus: Corpus | None = None) -> Guidance:
    """All topics in their order; with a corpus, every name in them is looked up. Raises CorpusError with all faults."""
    faults: list[CorpusError] = []
    topics: dict[str, Topic] = {}
    captions: dict[str, Example] = {}
    once = Once()
    for number, path in ((n, path) for n, root in enumerate(roots) for path in guidance_files(root)):
        source = Source(shown(path), faults)
        document = read(path)
        record = Record(source, document, "document", document.fields)
        kind = record.read("is", partial(kind_of, source), "")
        if kind == "topic":
            topic = read_topic(source, document, corpus)
            once.meet(source, number, "topic", topic.id, document)
            topics[topic.id] = topic  # a later root over an earlier one
        elif kind == "examples":
            captions |= {each.id: each for each in read_examples(source, document)}
    faults.extend(unknown_examples(topics.values(), captions))
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    ordered = sorted(topics.values(), key=lambda topic: (topic.order, topic.id))
    return Guidance({topic.id: topic for topic in ordered}, captions)


def kind_of(source: Source, node: Node, name: str) -> str:
    return source.one_of(node, name, KINDS)


def read_topic(source: Source, document: Fields, corpus: Corpus | None) -> Topic:
    record = Record(source, document, "topic", TOPIC_KEYS)
    return Topic(
        id=record.read("id", lambda node, name: source.matching(node, name, NAME, "spyware"), ""),
        order=int(record.read("order", source.number, 0.0)),
        title=record.texts("title"),
        summary=record.texts("summary"),
        kinds=ids(source, record, "kinds", corpus, Role.CCIC_KIND),
        entries=ids(source, record, "entries", corpus, Role.ENTRY),
        duties=ids(source, record, "duties", corpus, Role.MEASURE),
        examples=tuple(source.text(node, "examples") for node in record.items("examples")),
        parts={
            part: tuple(read_point(source, node, corpus) for node in record.items(part)) for part in PARTS
        },
    )


def ids(
    source: Source, record: Record, key: str, corpus: Corpus | None, role: Role | None = None
) -> tuple[str, ...]:
    return tuple(known(source, node, key, corpus, role) for node in record.items(key))


def known(source: Source, node: Node, key: str, corpus: Corpus | None, role: Role | None) -> str:
    id = source.text(node, key)
    if corpus is None or not id:
        return id
    valid = [rule.id for rule in corpus.rules.values() if role in (None, rule.role)]
    if role is None:
        valid += [x.id for rule in corpus.rules.values() for e in rule.editions for x in e.exceptions]
    if id not in valid:
        what = f"rule of role {role}" if role else "rule"
        source.fault(node.line, f"{key} names {id}, and there is no such {what}", nearest(id, valid))
    return id


def read_point(source: Source, node: Node, corpus: Corpus | None) -> Point:
    record = Record(source, node, "point", POINT_KEYS)
    citation = record.citation() if "citation" in record else None
    mark = record.mark() if "mark" in record else None
    if (citation is None) != (mark is None):
        source.fault(
            node.line, "A source without its mark, or a mark without a source", "Write citation and mark"
        )
    return Point(record.texts("text"), ids(source, record, "rests_on", corpus), citation, mark)


def read_examples(source: Source, document: Fields) -> Iterator[Example]:
    record = Record(source, document, "examples", ("is", "examples"))
    for node in record.some("examples"):
        part = Record(source, node, "example", EXAMPLE_KEYS)
        legs = part.read("legs", partial(read_legs, source), NO_LEGS)
        found = Example(part.text("id"), part.texts("title"), part.texts("shows"), legs)
        if not (examples() / f"{found.id}.json").is_file():
            source.fault(node.line, f"There is no worked example {found.id}", "Name a file of the examples")
        yield found


def read_legs(source: Source, node: Node, name: str) -> dict[str, Texts]:
    if isinstance(node, Fields):
        return {leg: source.texts(words, leg) for leg, words in node.fields.items()}
    source.fault(node.line, f"{name} is not a mapping", "Write legs: {t1: {en: …, fr: …}}")
    return {}


def unknown_examples(topics: Iterable[Topic], captions: Mapping[str, Example]) -> Iterator[CorpusError]:
    for topic in topics:
        for id in topic.examples:
            if id not in captions:
                yield CorpusError(
                    f"topic {topic.id}", 0, f"examples names {id}, which has no words", nearest(id, captions)
                )
