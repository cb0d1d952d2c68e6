"""YAML down to what the law uses: mappings, lists and text, each with its line. Everything else is refused.

Only the scanner of PyYAML is used (its events); no object is ever constructed from a file, so a document cannot name
a type, and `NO`, `1e3` or `2021-09-09` stay the text that was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from .errors import CorpusError
from .places import shown

MAX_FILE = 256 * 1024
MAX_TOTAL = 32 * 1024 * 1024
MAX_DEPTH = 40

Loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar, quoted or not."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping: its values by key, and the line of each key."""

    fields: dict[str, Node]
    lines: dict[str, int]
    line: int


Node = Text | Items | Fields


class _Reader:
    """One pass over the events of one file."""

    def __init__(self, file: str, content: str) -> None:
        self.file = file
        self.events: Iterator[yaml.Event] = yaml.parse(content, Loader=Loader)

    def fault(self, line: int, fault: str, remedy: str) -> CorpusError:
        return CorpusError(self.file, line, fault, remedy)

    def next(self) -> yaml.Event:
        try:
            return next(self.events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise self.fault(
                line, f"This is not YAML: {error.problem}", "Mend indentation, quotes or brackets"
            ) from None
        except yaml.YAMLError:
            raise self.fault(
                1, "The file holds a control character", "Keep to printable text in UTF-8"
            ) from None

    def document(self) -> Fields:
        """The one mapping of the file."""
        self.next()  # stream start
        event = self.next()
        if isinstance(event, yaml.StreamEndEvent):
            raise self.fault(1, "The file is empty", "Begin it with `is:`, or delete it")
        root = self.node(self.next(), 0)
        self.next()  # document end
        if not isinstance(self.next(), yaml.StreamEndEvent):
            raise self.fault(root.line, "The file holds more than one document", "Keep one document per file")
        if not isinstance(root, Fields):
            raise self.fault(root.line, "A law file is one mapping", "Begin it with `is:`")
        return root

    def node(self, event: yaml.Event, depth: int) -> Node:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if depth > MAX_DEPTH:
            raise self.fault(
                line, f"Nested deeper than {MAX_DEPTH} levels", "Give the inner part a rule of its own"
            )
        self.refuse_cleverness(event, line)
        if isinstance(event, yaml.ScalarEvent):
            return Text(event.value, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Items(tuple(self.items(depth)), line)
        return self.mapping(line, depth)

    def refuse_cleverness(self, event: yaml.Event, line: int) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            raise self.fault(
                line, f"Alias *{anchor}", "Write the part out, or make it a rule and refer to it"
            )
        if anchor:
            raise self.fault(line, f"Anchor &{anchor}", "Remove it; a rule or definition can be referred to")
        if tag:
            raise self.fault(line, f"Tag {tag}", "Remove it; the law has only text, lists and mappings")

    def items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def mapping(self, line: int, depth: int) -> Fields:
        fields: dict[str, Node] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            self.check_key(key, lines)
            assert isinstance(key, Text)
            fields[key.text] = self.node(self.next(), depth + 1)
            lines[key.text] = key.line
        return Fields(fields, lines, line)

    def check_key(self, key: Node, seen: dict[str, int]) -> None:
        if not isinstance(key, Text):
            raise self.fault(key.line, "A key is a list or a mapping", "Keys are plain words")
        if key.text == "<<":
            raise self.fault(key.line, "Merge key <<", "Write the part out")
        if key.text in seen:
            raise self.fault(
                key.line, f"Key {key.text} stands twice", f"Remove one; the first is in line {seen[key.text]}"
            )


def read(path: Path) -> Fields:
    """The mapping in a file, or CorpusError."""
    file = shown(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CorpusError(
            file, 0, f"Cannot be read: {error.strerror}", "Check the file and its rights"
        ) from None
    if len(content) > MAX_FILE:
        raise CorpusError(
            file, 1, f"Larger than {MAX_FILE // 1024} kB", "Split it: one file per entry or article"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CorpusError(file, line, "Not UTF-8", "Save the file as UTF-8") from None
    return _Reader(file, text).document()
