"""`licet evaluate`: what the rules require of every row of a table."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .check import today
from .exits import OK, BadInput

if TYPE_CHECKING:
    from licet.reasoning.bulk import Evaluator
    from licet.reasoning.bulk.files import Source

SAID_EVERY = 2.0
"""Seconds between two lines of progress."""


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="IN", nargs="?", help="the table: .csv (UTF-8), .parquet, or .arrow (Arrow IPC)"
    )
    parser.add_argument("--out", metavar="OUT", help="where to write the answers: .csv, .parquet or .arrow")
    parser.add_argument("--regime", action="append", metavar="ID", help="only this regime; may be repeated")
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help="the day of the law where a row has none (column as_of); default: today",
    )
    parser.add_argument(
        "--by",
        choices=("exporter", "authority"),
        default="exporter",
        help="who states the facts of the table",
    )
    parser.add_argument(
        "--keep", action="append", metavar="COLUMN", default=[],
        help="carry this column over into the answers, such as a number of yours; may be repeated",
    )  # fmt: skip
    parser.add_argument("--entries", action="store_true", help="answer the entries of the lists too")
    parser.add_argument(
        "--columns",
        action="store_true",
        help="print as CSV every column a table may have, and what it may hold",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="the summary as text, or as JSON"
    )


def run(args: argparse.Namespace) -> int:
    try:
        import pyarrow  # noqa: F401 - large, and only this command needs it
    except ImportError as error:
        raise BadInput(
            "`licet evaluate` needs pyarrow: install it with `pip install 'licet[bulk]'`."
        ) from error
    if args.columns:
        print(columns(), end="")
        return OK
    if not args.file or not args.out:
        raise BadInput("Name the table and where the answers go: licet evaluate IN --out OUT.")
    from licet.reasoning import InputError

    try:
        summary = evaluate(args)
    except InputError as error:
        raise BadInput(str(error)) from error
    print(json.dumps(summary, indent=2) if args.format == "json" else shown(summary))
    return OK


def columns() -> str:
    """The template: one line a column."""
    from licet.reasoning import Law
    from licet.reasoning.bulk.columns import template

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([("column", "type", "values", "question"), *template(Law.load().corpus)])
    return text.getvalue()


def evaluate(args: argparse.Namespace) -> dict[str, Any]:
    """Read, answer and write stretch by stretch; the summary. Raises InputError, and then OUT is as it was."""
    from licet.reasoning import Law
    from licet.reasoning.bulk import Evaluator
    from licet.reasoning.bulk.files import Source, format_of, written
    from licet.reasoning.statements import day

    began = time.monotonic()
    source, out = Source(Path(args.file), args.keep), Path(args.out)
    format_of(out)
    if not out.parent.is_dir():
        raise BadInput(f"--out: there is no folder {out.parent}.")
    if out.exists() and out.samefile(source.path):
        raise BadInput(f"--out: {out} is the table itself. Name another file.")
    as_of: date = day(args.as_of, "--as-of") if args.as_of else today()
    evaluator = Evaluator(
        Law.load(), source.schema, as_of=as_of,
        regimes=args.regime, by=args.by, keep=args.keep, entries=args.entries,
    )  # fmt: skip
    progress = Progress(source, evaluator)
    with written(out, evaluator.schema) as writer:
        for rows in source.stretches():
            writer.write_batch(evaluator.batch(rows))
            progress.say()
    return evaluator.summary() | {"seconds": round(time.monotonic() - began, 3)}


class Progress:
    """Lines on standard error while it lasts: rows, rate, time left."""

    def __init__(self, source: Source, evaluator: Evaluator) -> None:
        self.source, self.evaluator = source, evaluator
        self.began = self.said = time.monotonic()

    def say(self) -> None:
        now = time.monotonic()
        if now - self.said < SAID_EVERY:
            return
        self.said = now
        print(progress(self.evaluator.counts.rows, self.source.share(), now - self.began), file=sys.stderr)


def progress(rows: int, share: float, seconds: float) -> str:
    left = f", about {seconds * (1 - share) / share:.0f} s left" if 0 < share < 1 else ""
    return f"{rows:,} rows ({share:.0%}), {rows / seconds:,.0f} rows a second{left}"


def shown(summary: dict[str, Any]) -> str:
    law = summary["law"]["digest"][:12]
    lines = [
        f"{summary['rows']:,} rows in {summary['seconds']:.1f} s, law {law}, as of {summary['as_of']}.",
        f"{summary['one_by_one']:,} rows were answered one by one (facts that exclude each other, or too large a rule).",
        *([f"Of these {summary['by_solver']:,} were put to the solver."] if summary["by_solver"] else []),
        "",
        f"{'':<24}{'true':>14}{'false':>14}{'unknown':>14}{'contradictory':>14}",
    ]
    for id, counts in summary["results"].items():
        lines.append(f"{id:<24}" + "".join(f"{counts[word]:>14,}" for word in WORDS))
    return "\n".join(lines)


WORDS = ("true", "false", "unknown", "contradictory")
