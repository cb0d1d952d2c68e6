"""Collect the strings of the site, bring the French catalogue up to date and compile it.

`python tools/messages.py` does all three; `--missing` lists what has no translation yet. Made with Babel alone, so that
no gettext programs need to be installed.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "licet" / "service"
CATALOGUE = SOURCE / "base" / "locale" / "fr" / "LC_MESSAGES" / "django.po"
MATRIX = ROOT / "docs" / "access-matrix.csv"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "_t": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Found = tuple[str | tuple[str, ...], str | None]


def strings() -> Iterator[Found]:
    for file in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in file.parts:
            yield from in_python(file.read_bytes())
    for template in sorted(SOURCE.rglob("templates/**/*")):
        if template.suffix in {".html", ".txt"}:
            yield from in_template(template.read_text(encoding="utf-8"))
    yield from in_matrix(MATRIX.read_text(encoding="utf-8"))


def in_matrix(text: str) -> Iterator[Found]:
    """States and reasons of the reviewed table, which the site shows in the reader's language."""
    for row in csv.DictReader(text.splitlines()):
        yield from ((row[column], None) for column in ("state", "why") if row[column])


def in_python(code: bytes) -> Iterator[Found]:
    found_calls: Any = extract_python(io.BytesIO(code), KEYWORDS, (), {})
    for _line, function, text, _comments in found_calls:
        found = _pick(function or "_", text if isinstance(text, tuple) else (text,))
        if found:
            yield found


def in_template(text: str) -> Iterator[Found]:
    """Django turns a template into lines of calls; each line is read alone, since together they are no program."""
    for line in templatize(text).splitlines():
        if "gettext(" in line or "_(" in line:
            yield from in_python(line.strip().encode())


def _pick(function: str, arguments: tuple[str | None, ...]) -> Found | None:
    """The message (with its plural) and its context; None for a call without a literal string."""
    context = arguments[0] if function.startswith(("pg", "npg")) else None
    rest = arguments[1:] if context is not None else arguments
    wanted = rest[:2] if "ngettext" in function or function.startswith("np") else rest[:1]
    if not wanted or not all(isinstance(part, str) and part for part in wanted):
        return None
    texts = tuple(str(part) for part in wanted)
    return (texts if len(texts) > 1 else texts[0]), context


def collect(found: Iterable[Found]) -> Catalog:
    template = Catalog(domain="django", charset="utf-8")
    for message, context in found:
        template.add(message, context=context)
    return template


def updated(template: Catalog) -> Catalog:
    """The French catalogue with new strings added and unused ones dropped; nothing is guessed."""
    catalogue = Catalog(locale="fr", domain="django", charset="utf-8", fuzzy=False)
    if CATALOGUE.exists():
        with CATALOGUE.open("rb") as file:
            catalogue = read_po(file, locale="fr", domain="django")
    stamp = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.creation_date = stamp  # the same strings give the same bytes
    return catalogue


def missing(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id and not _is_translated(message)]


def _is_translated(message: Message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts)


def write(catalogue: Catalog) -> None:
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(
            file,
            catalogue,
            omit_header=False,
            no_location=True,
            sort_output=True,
            ignore_obsolete=True,
            width=110,
        )
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missing", action="store_true", help="list the strings that have no French yet")
    arguments = parser.parse_args(argv)
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    catalogue = updated(collect(strings()))
    write(catalogue)
    lacking = missing(catalogue)
    if arguments.missing:
        sys.stdout.writelines(f"{message.id}\n" for message in lacking)
    print(f"{len(catalogue)} strings, {len(lacking)} without a French text", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
