"""`licet law hygiene`: what in the law does nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import Any

from licet.law import load
from licet.law.errors import nearest

from .check import today
from .exits import OK, BadInput

SAID = {
    "never_holds": "never holds",
    "no_effect": "it makes no difference whether this is met: {what}",
    "exception_without_effect": "this exception takes nothing away: {what}",
    "swallowed": "everything it names is in other entries of the list too",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--regime", metavar="ID", default="EU", help="the regime whose law to look through; default: EU"
    )
    parser.add_argument("--as-of", metavar="DATE", help="the day of the law; default: today")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text, or JSON (licet schema law-hygiene)"
    )


def run(args: argparse.Namespace) -> int:
    from licet.reasoning import InputError
    from licet.reasoning.bench.reports import hygiene_report

    from .diff import day_of

    corpus, day = load(), day_of(args.as_of, "--as-of") if args.as_of else today()
    if args.regime not in corpus.regimes:
        raise BadInput(f"--regime: there is no regime {args.regime}. {nearest(args.regime, corpus.regimes)}.")
    try:
        report = hygiene_report(corpus, args.regime, day)
    except InputError as error:
        raise BadInput(str(error)) from error
    if args.format == "json":
        print(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(report)))
    return OK


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    for one in report["findings"]:
        yield f"{one['file']}:{one['line']}: {one['rule']}: {SAID[one['kind']].format(what=one['what'])}"
    count, regime = len(report["findings"]), report["regime"]
    yield f"{count} places of the law of {regime} do nothing on {report['as_of']}."
