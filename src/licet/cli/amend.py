"""`licet amend`: what an amendment would catch and release, with examples, and what it would do to past cases."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from licet.law.places import configured

from .check import today
from .diff import day_of, most_of
from .exits import OK, BadInput


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "overlay",
        metavar="OVERLAY",
        type=Path,
        help="a folder of rules that replace those of the law, or add to them",
    )
    parser.add_argument(
        "--regime", action="append", metavar="ID", help="only this regime; default: all; may be repeated"
    )
    parser.add_argument("--as-of", metavar="DATE", help="the day of the law; default: today")
    parser.add_argument(
        "--cases",
        metavar="TABLE",
        type=Path,
        help="past cases, as for `licet evaluate`: .csv, .parquet or .arrow",
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
        help="text in English, or JSON (licet schema amendment)",
    )


def run(args: argparse.Namespace) -> int:
    from licet.law import load
    from licet.reasoning import InputError
    from licet.reasoning.bench.reports import amendment_report
    from licet.reasoning.bench.text import amendment

    day = day_of(args.as_of, "--as-of") if args.as_of else today()
    most = most_of(args.most)
    if not args.overlay.is_dir():
        raise BadInput(
            f"OVERLAY: there is no folder {args.overlay}. Name one that holds .yaml files of rules."
        )
    roots = configured()
    before, after = load(roots), load([*roots, args.overlay])
    regimes = args.regime or [id for id, regime in before.regimes.items() if regime.covers_from <= day]
    try:
        cases = past(args.cases, [roots, [*roots, args.overlay]], day, regimes) if args.cases else None
        report = amendment_report(before, after, regimes, day, most, cases)
    except InputError as error:
        raise BadInput(str(error)) from error
    shown = (
        json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        if args.format == "json"
        else amendment(report, after)
    )
    print(shown, end="")
    return OK


def past(table: Path, laws: list[list[Path]], day: date, regimes: list[str]) -> dict[str, Any]:
    try:
        from licet.reasoning.bench.past import Past
        from licet.reasoning.bulk.files import Source
    except ImportError as error:
        raise BadInput("--cases needs pyarrow: install it with `pip install 'licet[bulk]'`.") from error
    from licet.reasoning import Law

    before, after = (Law.load(roots) for roots in laws)
    source = Source(table, [])
    counted = Past(before, after, source.schema, as_of=day, regimes=regimes)
    counted.read(source.stretches())
    return counted.report()
