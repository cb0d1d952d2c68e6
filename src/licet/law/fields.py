"""Reading fields with types. A fault is noted and a neutral value stands in, so that one reading reports all faults.

Nothing with a fault leaves `licet.law`: `load_corpus` raises before it returns.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from .errors import CorpusError, nearest
from .model import Citation, Mark, Where
from .model import Text as Texts
from .nodes import Fields, Items, Node, Text

LANGUAGES = ("en", "fr")
YES_NO = {"yes": True, "true": True, "no": False, "false": False}
RULE_ID = re.compile(r"[A-Z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*")
NAME = re.compile(r"[a-z0-9][A-Za-z0-9_]*")
DAY = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


def parse_day(text: str) -> date | None:
    """A day as YYYY-MM-DD, of a year in which a law in force can have been made."""
    try:
        return date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Source:
    """The file being read and the faults found so far."""

    file: str
    faults: list[CorpusError]

    def fault(self, line: int, fault: str, remedy: str) -> None:
        self.faults.append(CorpusError(self.file, line, fault, remedy))

    def where(self, line: int) -> Where:
        return Where(self.file, line)

    # --- single values -------------------------------------------------------------------------

    def text(self, node: Node, name: str) -> str:
        if isinstance(node, Text) and node.text.strip():
            return node.text.strip()
        found = "is empty" if isinstance(node, Text) else "is not text"
        self.fault(node.line, f"{name} {found}", f"Write {name} as words")
        return ""

    def matching(self, node: Node, name: str, pattern: re.Pattern[str], like: str) -> str:
        text = self.text(node, name)
        if text and not pattern.fullmatch(text):
            self.fault(node.line, f"{name} is {text!r}", f"Write it like {like}")
        return text

    def yes_no(self, node: Node, name: str) -> bool:
        text = self.text(node, name)
        if text and text not in YES_NO:
            self.fault(node.line, f"{name} is {text!r}", "Write yes or no")
        return YES_NO.get(text, False)

    def number(self, node: Node, name: str) -> float:
        text = self.text(node, name)
        value = float(text) if NUMBER.fullmatch(text) else math.inf
        if math.isfinite(value):
            return value
        if text:
            self.fault(node.line, f"{name} is {text!r}", "Write a number such as 56 or 0.5")
        return 0.0

    def day(self, node: Node, name: str) -> date:
        text = self.text(node, name)
        value = parse_day(text)
        if value is None and text:
            self.fault(node.line, f"{name} is {text!r}", "Write a day that exists as YYYY-MM-DD")
        return value or date.min

    def one_of(self, node: Node, name: str, valid: Iterable[str]) -> str:
        text = self.text(node, name)
        choices = tuple(valid)
        if text and text not in choices:
            self.fault(node.line, f"{name} is {text!r}", nearest(text, choices))
        return text if text in choices else ""

    def choice(self, node: Node, name: str, kind: type[Choice]) -> Choice:
        text = self.one_of(node, name, [member.value for member in kind])
        return kind(text) if text else next(iter(kind))

    # --- lists -----------------------------------------------------------------------------------

    def items(self, node: Node, name: str) -> tuple[Node, ...]:
        if isinstance(node, Items):
            return node.items
        self.fault(node.line, f"{name} is not a list", f"Write {name} as a list, even of one")
        return ()

    def some(self, node: Node, name: str) -> tuple[Node, ...]:
        items = self.items(node, name)
        if isinstance(node, Items) and not items:
            self.fault(node.line, f"{name} is an empty list", "Fill it or leave it out")
        return items

    def refuse_twice(self, what: str, named: Iterable[tuple[Node, Hashable]]) -> None:
        """Whatever stands twice in one list is a slip: one of the two was meant to be something else."""
        seen: set[Hashable] = set()
        for node, name in named:
            if name and name in seen:
                self.fault(node.line, f"{what.format(name)} twice", "Remove one, or write what was meant")
            seen.add(name)

    def texts(self, node: Node, name: str) -> Texts:
        """One text in each language of the corpus."""
        record = Record(self, node, name, LANGUAGES)
        return {language: record.text(language) for language in LANGUAGES}

    def citation(self, node: Node) -> Citation:
        record = Record(self, node, "citation", ("instrument", "pinpoint", "edition", "url"))
        url = record.text("url")
        if url and not url.startswith(("https://", "http://")):
            self.fault(node.line, f"url is {url!r}", "Give the public address, beginning with https://")
        return Citation(record.text("instrument"), record.text("pinpoint"), record.text("edition"), url)


class Once:
    """Ids as they are met, root by root: within one root an id stands once, a later root replaces."""

    def __init__(self) -> None:
        self.met: dict[tuple[str, int], str] = {}

    def meet(self, source: Source, root: int, kind: str, id: str, document: Fields) -> None:
        first = self.met.setdefault((id, root), source.file)
        if id and first != source.file:
            line = document.fields["id"].line
            fault = f"{kind} {id} stands twice in this root"
            source.fault(line, fault, f"Remove one; the other is in {first}")


class Record:
    """A mapping with known keys. Unknown keys are faults, missing ones are when they are asked for."""

    def __init__(self, source: Source, node: Node, name: str, keys: Iterable[str]) -> None:
        self.source = source
        self.name = name
        self.line = node.line
        self.usable = isinstance(node, Fields)
        self.fields = node.fields if isinstance(node, Fields) else {}
        self.lines = node.lines if isinstance(node, Fields) else {}
        if not self.usable:
            source.fault(
                node.line, f"{name} is not a mapping", f"Write {name} with the keys {', '.join(keys)}"
            )
        self.refuse_unknown(tuple(keys))

    def refuse_unknown(self, keys: tuple[str, ...]) -> None:
        for key, line in self.lines.items():
            if key not in keys:
                self.source.fault(line, f"{self.name} has no key {key!r}", self.remedy_for(key, keys))

    def remedy_for(self, key: str, keys: tuple[str, ...]) -> str:
        """A stray key without a value is most often the rest of a text that held a comma."""
        if " " in key and getattr(self.fields[key], "text", "-") == "":
            return "A comma ends a text inside { }: put the whole text in quotes"
        return nearest(key, keys)

    def __contains__(self, key: str) -> bool:
        return key in self.fields

    def required(self, key: str) -> Node | None:
        if key not in self.fields and self.usable:
            self.source.fault(self.line, f"{self.name} lacks {key}", f"Add {key}")
        return self.fields.get(key)

    def read(self, key: str, reader: Callable[[Node, str], Value], otherwise: Value) -> Value:
        """A required field; `otherwise` only stands in after a fault."""
        node = self.required(key)
        return otherwise if node is None else reader(node, key)

    def optional(self, key: str, reader: Callable[[Node, str], Value], otherwise: Value) -> Value:
        return reader(self.fields[key], key) if key in self.fields else otherwise

    # --- the fields the law has again and again ----------------------------------------------------

    def text(self, key: str) -> str:
        return self.read(key, self.source.text, "")

    def texts(self, key: str) -> Texts:
        return self.read(key, self.source.texts, {})

    def day(self, key: str) -> date:
        return self.read(key, self.source.day, date.min)

    def last_day(self, key: str = "until") -> date | None:
        return self.source.day(self.fields[key], key) if key in self.fields else None

    def mark(self) -> Mark:
        return self.read("mark", lambda node, name: self.source.choice(node, name, Mark), Mark.UNVERIFIED)

    def citation(self) -> Citation:
        return self.read("citation", lambda node, _: self.source.citation(node), Citation("", "", "", ""))

    def some(self, key: str) -> tuple[Node, ...]:
        return self.read(key, self.source.some, ())

    def items(self, key: str) -> tuple[Node, ...]:
        """An optional list; left out and empty mean the same."""
        return self.optional(key, self.source.items, ())
