"""`licet compare`: one chain of transfers under the rules of several states, leg by leg."""

from __future__ import annotations

import argparse
import json

from .check import read, today
from .exits import OK, BadInput


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="the document (licet schema transfer), or - for standard input"
    )
    parser.add_argument(
        "--regime", action="append", metavar="ID", help="compare only these; default: all; may be repeated"
    )
    parser.add_argument(
        "--there",
        action="store_true",
        help="ask each state's rules as if the exporter, and whoever else is in its state, were established there",
    )
    parser.add_argument(
        "--as-of", metavar="DATE", help="the day of the law; default: the document's, else today"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text in English, or JSON")


def run(args: argparse.Namespace) -> int:
    from licet.reasoning import InputError, Law
    from licet.reasoning.compare_text import render

    document = read(args.file)
    document.pop("regimes", None)
    if args.regime:
        document["regimes"] = args.regime
    if args.as_of:
        document["as_of"] = args.as_of
    try:
        comparison = Law.load().compare(document, as_of=today(), there=args.there)
    except InputError as error:
        raise BadInput(str(error)) from error
    shown = json.dumps(comparison, ensure_ascii=False, indent=2) + "\n"
    print(shown if args.format == "json" else render(comparison), end="")
    return OK
