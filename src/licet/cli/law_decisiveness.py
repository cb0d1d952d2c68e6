"""`licet law decisiveness`: how often do the rules decide, and do they decide as was argued beforehand?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from licet.law.argued import GROUPS, read_argued

from .exits import CHECK_FAILED, OK, BadInput

if TYPE_CHECKING:
    from licet.reasoning.decisiveness import Decisiveness, Finding


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="FOLDER", type=Path, help="argued chains: profiles.yaml and files beside it"
    )
    parser.add_argument("--open", action="store_true", help="also name the answers that stay unknown")


def run(args: argparse.Namespace) -> int:
    from licet.reasoning import InputError, Law
    from licet.reasoning.decisiveness import Verdict, decisiveness

    argued, law = read_argued(args.folder), Law.load()
    unknown = sorted(set(argued.homes) - set(law.regimes))
    if unknown:
        raise BadInput(
            f"homes: this law has no regime {', '.join(unknown)}. Valid: {', '.join(law.regimes)}."
        )
    try:
        found = decisiveness(law, argued.chains, argued.homes)
    except InputError as error:
        raise BadInput(str(error)) from None
    print("\n".join(as_text(found, list(argued.homes), args.open)))
    return CHECK_FAILED if found.of(Verdict.WRONG) else OK


def as_text(found: Decisiveness, regimes: list[str], open_too: bool) -> Iterator[str]:
    from licet.reasoning.decisiveness import Verdict

    for verdict in (Verdict.WRONG, Verdict.UNKNOWN) if open_too else (Verdict.WRONG,):
        if found.of(verdict):
            yield f"{verdict.capitalize()}:"
            yield from (f"  {line(one)}" for one in found.of(verdict))
    yield f"{'':<24}" + "".join(f"{verdict.value:>18}" for verdict in Verdict)
    for group in GROUPS:
        for regime in [*regimes, None]:
            counts = found.counts(group, regime)
            shares = "".join(share(counts[verdict], counts.total()) for verdict in Verdict)
            yield f"{group:<12}{regime or 'every regime':<12}{shares}"


def share(count: int, total: int) -> str:
    return f"{f'{count} of {total}':>18}"


def line(one: Finding) -> str:
    possible = ", ".join(one.possible)
    return f"{one.chain.where}: {one.chain.name}: {one.regime}: argued {one.argued}, possible: {possible}"
