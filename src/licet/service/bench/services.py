"""Ask the bench: a question becomes a row with a job, the worker fills in the report, and forgets it with the law."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet import __version__
from licet.law import CorpusError
from licet.ledger.canonical import canonical
from licet.reasoning import InputError
from licet.service import corpus
from licet.service.jobs import services as jobs
from licet.service.jobs.models import Job
from licet.service.people.models import User
from licet.service.people.policy import require

from .drafts import Draft, without_folder
from .models import Calculation, Kind
from .reporting import report_of

KIND = "bench"
KEPT = timedelta(days=30)
"""How long a report under a law gone by, or on a draft, can be read."""


def ask(*, actor: User, kind: Kind, asked: Mapping[str, Any]) -> Calculation:
    """The calculation of this question under the law of the site; started if nobody has, or if it broke off."""
    require(actor, "bench.amend" if kind == Kind.AMENDMENT else "bench.calculate")
    return _asked(actor, kind, asked)


@transaction.atomic
def _asked(actor: User | None, kind: Kind, asked: Mapping[str, Any]) -> Calculation:
    drafter = actor if kind == Kind.AMENDMENT else None
    digest = corpus.law().digest
    key = key_of(kind, asked, digest, str(drafter.pk) if drafter else "")
    known: Calculation | None = Calculation.objects.filter(key=key).select_related("job").first()
    if known is not None and known.job.state != Job.State.FAILED:
        return known
    if known is not None:
        known.job.delete()  # the calculation goes with it
    made: Calculation = Calculation.objects.create(
        kind=kind,
        key=key,
        asked=dict(asked),
        law_digest=digest,
        draft_of=drafter,
        job=jobs.start(actor=actor, kind=KIND, label=str(kind.label), total=100),
    )
    from .tasks import calculate as task

    task.enqueue(str(made.pk))
    return made


def key_of(kind: str, asked: Mapping[str, Any], digest: str, drafter: str) -> str:
    return sha256(canonical([kind, dict(asked), digest, __version__, drafter])).hexdigest()


def calculate(pk: UUID | str) -> None:
    """Fill in the report. What the law or the draft cannot answer ends the job with the reason; an unforeseen fault is raised on."""
    row = Calculation.objects.select_related("job", "draft_of").get(pk=pk)
    if row.law_digest != corpus.law().digest:
        jobs.fail(row.job, _("The law has changed since this was asked. Ask again."))
        return
    try:
        report = report_of(row, _Meter(row.job))
    except (InputError, CorpusError) as fault:
        jobs.fail(row.job, without_folder(str(fault)))
    except BaseException:
        jobs.fail(row.job, _("The work broke off and there are no answers. Tell the administrator."))
        raise
    else:
        Calculation.objects.filter(pk=row.pk).update(report=report)
        jobs.finish(row.job, {})


class _Meter:
    """Tells the job how far it is, whole percents alone."""

    def __init__(self, job: Job) -> None:
        self.job, self.told = job, 0

    def __call__(self, share: float) -> None:
        percent = int(100 * share)
        if percent > self.told:
            self.told = percent
            jobs.advance(self.job, percent)


# --- without being asked -------------------------------------------------------------------------------------


def calculate_for_everybody(today: date) -> int:
    """The next gap report of a home regime that this law lacks; one at a time, so that the worker has other work done too."""
    if Calculation.objects.filter(job__state=Job.State.RUNNING).exists():
        return 0
    for asked in _for_everybody(today):
        key = key_of(Kind.GAPS, asked, corpus.law().digest, "")
        if not Calculation.objects.filter(key=key).exists():
            _asked(None, Kind.GAPS, asked)
            return 1
    return 0


def _for_everybody(today: date) -> list[dict[str, Any]]:
    """Of each home regime and functional definition, on the first day of the wording in force: the same until it changes."""
    law = corpus.law()
    day = law.day(today).world.period.start
    regimes = [law.regimes[id] for id in settings.HOME_REGIMES if id in law.regimes]
    return [
        {"regime": regime.id, "kind": kind, "as_of": max(day, regime.covers_from).isoformat()}
        for regime in regimes
        for kind in law.corpus.ccic_kinds
    ]


@transaction.atomic
def forget(today: date) -> int:
    """Reports under laws gone by, and those on drafts, once they are old enough."""
    before = timezone.now() - KEPT
    old = Calculation.objects.filter(made_at__lt=before).select_related("job")
    gone = [row for row in old if row.draft_of_id or row.law_digest != corpus.law().digest]
    for row in gone:
        row.job.delete()  # the calculation goes with it
    return len(gone)


__all__ = ["Draft", "ask", "calculate", "calculate_for_everybody", "forget", "key_of"]
