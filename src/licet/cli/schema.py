"""`licet schema`: the JSON Schemas of what goes into Licet and what comes out."""

from __future__ import annotations

import argparse
from pathlib import Path

from .exits import OK, BadInput

FOLDER = Path(__file__).parent / "schemas"
SUMMARIES = {
    "transfer": "licet.transfer/1, the input of `licet check`: a chain of transfers, or one transfer's facts",
    "indication": "licet.indication/1, the output of `licet check --format json`",
    "argument": "licet.argument/1, the output of `licet check --argument … --format json`",
    "evaluation": "licet.evaluation/1, the summary that `licet evaluate --format json` prints",
    "comparison": "licet.comparison/1, the output of `licet compare --format json`",
    "diff": "licet.diff/1, the output of `licet diff --format json`",
    "gaps": "licet.gaps/1, the output of `licet gaps --format json`",
    "amendment": "licet.amendment/1, the output of `licet amend --format json`",
    "facts": "licet.facts/1, the output of `licet facts --format json`",
    "law-test": "licet.law-test/1, the output of `licet law test --format json`",
    "law-mutate": "licet.law-mutate/1, the output of `licet law mutate --format json`",
    "law-hygiene": "licet.law-hygiene/1, the output of `licet law hygiene --format json`",
    "import": "licet.import/1, the output of `licet import … --format json`",
    "doctor": "licet.doctor/1, the output of `licet doctor --format json`",
    "ledger-verify": "licet.ledger-verify/1, the output of `licet ledger verify --format json`",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="one of: " + ", ".join(SUMMARIES) + "; without it, all are listed",
    )


def run(args: argparse.Namespace) -> int:
    print(text_of(args.name) if args.name else listing())
    return OK


def text_of(name: str) -> str:
    """The schema as published, or BadInput for a name that does not exist."""
    if name not in SUMMARIES:
        raise BadInput(f"NAME: there is no schema {name!r}. Choose one of: {', '.join(SUMMARIES)}.")
    return (FOLDER / f"{name}.json").read_text(encoding="utf-8").rstrip()


def listing() -> str:
    width = max(map(len, SUMMARIES))
    return "\n".join(f"{name:<{width}}  {summary}" for name, summary in SUMMARIES.items())
