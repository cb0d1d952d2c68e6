"""`licet law hygiene`: what in the law does nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from licet.law import Corpus, load
from licet.law.errors import nearest

from .check import today
from .exits import OK, BadInput

if TYPE_CHECKING:
    from licet.reasoning.bench.hygiene import Finding

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
    from licet.reasoning.bench.hygiene import findings
    from licet.reasoning.bench.sides import Side

    from .diff import day_of

    corpus, day = load(), day_of(args.as_of, "--as-of") if args.as_of else today()
    if args.regime not in corpus.regimes:
        raise BadInput(f"--regime: there is no regime {args.regime}. {nearest(args.regime, corpus.regimes)}.")
    found = list(findings(Side.of(corpus, args.regime, day)))
    if args.format == "json":
        print(json.dumps(as_json(corpus, args.regime, day.isoformat(), found), ensure_ascii=False, indent=2))
    else:
        lines = [f"{one.where}: {one.rule}: {SAID[one.kind].format(what=one.what)}" for one in found]
        print("\n".join([*lines, f"{len(found)} places of the law of {args.regime} do nothing on {day}."]))
    return OK


def as_json(corpus: Corpus, regime: str, day: str, found: Sequence[Finding]) -> dict[str, object]:
    return {
        "schema": "licet.law-hygiene/1",
        "law": {"digest": corpus.digest},
        "regime": regime,
        "as_of": day,
        "findings": [
            {"kind": f.kind, "rule": f.rule, "what": f.what, "file": f.where.file, "line": f.where.line}
            for f in found
        ],
    }
