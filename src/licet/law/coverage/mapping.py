"""Reader of what became of each paragraph: `coverage/*.yaml` of each root. Form: docs/reference/law-format.md.

The text itself is not in it, nor where it lies: a section by a hash of its headings, a paragraph by its place there and a
hash of its words, and in our words which provision it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from licet.law.errors import CorpusError, nearest
from licet.law.fields import Record, Source
from licet.law.model import Corpus, Mark, Where
from licet.law.nodes import Fields, Node, read
from licet.law.places import coverage_files, shown

from .targets import Targets

KINDS = ("coverage",)
EVERY = "all"
HASH = re.compile(r"[0-9a-f]{8}")
PLACE = re.compile(r"[0-9]{1,4}")
REASONS = ("about_the_text", "superseded", "other_law", "statistics", "nothing_to_ask")
"""Why a paragraph became nothing: it is about the text or its sources; another paragraph prevails; it is law of another
matter; it is a figure; it says that there is nothing. That something is difficult is no reason."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One paragraph as somebody read it: what it became, or why nothing."""

    section: str
    at: int
    words: str
    about: str
    regime: str  # a regime, or all
    to: tuple[str, ...]
    reason: str  # empty where it became something
    because: str
    named: bool  # all it became is law named as not checked
    where: Where


@dataclass(frozen=True, slots=True)
class Mapped:
    entries: tuple[Entry, ...]
    marks: Mapping[str, Mark]
    """What a reader's letter in brackets is worth."""


def load_mapping(roots: Sequence[Path], corpus: Corpus) -> Mapped:
    """Every entry of all roots; a later root over an earlier one. Raises CorpusError with all faults."""
    faults: list[CorpusError] = []
    targets = Targets(corpus, roots)
    entries: dict[tuple[str, int], Entry] = {}
    marks: dict[str, Mark] = {}
    for path in (path for root in roots for path in coverage_files(root)):
        reader = _Reader(Source(shown(path), faults), corpus, targets)
        found, letters = reader.file(read(path))
        entries |= {(entry.section, entry.at): entry for entry in found}
        marks |= letters
    if faults:
        faults[0].others = tuple(faults[1:])
        raise faults[0]
    return Mapped(tuple(entries.values()), marks)


@dataclass(frozen=True, slots=True)
class _Reader:
    source: Source
    corpus: Corpus
    targets: Targets

    def file(self, document: Fields) -> tuple[list[Entry], dict[str, Mark]]:
        record = Record(self.source, document, "coverage", ("is", "marks", "sections"))
        record.read("is", lambda node, name: self.source.one_of(node, name, KINDS), "")
        no_marks: dict[str, Mark] = {}
        marks = record.optional("marks", self.marks, no_marks)
        return [entry for node in record.items("sections") for entry in self.section(node)], marks

    def marks(self, node: Node, name: str) -> dict[str, Mark]:
        if not isinstance(node, Fields):
            self.source.fault(node.line, f"{name} is not a mapping", f"Write {name}: {{V: verified}}")
            return {}
        return {letter: self.source.choice(each, letter, Mark) for letter, each in node.fields.items()}

    def section(self, node: Node) -> Iterator[Entry]:
        record = Record(self.source, node, "section", ("section", "about", "regime", "became"))
        section = record.read("section", partial(self.hashed), "")
        about = record.text("about")
        regimes = (EVERY, *self.corpus.regimes, *self.corpus.bases)
        regime = record.read("regime", lambda each, name: self.source.one_of(each, name, regimes), "")
        for part in record.some("became"):
            yield from self.became(part, section, about, regime)

    def hashed(self, node: Node, name: str) -> str:
        return self.source.matching(node, name, HASH, "5f0c2a91, as `licet law coverage` prints it")

    def became(self, node: Node, section: str, about: str, regime: str) -> Iterator[Entry]:
        record = Record(self.source, node, "became", ("paragraphs", "to", "reason", "because"))
        to = tuple(self.target(each) for each in record.items("to"))
        reason = record.optional("reason", lambda each, name: self.source.one_of(each, name, REASONS), "")
        because = record.optional("because", self.source.text, "")
        if bool(to) == bool(reason) or bool(reason) != bool(because):
            self.source.fault(
                node.line,
                "A paragraph became something, or there is a reason",
                "Write to, or reason and because",
            )
        named = bool(to) and all(self.targets.is_family(name) for name in to)
        where, no_places = self.source.where(node.line), dict[int, str]()
        for at, words in record.read("paragraphs", self.places, no_places).items():
            yield Entry(section, at, words, about, regime, to, reason, because, named, where)

    def places(self, node: Node, name: str) -> dict[int, str]:
        if not isinstance(node, Fields):
            self.source.fault(node.line, f"{name} is not a mapping", f"Write {name}: {{1: 9e1f03aa}}")
            return {}
        for at in node.fields:
            if not PLACE.fullmatch(at):
                self.source.fault(
                    node.lines[at], f"{name} has {at!r}", "Count paragraphs as printed: 1, 2, …"
                )
        return {int(at): self.hashed(each, at) for at, each in node.fields.items() if PLACE.fullmatch(at)}

    def target(self, node: Node) -> str:
        name = self.source.text(node, "to")
        if name and not self.targets.has(name):
            self.source.fault(
                node.line, f"to names {name}, and there is no such thing", nearest(name, self.targets.names)
            )
        return name
