"""`licet ledger verify`: compute the ledger again and compare; `licet ledger checkpoint`: print the latest signed head."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .exits import CHECK_FAILED, OK, BadInput

if TYPE_CHECKING:
    from licet.ledger.checkpoint import Verifier
    from licet.service.records.verification import Report

SCHEMA = "licet.ledger-verify/1"


def configure(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(
        dest="act", required=True, metavar="verify | checkpoint | key | destructions | destroy-again"
    )
    verify = acts.add_parser(
        "verify", help="compute everything again and compare; exit code 1 when something was altered"
    )
    verify.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help="a checkpoint that was kept elsewhere"
    )
    verify.add_argument(
        "--key", action="append", default=[], metavar="NAME+ID+KEY", help="trust this verifier key too"
    )
    verify.add_argument("--deep", action="store_true", help="also compare derived tables and stored files")
    verify.add_argument("--format", choices=["text", "json"], default="text")
    acts.add_parser("checkpoint", help="print the latest signed checkpoint, to be kept elsewhere")
    acts.add_parser("key", help="print the verifier key of this ledger")
    acts.add_parser("destructions", help="print what was destroyed, to be kept beside the backups")
    again = acts.add_parser("destroy-again", help="destroy what a restored backup brought back")
    again.add_argument("file", type=Path, metavar="FILE", help="what `licet ledger destructions` printed")


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    return {
        "verify": run_verify,
        "checkpoint": run_checkpoint,
        "key": run_key,
        "destructions": run_destructions,
        "destroy-again": run_destroy_again,
    }[args.act](args)


def run_verify(args: argparse.Namespace) -> int:
    from licet.service.records.verification import verify_ledger
    from licet.service.records.verify import differences

    held = read_held(args.checkpoint) if args.checkpoint else ""
    report = verify_ledger(verifiers=verifiers(args.key), held=held)
    for difference in differences() if args.deep else ():
        report.add(difference)
    print(json.dumps(as_json(report), indent=2) if args.format == "json" else as_text(report))
    return OK if report.ok else CHECK_FAILED


def run_checkpoint(args: argparse.Namespace) -> int:
    from licet.service.records.selectors import latest_checkpoint

    latest = latest_checkpoint()
    if latest is None:
        raise BadInput("Nothing is sealed yet. Run: licet sequencer --once")
    print(latest.text, end="")
    return OK


def run_key(args: argparse.Namespace) -> int:
    from licet.service.records.keys import verifier

    print(verifier())
    return OK


def run_destructions(args: argparse.Namespace) -> int:
    from licet.service.records.destroyed import as_text

    print(as_text(), end="")
    return OK


def run_destroy_again(args: argparse.Namespace) -> int:
    from licet.service.records.destroyed import read
    from licet.service.records.retention import DestructionRefused, destroy_again

    try:
        count = destroy_again(read(args.file))
    except (OSError, ValueError) as error:
        raise BadInput(f"FILE: {args.file} is no list of destructions: {error}") from error
    except DestructionRefused as refused:
        raise BadInput(f"FILE: {args.file}: {refused} Nothing was destroyed.") from refused
    print(f"Destroyed again: the content of {count} events.")
    return OK


def read_held(path: Path) -> str:
    from licet.ledger.checkpoint import CheckpointError, read

    try:
        text = path.read_text(encoding="utf-8")
        read(text)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"--checkpoint: {path} cannot be read: {error}.") from error
    except CheckpointError as error:
        raise BadInput(
            f"--checkpoint: {path} is not a checkpoint. {error} Save the text as it was given out."
        ) from error
    return text


def verifiers(keys: list[str]) -> list[Verifier]:
    """The keys given, and this ledger's own if it lies here; verifying never makes one."""
    from licet.ledger.checkpoint import CheckpointError, verifier_from
    from licet.service.records.keys import key_path, verifier

    try:
        found = [verifier_from(text) for text in keys]
    except CheckpointError as error:
        raise BadInput(f"--key: {error} `licet ledger key` prints it.") from error
    if key_path().exists():
        found.append(verifier())
    if not found:
        raise BadInput(
            f"--key: {key_path()} is not here. Give the ledger's verifier key, as `licet ledger key` printed it."
        )
    return found


def as_json(report: Report) -> dict[str, Any]:
    problems = [
        {"seq": each.seq, "event": str(each.event) if each.event else None, "what": each.what}
        for each in report.problems
    ]
    return {
        "schema": SCHEMA,
        "ok": report.ok,
        "size": report.size,
        "root": report.root.hex(),
        "waiting": report.waiting,
        "problems": problems,
    }


def as_text(report: Report) -> str:
    head = f"{report.size} entries, root {report.root.hex()}, {report.waiting} waiting to be sealed."
    if report.ok:
        return f"{head}\nNothing was altered."
    lines = []
    for each in report.problems:
        place = ", ".join(
            part
            for part in (
                f"number {each.seq}" if each.seq is not None else "",
                f"event {each.event}" if each.event else "",
            )
            if part
        )
        lines.append(f"  {place + ': ' if place else ''}{each.what}")
    return "\n".join((head, f"{len(report.problems)} problems:", *lines))
