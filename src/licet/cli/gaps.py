"""`licet gaps`: what fits a functional definition and yet triggers nothing in a regime."""

from __future__ import annotations

import argparse
import json

from .check import today
from .diff import day_of, most_of
from .exits import OK, BadInput


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("regime", metavar="REGIME", help="the regime, such as EU")
    parser.add_argument("kind", metavar="KIND", help="the functional definition, such as CCIC.SPYWARE")
    parser.add_argument("--as-of", metavar="DATE", help="the day of the law; default: today")
    parser.add_argument(
        "--home",
        metavar="CODE",
        default="",
        help="where the exporter sits, for a regime that is no one state's",
    )
    parser.add_argument(
        "--most", metavar="N", type=int, default=10, help="how many witnesses to show; default: 10"
    )
    parser.add_argument(
        "--no-near-misses",
        action="store_true",
        help="leave out the conditions that stand alone before a duty",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json"),
        default="text",
        help="text in English, or JSON (licet schema gaps)",
    )


def run(args: argparse.Namespace) -> int:
    from licet.law import load
    from licet.reasoning import InputError
    from licet.reasoning.bench.reports import gaps_report
    from licet.reasoning.bench.text import gaps

    day = day_of(args.as_of, "--as-of") if args.as_of else today()
    near, most = not args.no_near_misses, most_of(args.most)
    corpus = load()
    try:
        report = gaps_report(corpus, args.regime, args.kind, day, home=args.home, most=most, near=near)
    except InputError as error:
        raise BadInput(str(error)) from error
    print(
        json.dumps(report, ensure_ascii=False, indent=2) + "\n"
        if args.format == "json"
        else gaps(report, corpus),
        end="",
    )
    return OK
