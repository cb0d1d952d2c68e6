"""The reports of the bench, made by the worker; of an amendment also what past cases of this office would have been answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from licet.reasoning import InputError, Law
from licet.reasoning.bench.progress import Progress, part
from licet.service import corpus
from licet.service.decisions.models import Outcome
from licet.service.law_changes.comparing import differences

from .drafts import Draft, law_roots
from .models import Calculation, Kind

Row = dict[str, Any]
MOST = 5
"""Causes shown of one difference."""
WITNESSES = 10
MOST_CASES = 1000
"""Decided cases put to both laws, the latest first: each takes a twentieth of a second."""


def report_of(row: Calculation, progress: Progress) -> Row:
    from licet.reasoning.bench import reports  # with CUDD: only the worker needs it

    law, asked = corpus.law().corpus, row.asked
    if row.kind == Kind.DIFF:
        one, other = ((asked[side], date.fromisoformat(asked[f"{side}_day"])) for side in ("one", "other"))
        return reports.diff_report(law, *reports.sides_of(law, one, other), MOST, progress)
    if row.kind == Kind.AMENDMENT:
        return _amendment(row, progress)
    day = date.fromisoformat(asked["as_of"])
    if row.kind == Kind.HYGIENE:
        return reports.hygiene_report(law, asked["regime"], day, progress)
    return reports.gaps_report(
        law,
        asked["regime"],
        asked["kind"],
        day,
        home="",
        most=WITNESSES,
        near=True,
        progress=progress,
    )


def _amendment(row: Calculation, progress: Progress) -> Row:
    from licet.law import load
    from licet.reasoning.bench.reports import amendment_report

    before, asked = corpus.law().corpus, row.asked
    day, regimes = date.fromisoformat(asked["as_of"]), asked["regimes"]
    with Draft.of(asked).folder() as folder:
        after = load([*law_roots(), folder])
        report = amendment_report(before, after, regimes, day, MOST, None, part(progress, 0, 2))
        if asked["cases"]:
            report["past_cases"] = _past(row, folder, day, part(progress, 1, 2))
    return report


def _past(row: Calculation, folder: Path, day: date, progress: Progress) -> Row:
    """Decided cases that the drafter sees, under both laws on the same day."""
    outcomes = _decided(row)
    if not outcomes:
        return {"cases": 0, "changes": []}
    with TemporaryDirectory(prefix="licet-compiled-") as place:
        after = Law.load([*law_roots(), folder], Path(place))
        changes = list(_changes(outcomes, after, row.asked["regimes"], day, progress))
    return {"cases": len(outcomes), "changes": changes}


def _decided(row: Calculation) -> list[Outcome]:
    assert row.draft_of, "a draft is somebody's"
    found = Outcome.objects.visible_to(row.draft_of)
    return list(found.select_related("indication", "case").order_by("-at", "-id")[:MOST_CASES])


def _changes(
    outcomes: list[Outcome], after: Law, regimes: list[str], day: date, progress: Progress
) -> Iterator[Row]:
    for number, outcome in enumerate(outcomes):
        progress(number / len(outcomes))
        asked = {**outcome.indication.document, "regimes": regimes, "as_of": day.isoformat()}
        try:
            was, now = (law.check(asked, explain=False, entries=False) for law in (corpus.law(), after))
        except InputError as fault:
            yield {**_case(outcome), "fault": str(fault), "differences": []}
            continue
        if moved := differences(was, now):
            yield {**_case(outcome), "fault": "", "differences": moved}


def _case(outcome: Outcome) -> Row:
    return {"case": str(outcome.case_id), "name": outcome.case.reference}
