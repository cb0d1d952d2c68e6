"""`licet check`: what the rules require of a chain of transfers."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from .exits import OK, BadInput


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="the document (licet schema transfer), or - for standard input"
    )
    parser.add_argument("--regime", action="append", metavar="ID", help="only this regime; may be repeated")
    parser.add_argument(
        "--as-of", metavar="DATE", help="the day of the law; default: the document's, else today"
    )
    parser.add_argument(
        "--argument",
        choices=("exporter", "officer", "court"),
        help="the argument instead, for this reader: in short; every step; every step numbered and cited in full",
    )
    parser.add_argument(
        "--language", choices=("en", "fr"), default="en", help="of the argument; default: English"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text, or JSON")


def run(args: argparse.Namespace) -> int:
    from licet.reasoning import InputError, Law

    document = read(args.file)
    if args.regime:
        document["regimes"] = args.regime
    if args.as_of:
        document["as_of"] = args.as_of
    try:
        law = Law.load()
        if args.argument:
            print(argued(law.argue(document, as_of=today()), law, args), end="")
        else:
            print(shown(law.check(document, as_of=today()), law, args.format), end="")
    except InputError as error:
        raise BadInput(str(error)) from error
    return OK


def read(name: str) -> dict[str, Any]:
    """The document as JSON; a fault names its line."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
        document = json.loads(text)
    except OSError as error:
        raise BadInput(
            f"{name}: {error.strerror}. Name a file that can be read, or - for standard input."
        ) from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{name}: this is not UTF-8 text. Save it as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise BadInput(
            f"{name}:{error.lineno}: this is not JSON ({error.msg}, column {error.colno})."
        ) from error
    if not isinstance(document, dict):
        raise BadInput(f"{name}: a document is one JSON object. `licet schema transfer` shows its form.")
    return document


def shown(indication: dict[str, Any], law: Any, form: str) -> str:
    if form == "json":
        return json.dumps(indication, ensure_ascii=False, indent=2) + "\n"
    from licet.reasoning.render import render

    return render(indication, law.corpus)


def argued(argument: dict[str, Any], law: Any, args: argparse.Namespace) -> str:
    if args.format == "json":
        return json.dumps(argument, ensure_ascii=False, indent=2) + "\n"
    from licet.reasoning.proof.text import text

    return text(argument, law.corpus, args.argument, args.language)


def today() -> date:
    return datetime.now(tz=UTC).date()
