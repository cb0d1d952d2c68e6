"""`licet import list|register FILE`: read a published list or register into the authority's records."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .exits import OK, BadInput

if TYPE_CHECKING:
    from licet.service.base.imports import Summary

PROFILES = {"list": ("un-consolidated",), "register": ("nl-dual-use",)}
_BAR = 30


def configure(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="what", required=True, metavar="list|register")
    for kind, profiles in PROFILES.items():
        sub = kinds.add_parser(kind, help=f"import a {kind}")
        sub.add_argument("file", type=Path, metavar="FILE", help="the file as it was published")
        sub.add_argument("--profile", required=True, choices=profiles, help="what kind of file it is")
        sub.add_argument(
            "--format", choices=("text", "json"), default="text", help="text, or JSON (licet schema import)"
        )


def run(args: argparse.Namespace) -> int:
    content = _content(args.file)
    from .django_setup import setup

    setup()
    from django.db import OperationalError, ProgrammingError

    from licet.service.base.imports import FileRefused

    bar = Bar(args.file.name, sys.stderr.isatty())
    try:
        summary = _importer(args.what)(
            content=content, filename=args.file.name, profile=args.profile, progress=bar.show
        )
    except FileRefused as refused:
        raise BadInput(f"{args.file}: {refused} Nothing was imported.") from None
    except (OperationalError, ProgrammingError) as error:
        raise BadInput(f"The database cannot be used ({error}). Run `licet manage migrate` first.") from None
    finally:
        bar.clear()
    print(
        json.dumps(summary.as_json(), ensure_ascii=False, indent=2)
        if args.format == "json"
        else _text(summary)
    )
    return OK


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}). Name a file that exists.") from None


def _importer(what: str) -> Callable[..., Summary]:
    if what == "list":
        from licet.service.lists.services import import_list_at_console

        return import_list_at_console
    from licet.service.registers.services import import_register_at_console

    return import_register_at_console


def _text(summary: Summary) -> str:
    lines = [
        f"{summary.file} ({summary.profile}, SHA-256 {summary.digest[:16]}…)",
        f"{summary.rows} rows: {summary.imported} imported, {summary.unchanged} unchanged, {len(summary.rejected)} rejected.",
        *(f"  line {fault['line']}: {fault['reason']}" for fault in summary.rejected),
    ]
    return "\n".join(lines)


class Bar:
    """A progress bar on a terminal; silence anywhere else."""

    def __init__(self, name: str, wanted: bool) -> None:
        self._name, self._wanted = name, wanted
        self._shown_at = 0.0

    def show(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._wanted or (done < total and now - self._shown_at < 0.1):
            return
        self._shown_at = now
        full = _BAR * done // total if total else _BAR
        print(
            f"\r{self._name} [{'█' * full}{'·' * (_BAR - full)}] {done}/{total}",
            end="",
            file=sys.stderr,
            flush=True,
        )

    def clear(self) -> None:
        if self._wanted:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
