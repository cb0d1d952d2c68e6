"""Reading what the bench calculated, and the gaps on record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from licet.service import corpus
from licet.service.jobs.models import Job
from licet.service.letters.querysets import OFFICE
from licet.service.people.models import User
from licet.service.people.policy import has_role

from .models import Calculation, GapRecord, GapStep, Kind, Status


def calculated(actor: User, kind: Kind | None = None) -> QuerySet[Calculation]:
    """Reports under the law of the site that are done, the newest first."""
    rows: QuerySet[Calculation] = Calculation.objects.visible_to(actor)
    rows = rows.filter(law_digest=corpus.law().digest, job__state=Job.State.DONE).defer("report")
    return rows if kind is None else rows.filter(kind=kind)


@dataclass(frozen=True, slots=True)
class Standing:
    """A gap with what the reader may know of it."""

    gap: GapRecord
    steps: list[GapStep]
    inside: bool

    @property
    def last(self) -> GapStep | None:
        return self.steps[-1] if self.steps else None

    @property
    def status(self) -> Any:
        return self.last.get_status_display() if self.last else Status.OPEN.label

    @property
    def published(self) -> bool:
        return any(step.public for step in self.steps)


def standing(actor: User, gap: GapRecord) -> Standing:
    """The office reads every step, the public what was published."""
    inside = has_role(actor, *OFFICE)
    return Standing(gap, [step for step in gap.steps.all() if inside or step.public], inside)


def gaps(actor: User) -> QuerySet[GapRecord]:
    rows: QuerySet[GapRecord] = GapRecord.objects.visible_to(actor)
    return rows.select_related("by").prefetch_related("steps__by")


def on_record(actor: User, names: list[str]) -> dict[str, GapRecord]:
    return {gap.name: gap for gap in GapRecord.objects.visible_to(actor).filter(name__in=names)}
