"""Decided cases that a draft would have answered otherwise, for those who see the cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from licet.service.casework.models import Case
from licet.service.law_changes.selectors import Moved, in_words
from licet.service.people.models import User


@dataclass(frozen=True, slots=True)
class Changed:
    case: Case
    moved: list[Moved]
    fault: str


@dataclass(frozen=True, slots=True)
class Past:
    cases: int
    changed: list[Changed]


def past_of(found: Mapping[str, Any], actor: User) -> Past:
    """Only cases that the reader sees today."""
    rows = {row["case"]: row for row in found["changes"]}
    cases = Case.objects.visible_to(actor).filter(pk__in=rows).select_related("application__chain")
    return Past(found["cases"], [_changed(case, rows[str(case.pk)]) for case in cases.order_by("-reference")])


def _changed(case: Case, row: Mapping[str, Any]) -> Changed:
    return Changed(case, in_words(row["differences"], case.application), row["fault"])
