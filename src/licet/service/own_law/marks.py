"""Sign a mark up: the rule's own file with another mark on the edition in force, and nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from licet.law import CorpusError
from licet.law.model import Corpus, Edition, Mark, Role
from licet.law.nodes import Fields, Items, Text, read
from licet.law.places import files
from licet.reasoning.grounding import in_force
from licet.service.corpus.reading import source
from licet.service.corpus.telling import titled
from licet.service.corpus.words import mark_words, role_words


class CannotMark(Exception):
    """The mark cannot be changed from the page; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A rule whose mark can be signed up."""

    id: str
    title: str
    what: str
    mark: str
    cited: str


def doubted(corpus: Corpus, day: date) -> list[Doubted]:
    """Every rule in force that is not fully checked, the unverified first: they never decide."""
    found = [
        (edition.mark is not Mark.UNVERIFIED, rule, edition)
        for id, rule in corpus.rules.items()
        if rule.role is not Role.CCIC_KIND and source(corpus, id) == id
        if (edition := in_force(rule.editions, day)) and edition.mark is not Mark.VERIFIED
    ]
    found.sort(key=lambda row: (row[0], row[1].id))
    return [
        Doubted(rule.id, titled(rule), role_words(rule.role), mark_words(edition.mark), _cited(edition))
        for _known, rule, edition in found
    ]


def _cited(edition: Edition) -> str:
    return f"{edition.citation.instrument}, {edition.citation.pinpoint}"


def marked_up(roots: Sequence[Path], rule: str, mark: str, read_on: date, day: date) -> dict[str, bytes]:
    """The rule's file, by its name among own files. Raises CannotMark."""
    path = _file_of(roots, rule)
    if path is None:
        raise CannotMark(_("No file of this law holds the rule alone. Write it as own law."))
    edition = _edition(read(path), day)
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    _replace(lines, edition.lines.get("mark"), rf"(\bmark:\s*)(?:{'|'.join(Mark)})\b", mark)
    _replace(lines, edition.lines.get("recorded"), r"(\brecorded:\s*)\d{4}-\d{2}-\d{2}", read_on.isoformat())
    return {f"marks/{path.name}": "".join(lines).encode()}


def _file_of(roots: Sequence[Path], rule: str) -> Path | None:
    """Of the last root that has it: what stands there is what is in force."""
    for root in reversed(roots):
        for path in files(root):
            if _holds(path, rule):
                return path
    return None


def _holds(path: Path, rule: str) -> bool:
    if rule.encode() not in path.read_bytes():
        return False
    try:
        fields = read(path).fields
    except CorpusError:
        return False
    kind, id = fields.get("is"), fields.get("id")
    return isinstance(kind, Text) and isinstance(id, Text) and (kind.text, id.text.strip()) == ("rule", rule)


def _edition(document: Fields, day: date) -> Fields:
    """The last that had begun by this day."""
    editions = document.fields.get("editions")
    rows = [row for row in editions.items if isinstance(row, Fields)] if isinstance(editions, Items) else []
    begun = [(_begins(row), row) for row in rows if _begins(row) <= day.isoformat()]
    if not begun:
        raise CannotMark(_("No edition of the rule is in force today. Write it as own law."))
    return max(begun, key=lambda pair: pair[0])[1]


def _begins(edition: Fields) -> str:
    begins = edition.fields.get("from")
    return begins.text if isinstance(begins, Text) else "9999"


def _replace(lines: list[str], number: int | None, pattern: str, value: str) -> None:
    if number is None or len(re.findall(pattern, lines[number - 1])) != 1:
        raise CannotMark(_("The mark does not stand on a line of its own. Write the rule as own law."))
    lines[number - 1] = re.sub(pattern, lambda found: f"{found[1]}{value}", lines[number - 1])
