"""The clauses of the law this site answers from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from licet.law import roots
from licet.law.clauses import Clause, load_clauses

from .words import words


@cache
def clauses() -> Mapping[str, Clause]:
    """Read once per process, in their order."""
    return load_clauses(roots(settings.LAW_ROOTS))


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
