"""`licet law export`: the law of a day for a solver of one's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from .check import today
from .exits import OK, BadInput


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--regime", metavar="ID", required=True, help="whose measures and entries")
    parser.add_argument("--as-of", metavar="DATE", help="the day of the law; default: today")
    parser.add_argument("--rule", action="append", metavar="ID", help="only this rule; may be repeated")
    parser.add_argument(
        "--format",
        choices=("dimacs", "smtlib"),
        default="dimacs",
        help="clauses, with a table of what each number means; or SMT-LIB 2",
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="where to write; default: standard output")


def run(args: argparse.Namespace) -> int:
    from licet.reasoning import InputError

    try:
        text = exported(args)
    except InputError as error:
        raise BadInput(str(error)) from error
    if args.out is None:
        print(text, end="")
        return OK
    try:
        args.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"--out: {args.out}: {error.strerror}.") from error
    return OK


def exported(args: argparse.Namespace) -> str:
    from licet.reasoning import Law
    from licet.reasoning.check import covers
    from licet.reasoning.errors import InputError, not_among
    from licet.reasoning.solving.export import Export
    from licet.reasoning.statements import day

    law, as_of = Law.load(), day(args.as_of, "--as-of") if args.as_of else today()
    if args.regime not in law.regimes:
        raise not_among("--regime", "a regime of this law", args.regime, law.regimes)
    regime = law.regimes[args.regime]
    if not covers(regime, as_of):
        raise InputError("--as-of", f"On {as_of} the law of {regime.id} is not in this corpus.")
    rules = list(args.rule or (*regime.entries, *regime.measures))
    for id in rules:
        if id not in law.corpus.rules:
            raise not_among("--rule", "a rule of this law", id, law.corpus.rules)
    head = [
        f"Law {law.digest}, {regime.id}, as of {as_of}",
        "A rule is certain if its opposite cannot be made true under what is known of the facts.",
        "trust, judgement and outside are never known: leave them free.",
    ]
    return Export(law.day(as_of).grounder, rules, head).text(args.format)
