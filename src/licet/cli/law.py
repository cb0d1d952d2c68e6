"""`licet law`: run the lawyers' tests, try them on mutants, compile the law, begin a new state."""

from __future__ import annotations

import argparse
from pathlib import Path

from licet.law.places import configured

from . import law_attach, law_coverage, law_decisiveness, law_export, law_hygiene, law_mutate, law_new_state
from .exits import OK


def configure(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(
        dest="act",
        required=True,
        metavar="{test,compile,mutate,decisiveness,export,new-state,attach-text,hygiene,coverage}",
    )
    test = acts.add_parser(
        "test",
        help="Run the tests that stand beside the rules",
        description="Run the tests that stand beside the rules.",
    )
    test.add_argument(
        "--format", choices=("text", "json"), default="text", help="text, or JSON (licet schema law-test)"
    )
    test.add_argument("--rule", metavar="ID", help="only the tests of this rule")
    compiling = acts.add_parser(
        "compile",
        help="Compile the law into decision diagrams",
        description="Compile the law into decision diagrams.",
    )
    compiling.add_argument(
        "--out", metavar="FOLDER", type=Path, help="where to write; default: where `licet check` looks"
    )
    mutating = acts.add_parser(
        "mutate",
        help="Find conditions of the law that no test sees",
        description="Change the law in one place after the other, and say where no test fails.",
    )
    law_mutate.configure(mutating)
    deciding = acts.add_parser(
        "decisiveness",
        help="Count how often the law decides as was argued",
        description="Put chains whose answer was argued from the text to the rules: firm and right, rightly open, unknown, or firm and wrong, for each regime.",
    )
    law_decisiveness.configure(deciding)
    exporting = acts.add_parser(
        "export",
        help="Write the law of a day for a solver of your own",
        description="Write the rules of a regime on one day as clauses (DIMACS) or SMT-LIB 2, for a solver of your own.",
    )
    law_export.configure(exporting)
    beginning = acts.add_parser(
        "new-state",
        help="Write a new state's law from answers to a short list of questions",
        description="Write a new state's law, with its tests, from answers to a short list of questions; beside each stands what other states chose.",
    )
    law_new_state.configure(beginning)
    attaching = acts.add_parser(
        "attach-text",
        help="Show the official wording beside the rules of this site",
        description="Bind a text you have on file to the rules that cite it: the site shows it beside the paraphrase, and what is built otherwise is listed.",
    )
    law_attach.configure(attaching)

    cleaning = acts.add_parser(
        "hygiene",
        help="Find what in the law does nothing",
        description="Find rules that never hold, conditions and exceptions without effect, and entries that others swallow.",
    )
    law_hygiene.configure(cleaning)
    covering = acts.add_parser(
        "coverage",
        help="Say which paragraph of a text became which rule",
        description="Hold a text about the law against what became of each paragraph: rules, or a reason; what nobody has read is named.",
    )
    law_coverage.configure(covering)


def run(args: argparse.Namespace) -> int:
    if args.act == "test":
        from .law_test import run as run_tests

        return run_tests(args)
    if args.act == "mutate":
        return law_mutate.run(args)
    if args.act == "hygiene":
        return law_hygiene.run(args)
    if args.act == "coverage":
        return law_coverage.run(args)
    if args.act == "decisiveness":
        return law_decisiveness.run(args)
    if args.act == "export":
        return law_export.run(args)
    if args.act == "new-state":
        return law_new_state.run(args)
    if args.act == "attach-text":
        return law_attach.run(args)
    return compile_law(args.out)


def compile_law(out: Path | None) -> int:
    from licet.law import fingerprint
    from licet.reasoning.engine import alone, writable_place
    from licet.reasoning.store import load_corpus

    folder, key = out or writable_place(), fingerprint(configured())
    with alone(folder, key):
        if load_corpus(folder / key):
            print(f"{folder} is up to date.")
            return OK
        from licet.reasoning.compiler import compile_all

        for period in compile_all(configured(), folder):
            print(period)
    print(f"Written to {folder}.")
    return OK
