"""A text about the law held against a mapping: covered, covered with a reason, changed since, or not covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from licet.law.model import Mark

from .mapping import Entry, Mapped
from .paragraphs import Paragraph

WEAKEST = (Mark.UNVERIFIED, Mark.PARTIAL, Mark.VERIFIED)


class Standing(StrEnum):
    COVERED = "covered"
    NAMED = "named"  # only named, as law that is not checked
    REASON = "reason"
    CHANGED = "changed"  # somebody read it when it said something else
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Found:
    """One paragraph, what is known of it, and how well its writer had checked it (None: no mark)."""

    paragraph: Paragraph
    standing: Standing
    entry: Entry | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Covered:
    found: tuple[Found, ...]
    gone: tuple[Entry, ...]  # read once, in a section that is still there, and there no more
    elsewhere: int  # entries of sections that are not in this text at all

    def of(self, standing: Standing) -> tuple[Found, ...]:
        return tuple(each for each in self.found if each.standing is standing)

    def reasons_share(self) -> float:
        return len(self.of(Standing.REASON)) / len(self.found) if self.found else 0.0

    def complete(self) -> bool:
        """Every paragraph was read as it stands, and nothing that was read is gone."""
        return not (self.of(Standing.MISSING) or self.of(Standing.CHANGED) or self.gone)

    def regimes(self) -> list[str]:
        return sorted({each.entry.regime for each in self.found if each.entry})


def covered(paragraphs: Sequence[Paragraph], mapped: Mapped) -> Covered:
    """A paragraph is known by its words, in its own section before any other; by its place it is known as changed."""
    by_place = {(entry.section, entry.at): entry for entry in mapped.entries}
    by_words = {entry.words: entry for entry in reversed(mapped.entries)}
    in_section = {(entry.section, entry.words): entry for entry in reversed(mapped.entries)}
    here = {paragraph.words for paragraph in paragraphs}
    found = []
    for each in paragraphs:
        entry = in_section.get((each.section, each.words)) or by_words.get(each.words)
        standing = Standing.MISSING
        if entry:
            standing = standing_of(entry)
        elif (entry := by_place.get((each.section, each.at))) and entry.words not in here:
            standing = Standing.CHANGED
        else:
            entry = None
        found.append(Found(each, standing, entry, mark_of(each, mapped.marks)))
    return Covered(tuple(found), *left_over(found, mapped, here))


def standing_of(entry: Entry) -> Standing:
    if entry.reason:
        return Standing.REASON
    return Standing.NAMED if entry.named else Standing.COVERED


def left_over(found: Sequence[Found], mapped: Mapped, here: set[str]) -> tuple[tuple[Entry, ...], int]:
    changed = {id(each.entry) for each in found if each.standing is Standing.CHANGED}
    sections = {each.paragraph.section for each in found}
    gone = [entry for entry in mapped.entries if entry.words not in here and id(entry) not in changed]
    return tuple(entry for entry in gone if entry.section in sections), sum(
        entry.section not in sections for entry in gone
    )


def mark_of(paragraph: Paragraph, marks: Mapping[str, Mark]) -> Mark | None:
    """The weakest mark in its words, else in the nearest heading over it that has one."""
    for letters in (paragraph.letters(), *paragraph.letters_over()):
        if known := set(worth(letters, marks)):
            return next(mark for mark in WEAKEST if mark in known)
    return None


def worth(letters: frozenset[str], marks: Mapping[str, Mark]) -> Iterator[Mark]:
    yield from (marks[letter] for letter in letters if letter in marks)
