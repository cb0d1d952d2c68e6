"""What the rules say of the case today, on the exporter's claims and on the authority's findings, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from licet.service.chains.selectors import document
from licet.service.classification.asking import words
from licet.service.corpus.services import ask

from ..models import Case
from .memo import once

Result = Mapping[str, Any]
RESULTS = {
    "true": _("yes"),
    "false": _("no"),
    "unknown": _("not known"),
    "contradictory": _("contradictory"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One measure of one regime under both bases."""

    regime: str
    measure: str
    title: str
    kind: str
    claims: str
    findings: str

    @property
    def differs(self) -> bool:
        return self.claims != self.findings

    @property
    def claims_words(self) -> str:
        return str(RESULTS[self.claims])

    @property
    def findings_words(self) -> str:
        return str(RESULTS[self.findings])


@dataclass(frozen=True, slots=True)
class Comparison:
    claims: Result
    findings: Result
    rows: tuple[Row, ...]
    kinds: tuple[str, ...]
    """CCIC kinds that hold, or are not excluded, on findings: `item: kind (result)`."""

    @property
    def differences(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.differs)


def answer(case: Case, basis: str, as_of: date) -> Result:
    """What the rules say of the case on that day; nothing is stored."""
    chain = case.application.chain
    return once(case, ("answer", basis, as_of), lambda: ask(document(chain, basis), as_of=as_of))


def compare_case(case: Case, as_of: date) -> Comparison:
    """Both answers on the day given."""
    return compare(answer(case, "claims", as_of), answer(case, "findings", as_of))


def compare(claims: Result, findings: Result) -> Comparison:
    left, right = _measures(claims), _measures(findings)
    rows = tuple(_row(key, left.get(key), right.get(key)) for key in {**left, **right})
    return Comparison(claims, findings, rows, kinds_to_assess(findings))


def _measures(result: Result) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {
        (regime, measure["id"]): measure
        for regime, found in result["regimes"].items()
        for measure in found["measures"]
    }


def _row(key: tuple[str, str], left: Mapping[str, Any] | None, right: Mapping[str, Any] | None) -> Row:
    """A measure that only one side knows (it has more legs) counts as unknown on the other."""
    regime, measure = key
    known = right or left or {}
    return Row(
        regime=regime,
        measure=measure,
        title=words(known["title"]),
        kind=known["kind"],
        claims=left["result"] if left else "unknown",
        findings=right["result"] if right else "unknown",
    )


def kinds_to_assess(result: Result) -> tuple[str, ...]:
    """The six kinds, for each item: what holds or cannot be excluded. Unknown counts as yes; contradictory too."""
    return tuple(
        f"{item}:{kind}:{value}"
        for item, found in sorted(result["ccic"].items())
        for kind, value in sorted(found["kinds"].items())
        if value != "false"
    )
