"""What an adopted page says and today's law no longer does, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from licet.service import corpus
from licet.service.corpus.telling import titled

from .composing import Page
from .models import Version

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changed:
    """One section: sentences that are gone, sentences that are new."""

    heading: str
    gone: list[str]
    new: list[str]


@dataclass(frozen=True, slots=True)
class Difference:
    sections: list[Changed]
    rules: list[str]
    """Rules that apply otherwise than they did, although the page may read the same."""


def is_stale(version: Version, now: Page) -> bool:
    return version.digest != now.digest


def difference(version: Version, now: Page, language: str) -> Difference:
    before = version.contents.get(language) or version.contents["en"]
    after = now.contents.get(language) or now.contents["en"]
    return Difference(list(_sections(before, after)), _rules(version.meanings, now.meanings))


def _rules(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    known = corpus.law().corpus.rules
    moved = sorted(id for id in before.keys() | after.keys() if before.get(id) != after.get(id))
    return [titled(known[id]) if id in known else id for id in moved]


def _sections(before: Content, after: Content) -> Iterator[Changed]:
    old, new = _by_heading(before), _by_heading(after)
    for heading in dict.fromkeys([*old, *new]):
        gone, added = _moved(old.get(heading, []), new.get(heading, []))
        if gone or added:
            yield Changed(heading, gone, added)


def _by_heading(content: Content) -> dict[str, list[str]]:
    found = {"": [content["title"], content["summary"]]}
    return found | {section["heading"]: list(_sentences(section["lines"])) for section in content["sections"]}


def _sentences(lines: list[Content]) -> Iterator[str]:
    """Each line as one sentence with all that stands beside it."""
    for line in lines:
        beside = [f"{each['text']} {each.get('note', '')}".strip() for each in line.get("sources", [])]
        said = [f"{each['leg']} – {each['regime']}: {each['answer']}" for each in line.get("says", [])]
        parts = [line.get("head", ""), line.get("text", ""), line.get("cited", ""), line.get("note", "")]
        yield " – ".join(part for part in (*parts, *line.get("named_by", []), *beside, *said) if part)


def _moved(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    gone: list[str] = []
    new: list[str] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += before[i:j]
            new += after[k:m]
    return gone, new
