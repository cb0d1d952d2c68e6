"""`licet law coverage`: which paragraph of a text about the law became which rule, and which none."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from licet.law import load
from licet.law.model import Mark
from licet.law.places import configured

from .exits import CHECK_FAILED, OK, BadInput

if TYPE_CHECKING:
    from licet.law.coverage import Covered, Found

MOST_REASONS = 10
WORDS_SHOWN = 80
SHOWN = {"covered": "became law", "named": "only named", "reason": "a reason"}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--against",
        metavar="FOLDER",
        type=Path,
        required=True,
        help="Markdown files that say what the law is",
    )
    parser.add_argument(
        "--reasons-at-most",
        metavar="PERCENT",
        type=int,
        default=MOST_REASONS,
        help=f"paragraphs that may have a reason instead of a rule; default: {MOST_REASONS}",
    )
    parser.add_argument("--draft", action="store_true", help="print only what to write for what is missing")


def run(args: argparse.Namespace) -> int:
    from licet.law.coverage import covered, load_mapping, read_folder

    if not 0 <= args.reasons_at_most <= 100:
        raise BadInput(f"--reasons-at-most: {args.reasons_at_most} is no share of a hundred.")
    if not args.against.is_dir() or not any(args.against.rglob("*.md")):
        raise BadInput(f"--against: {args.against} is no folder with Markdown files in it.")
    found = covered(read_folder(args.against), load_mapping(configured(), load()))
    print("\n".join(draft(found) if args.draft else report(found, args.reasons_at_most)))
    return OK if found.complete() and few_reasons(found, args.reasons_at_most) else CHECK_FAILED


def few_reasons(found: Covered, most: int) -> bool:
    return found.reasons_share() * 100 <= most


def report(found: Covered, most: int) -> Iterator[str]:
    from licet.law.coverage import Standing

    yield from listed("Not covered", [missing(one) for one in found.of(Standing.MISSING)])
    yield from listed("Changed, look again", [changed(one) for one in found.of(Standing.CHANGED)])
    gone = [f"{each.where}: {each.about}: paragraph {each.at} of {each.section}" for each in found.gone]
    yield from listed("Gone from the text", gone)
    if found.of(Standing.REASON):
        yield "No rule, with the reason:"
        yield from (f"  {line}" for line in reasons(found.of(Standing.REASON)))
    yield from table(found)
    share = f"{len(found.of(Standing.REASON))} of {len(found.found)} paragraphs"
    verdict = "" if few_reasons(found, most) else f", and at most {most} % may"
    yield f"{share} have a reason and no rule{verdict}."
    if found.elsewhere:
        yield f"{found.elsewhere} paragraphs of the mapping are of sections that are not in this text."


def listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title} ({len(lines)}):"
        yield from (f"  {line}" for line in lines)


def place(one: Found) -> str:
    return f"{one.paragraph.file}:{one.paragraph.line}"


def missing(one: Found) -> str:
    return f"{place(one)}: {first_words(one)}"


def changed(one: Found) -> str:
    assert one.entry
    became = ", ".join(one.entry.to) or one.entry.because
    return f"{place(one)}: {first_words(one)} (was: {became}; now {one.paragraph.words})"


def first_words(one: Found) -> str:
    text = " ".join(one.paragraph.text.split())
    return text if len(text) <= WORDS_SHOWN else f"{text[:WORDS_SHOWN]}…"


def reasons(found: Sequence[Found]) -> list[str]:
    """One line for each reason, with the lines of the text that have it."""
    by_reason = sorted(
        ((one.entry.reason, one.entry.because, one.paragraph) for one in found if one.entry),
        key=lambda each: (each[0], each[1], each[2].file, each[2].line),
    )
    lines = []
    for (reason, because), group in groupby(by_reason, key=lambda each: each[:2]):
        paragraphs = [paragraph for _, _, paragraph in group]
        more = f" and {len(paragraphs) - 1} more" if len(paragraphs) > 1 else ""
        lines.append(f"{reason}: {because} ({paragraphs[0].file}:{paragraphs[0].line}{more})")
    return lines


def table(found: Covered) -> Iterator[str]:
    """By regime: how well the text itself was checked, and what became of it."""
    from licet.law.coverage import Standing

    marks: list[Mark | None] = [*Mark, None]
    heads = ["paragraphs", *(mark or "no mark" for mark in marks), *SHOWN.values()]
    yield f"{'':<10}" + "".join(f"{head:>12}" for head in heads)
    for regime in [*found.regimes(), None]:
        of = [one for one in found.found if (one.entry.regime if one.entry else None) == regime]
        counts = [len(of), *(sum(one.mark == mark for one in of) for mark in marks)]
        counts += [sum(one.standing is Standing(standing) for one in of) for standing in SHOWN]
        if of:
            yield f"{regime or 'not read':<10}" + "".join(f"{count:>12}" for count in counts)


def draft(found: Covered) -> Iterator[str]:
    """Sections in the form of a mapping, for somebody to fill in."""
    from licet.law.coverage import Standing

    open_ones = [one for one in found.found if one.standing in (Standing.MISSING, Standing.CHANGED)]
    for section, group in groupby(open_ones, key=lambda one: one.paragraph.section):
        paragraphs = list(group)
        yield f"  # {place(paragraphs[0])}"
        yield f"  - section: {section}"
        yield "    about:"
        yield "    regime:"
        yield "    became:"
        for one in paragraphs:
            yield f"      # {first_words(one)}"
            yield f"      - {{paragraphs: {{{one.paragraph.at}: {one.paragraph.words}}}, to: []}}"
