"""`licet law attach-text FILE`: show the official wording beside the rules of this installation."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .exits import OK, BadInput

if TYPE_CHECKING:
    from licet.service.corpus.models import AttachedText

LARGEST = 16 << 20


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="plain text or Markdown, UTF-8")
    parser.add_argument("--instrument", required=True, metavar="NAME", help="as the rules cite it")
    parser.add_argument("--language", required=True, metavar="XX", help="of the text: en, fr, de, …")
    parser.add_argument("--edition", default="", metavar="TEXT", help="which edition the text is")
    parser.add_argument("--detach", action="store_true", help="take the text of this instrument away again")


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    from django.db import OperationalError, ProgrammingError

    try:
        return _detached(args) if args.detach else _attached(args)
    except (OperationalError, ProgrammingError) as error:
        raise BadInput(f"The database cannot be used ({error}). Run `licet manage migrate` first.") from None


def _attached(args: argparse.Namespace) -> int:
    from licet.service.corpus.attaching import attach

    content = _content(args.file)
    try:
        text = attach(
            content=content,
            filename=args.file.name,
            instrument=args.instrument,
            edition=args.edition or args.file.name,
            language=args.language.lower(),
        )
    except ValueError:
        raise BadInput(
            f"--instrument: no passage of {args.file.name} stands behind a rule that cites {args.instrument!r}. "
            f"Cited are: {'; '.join(_instruments())}."
        ) from None
    print("\n".join(_told(text)))
    return OK


def _detached(args: argparse.Namespace) -> int:
    from licet.service.corpus.attaching import detach

    if not detach(instrument=args.instrument, language=args.language.lower()):
        raise BadInput(f"--instrument: no text of {args.instrument!r} is attached in {args.language}.")
    print("The text is taken away. The rules stay as they are.")
    return OK


def _content(file: Path) -> str:
    try:
        if file.stat().st_size > LARGEST:
            raise BadInput(f"{file} is larger than {LARGEST >> 20} MB. Attach the part that the rules cite.")
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(f"{file} is not UTF-8 text. Convert it to plain text first.") from None
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None


def _instruments() -> list[str]:
    from licet.service.corpus import law

    rules = law().corpus.rules.values()
    return sorted({edition.citation.instrument for rule in rules for edition in rule.editions})


def _told(text: AttachedText) -> Iterator[str]:
    yield f"{text.passages.count()} rules now show the wording of {text.instrument} ({text.edition})."
    if text.differences:
        yield "Where the text is built otherwise than the rules:"
        yield from (f"  {line}" for line in text.differences)
