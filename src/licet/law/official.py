"""The official wording that somebody has on file, cut up along the rules it is behind. Nothing of it is shipped.

Two ways of dividing a text are known: list entries, whose code begins a line (`4D004   "Software" …`) with their limbs by
indentation, and articles or sections under a heading (`# § 52a – …`, `Article 5`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .checks import led_to
from .model import Corpus, Role, Rule

CODE = re.compile(r"(\d[A-E]\d{3})\b(?:\.[a-z]\.?)?(?:\s*continued)?", re.IGNORECASE)
OTHER_HEAD = re.compile(r"(CATEGORY \d|\d[A-E]\d?\s)")
HEADING = re.compile(r"(?:#+\s*)?(?:§|Article|Artikel|Art\.|Section)\s*(\d+[a-z]?)\b")
PINPOINT = re.compile(r"(?:§§?|articles?|artikel|art\.|sections?)\s*(\d+[a-z]?)\b", re.IGNORECASE)
MARKER = re.compile(r"(\s*)([a-z]|\d{1,2})\.\s")
PAGE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
NOTE = re.compile(r"^\s*(?:Note|Anmerkung)\b", re.MULTILINE)
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Bound:
    """Passages by rule, and where the text is built otherwise than the rules."""

    passages: Mapping[str, str]
    differences: tuple[str, ...]


def bind(corpus: Corpus, text: str, instrument: str) -> Bound:
    """The passage behind each rule that cites this instrument."""
    entries, articles = sections(text)
    passages: dict[str, str] = {}
    lacking: list[str] = []
    for rule in rules_of(corpus, instrument):
        passage = of_entry(rule, entries) if rule.role is Role.ENTRY else of_article(rule, articles)
        if passage:
            passages[rule.id] = passage[:LONGEST]
        elif entries if rule.role is Role.ENTRY else articles and PINPOINT.search(pinpoint(rule)):
            lacking.append(rule.id)  # a text of entries alone is not blamed for having no articles
    differences = [
        *(f"{id}: no such passage in the text" for id in lacking),
        *without_exceptions(corpus, passages),
        *limbs_without_rule(corpus, passages, entries),
    ]
    return Bound(passages, tuple(differences))


def rules_of(corpus: Corpus, instrument: str) -> Iterator[Rule]:
    """Rules that cite it in their newest edition; what a state only takes over has no text of its own."""
    wanted = instrument.casefold()
    for rule in corpus.rules.values():
        regime, _dot, rest = rule.id.partition(".")
        taken_over = regime in corpus.regimes and rest in corpus.rules
        if not taken_over and wanted in rule.editions[-1].citation.instrument.casefold():
            yield rule


def sections(text: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Lines by the code of an entry, and lines by the number of an article."""
    entries: dict[str, list[str]] = {}
    articles: dict[str, list[str]] = {}
    here: list[str] | None = None
    for line in text.splitlines():
        if PAGE_NUMBER.fullmatch(line) and line.strip():
            continue
        if found := CODE.match(line):
            here = entries.setdefault(found[1].upper(), [])
            here.append(" " * found.end() + line[found.end() :])
        elif heading := HEADING.match(line):
            here = articles.setdefault(heading[1].lower(), [])
            here.append(line.lstrip("# "))
        elif OTHER_HEAD.match(line):
            here = None
        elif here is not None:
            here.append(line)
    return entries, articles


def of_entry(rule: Rule, entries: Mapping[str, list[str]]) -> str:
    code, *limbs = rule.id.split(".")[1:]
    lines = entries.get(code.upper(), [])
    for limb in limbs:
        lines = limb_of(lines, limb.lower())
    return tidy(lines)


def limb_of(lines: Sequence[str], limb: str) -> list[str]:
    """From the limb's own marker to the next at its depth, or to one less deep."""
    depth = depth_of(lines, limb.isdigit())
    found: list[str] = []
    for line in lines:
        marker = MARKER.match(line)
        if marker and len(marker[1]) <= depth and marker[2].isdigit() is limb.isdigit():
            if found:
                break
            if marker[2] == limb:
                found.append(line)
        elif found:
            found.append(line)
    return found


def depth_of(lines: Sequence[str], numbered: bool) -> int:
    """How far in the first marker of this sort stands, with room for uneven columns."""
    markers = (MARKER.match(line) for line in lines)
    depths = (len(marker[1]) for marker in markers if marker and marker[2].isdigit() is numbered)
    return next(depths, -2) + 1


def of_article(rule: Rule, articles: Mapping[str, list[str]]) -> str:
    found = PINPOINT.search(pinpoint(rule))
    return tidy(articles.get(found[1].lower(), [])) if found else ""


def pinpoint(rule: Rule) -> str:
    return rule.editions[-1].citation.pinpoint


def tidy(lines: Sequence[str]) -> str:
    """Without empty lines in a row and the margin all lines share."""
    kept = [line.rstrip() for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    margin = min((len(line) - len(line.lstrip()) for line in kept if line), default=0)
    return "\n".join(line[margin:] for line in kept).strip("\n")


# --- where the two are built otherwise -----------------------------------------------------------------


def without_exceptions(corpus: Corpus, passages: Mapping[str, str]) -> Iterator[str]:
    for id, passage in passages.items():
        rule = corpus.rules[id]
        notes = len(NOTE.findall(passage))
        if notes and rule.role is Role.ENTRY and not has_exception(corpus, id):
            yield f"{id}: the text has {notes} notes, the rule and its terms have no exception"


def has_exception(corpus: Corpus, id: str) -> bool:
    rules = (corpus.rules[each] for each in led_to([id], corpus.rules))
    return any(edition.exceptions for rule in rules for edition in rule.editions)


def limbs_without_rule(
    corpus: Corpus, passages: Mapping[str, str], entries: Mapping[str, list[str]]
) -> Iterator[str]:
    """Limbs of an entry's first depth, where rules name some of its limbs and not others."""
    named: dict[str, set[str]] = {}
    for id in passages:
        code, *limbs = id.split(".")[1:]
        if limbs and corpus.rules[id].role is Role.ENTRY:
            named.setdefault(code.upper(), set()).add(limbs[0].lower())
    for code, known in sorted(named.items()):
        others = [limb for limb in first_limbs(entries[code]) if limb not in known]
        if others:
            yield f"{code}: limbs of the text that no rule names: {', '.join(others)}"


def first_limbs(lines: Sequence[str]) -> list[str]:
    depth = depth_of(lines, numbered=False)
    markers = (MARKER.match(line) for line in lines)
    letters = (m[2] for m in markers if m and len(m[1]) <= depth and not m[2].isdigit())
    return list(dict.fromkeys(letters))
