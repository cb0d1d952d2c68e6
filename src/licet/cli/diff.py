"""`licet diff`: every way in which two regimes, or one regime on two days, differ, with the smallest example of each."""

from __future__ import annotations

import argparse
import json
from datetime import date

from .check import today
from .exits import OK, BadInput


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("one", metavar="ONE", help="a regime, and the day of its law: EU or EU@2024-06-01")
    parser.add_argument(
        "other", metavar="OTHER", help="another, or the same on another day; default day: today"
    )
    parser.add_argument(
        "--home",
        metavar="CODE",
        default="",
        help="where the exporter sits, for a regime that is no one state's",
    )
    parser.add_argument(
        "--most",
        metavar="N",
        type=int,
        default=5,
        help="how many causes to show of one difference; default: 5",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text in English, or JSON (licet schema diff)",
    )


def run(args: argparse.Namespace) -> int:
    from licet.law import load
    from licet.reasoning import InputError
    from licet.reasoning.bench.reports import diff_report, sides_of
    from licet.reasoning.bench.text import diff

    corpus = load()
    try:
        one, other = sides_of(corpus, named(args.one, "ONE"), named(args.other, "OTHER"), args.home)
    except InputError as error:
        raise BadInput(str(error)) from error
    report = diff_report(corpus, one, other, most_of(args.most))
    print(
        json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        if args.format == "json"
        else diff(report, corpus),
        end="",
    )
    return OK


def named(text: str, field: str) -> tuple[str, date]:
    """A regime and a day."""
    regime, at, written = text.partition("@")
    return regime, day_of(written, field) if at else today()


def day_of(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{field}: {text!r} is no day. Write it as 2026-11-30.") from error


def most_of(number: int) -> int:
    if number < 1:
        raise BadInput(f"--most: {number} is too few. Give 1 or more.")
    return number
