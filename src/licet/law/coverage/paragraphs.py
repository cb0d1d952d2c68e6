"""Markdown cut into paragraphs: prose, points of a list, rows of a table, blocks of logic, and headings that stand alone.

A paragraph is known by its section, its place in it and a hash of its words, so that a moved one is found again and a changed
one is not taken for the old.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from licet.law.errors import CorpusError
from licet.law.places import shown

HEADING = re.compile(r"(#{1,6})\s+(.*\S)\s*")
POINT = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\S")
ROW = re.compile(r"\s*\|.*\|?\s*")
UNDER_HEAD = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|[\s:|-]*")
FENCE = re.compile(r"\s*(```|~~~)")
LINE = re.compile(r"\s*(?:-{3,}|\*{3,}|_{3,})\s*")
DECORATION = re.compile(r"[*_`~]+")
BRACKET = re.compile(r"\[([^\[\]]+)\]")
LARGEST = 4 * 1024 * 1024
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`section` and `words` are hashes; `at` counts from 1 within the section, 0 is the heading itself."""

    file: str
    line: int
    heading: str
    section: str
    at: int
    text: str
    over: tuple[str, ...]  # the headings above it, from the title down

    @property
    def words(self) -> str:
        return short_hash(self.text)

    def letters(self) -> frozenset[str]:
        """What stands in brackets, word by word: a reader's mark is among it."""
        return frozenset(word for text in BRACKET.findall(self.text) for word in re.split(r"\W+", text))

    def letters_over(self) -> Iterator[frozenset[str]]:
        """The same of the headings, the nearest first."""
        for heading in reversed(self.over):
            yield frozenset(word for text in BRACKET.findall(heading) for word in re.split(r"\W+", text))


def plain(text: str) -> str:
    """The words alone: emphasis, code marks and the breaking of lines are no change of the text."""
    return " ".join(DECORATION.sub("", text).split())


def short_hash(*texts: str) -> str:
    joined = "\n".join(plain(text) for text in texts)
    return sha256(joined.encode()).hexdigest()[:DIGITS]


def read_folder(folder: Path) -> tuple[Paragraph, ...]:
    """All paragraphs of the Markdown files in a folder and below it. Raises CorpusError."""
    if not folder.is_dir():
        raise CorpusError(shown(folder), 0, "There is no such folder", "Name a folder of Markdown files")
    paths = [path for path in sorted(folder.rglob("*.md")) if path.is_file()]
    if not paths:
        raise CorpusError(shown(folder), 0, "There is no Markdown here", "Name a folder with files in .md")
    return tuple(paragraph for path in paths for paragraph in paragraphs(shown(path), content(path)))


def content(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        raise CorpusError(shown(path), 0, f"Larger than {LARGEST >> 20} MB", "Split the file")
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CorpusError(shown(path), 0, "Not UTF-8", "Save the file as UTF-8") from None


def paragraphs(file: str, text: str) -> Iterator[Paragraph]:
    """The paragraphs of one file in their order."""
    cut = _Cut(file)
    for number, line in enumerate(text.splitlines(), 1):
        cut.take(number, line)
    cut.end()
    yield from cut.found


@dataclass(slots=True)
class _Cut:
    file: str
    found: list[Paragraph] = field(default_factory=list)
    over: list[tuple[int, str]] = field(default_factory=list)  # depth and words of the headings above
    counts: dict[str, int] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    begun: int = 0
    fenced: bool = False
    table: bool = False
    alone: int = 0  # the line of a heading with nothing under it yet

    def take(self, number: int, line: str) -> None:
        if FENCE.match(line):
            self.fence(number)
        elif self.fenced:
            self.open.append(line)
        elif heading := HEADING.fullmatch(line):
            self.head(number, len(heading[1]), heading[2])
        elif not line.strip() or LINE.fullmatch(line):
            self.close()
        elif ROW.fullmatch(line) and line.strip().startswith("|"):
            self.row(number, line)
        else:
            self.prose(number, line)

    def fence(self, number: int) -> None:
        self.close()
        self.fenced = not self.fenced
        self.begun = number

    def prose(self, number: int, line: str) -> None:
        if POINT.match(line) or self.table:
            self.close()
        if not self.open:
            self.begun = number
        self.open.append(line)

    def row(self, number: int, line: str) -> None:
        if UNDER_HEAD.fullmatch(line):
            self.open.clear()  # what stood above it was the head of the table
        else:
            self.close()
            self.begun, self.open = number, [line]
        self.table = True

    def head(self, number: int, depth: int, text: str) -> None:
        self.close()
        if self.alone and depth <= self.over[-1][0]:
            self.add(self.alone, self.over[-1][1], at=0)
        self.over = [each for each in self.over if each[0] < depth or each is self.over[0]]
        self.over.append((depth, text))
        self.alone = number

    def close(self) -> None:
        self.table = False
        if self.open:
            text = "\n".join(self.open).strip()
            self.open = []
            if text:
                self.add(self.begun, text)

    def add(self, line: int, text: str, at: int | None = None) -> None:
        headings = tuple(words for _, words in self.over)
        section = short_hash(*headings)
        if at is None:
            self.counts[section] = at = self.counts.get(section, 0) + 1
        self.alone = 0
        heading = headings[-1] if headings else ""
        self.found.append(Paragraph(self.file, line, heading, section, at, text, headings))

    def end(self) -> None:
        self.fenced = False
        self.close()
        if self.alone:
            self.add(self.alone, self.over[-1][1], at=0)
