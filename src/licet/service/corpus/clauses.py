"""The clauses of the law this site answers from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from licet.law.clauses import Clause, load_clauses

from .in_force import roots_in_force
from .words import words


def clauses() -> Mapping[str, Clause]:
    """In their order."""
    return _read(roots_in_force())


@lru_cache(maxsize=3)
def _read(roots: tuple[Path, ...]) -> Mapping[str, Clause]:
    return load_clauses(roots)


def for_licences() -> list[Clause]:
    return [each for each in clauses().values() if "licence" in each.use]


def for_certificates() -> list[Clause]:
    """What an end-user certificate or statement says, the essential elements first."""
    found = [each for each in clauses().values() if "certificate" in each.use]
    return sorted(found, key=lambda each: not each.essential)


def bearer_words(clause: Clause) -> str:
    """Whose obligation the clause creates."""
    return {
        "exporter": _("the exporter"),
        "end_user": _("the end-user"),
        "intermediary": _("resellers and hosts"),
    }[clause.bearer]


def written_out(ids: Iterable[str], language: str) -> list[str]:
    """The texts in a language of letters, in their order. From then on they stand as they were written."""
    chosen = set(ids)
    with override(language):
        return [words(each.text) for each in for_licences() if each.id in chosen]
