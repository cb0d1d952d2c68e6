"""Notice that the law changed, compare what rests on it, and record that somebody looked.

Comparing is resumable: each step takes the next few subjects, computes outside the transaction, and writes their rows together
with how far it came. A step that finds that another came first writes nothing.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service import corpus
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from .comparing import Compared, compared, is_of_today, period
from .models import ChangedAnswer, Kind, Look, Sweep
from .subjects import Subject, some

AT_ONCE = 10  # subjects in one step: a second or two of reasoning

Found = list[tuple[Subject, Compared]]


@transaction.atomic
def notice(today: date) -> Sweep:
    """The comparison for today's law and wording, opened if nobody has."""
    digest = corpus.law().digest
    sweep, created = Sweep.objects.get_or_create(
        law_digest=digest, period=period(today), defaults={"noticed_at": timezone.now()}
    )
    if created:
        payload: dict[str, JSON] = {"sweep": str(sweep.pk), "period": sweep.period.isoformat()}
        record(type="law_change.noticed", actor=None, subject=sweep, payload=payload, law_digest=digest)
    found: Sweep = sweep
    return found


def compare_all(pk: UUID, today: date) -> Sweep:
    """Step by step to the end, or until the law is another one: then that law's own comparison takes over."""
    sweep = Sweep.objects.get(pk=pk)
    while sweep.finished_at is None and sweep.law_digest == corpus.law().digest:
        sweep = step(sweep, today)
    return sweep


def step(sweep: Sweep, today: date) -> Sweep:
    kind = Kind(sweep.kind)
    subjects = some(kind, sweep.last, AT_ONCE, today)
    found = [
        (subject, compared(subject.answer, today))
        for subject in subjects
        if subject.answer is not None and not is_of_today(subject.answer, today)
    ]
    return _keep(sweep, subjects, [(subject, result) for subject, result in found if result.moved])


@transaction.atomic
def _keep(sweep: Sweep, subjects: list[Subject], moved: Found) -> Sweep:
    held: Sweep = Sweep.objects.select_for_update().get(pk=sweep.pk)
    if (held.kind, held.last, held.finished_at) != (sweep.kind, sweep.last, None):
        return held  # another worker did this step
    for subject, result in moved:
        held.changed += _keep_one(held, subject, result)
    held.compared += len(subjects)
    if subjects:
        held.last = subjects[-1].pk
    if len(subjects) < AT_ONCE:
        _go_on(held)
    held.save()
    return held


def _keep_one(sweep: Sweep, subject: Subject, result: Compared) -> int:
    """1, or 0 where the same differences were looked at under an earlier law."""
    assert subject.answer is not None
    seen = ChangedAnswer.objects.filter(
        subject_id=subject.pk, digest=result.digest, before=subject.answer, look__isnull=False
    )
    if seen.exists():
        return 0
    ChangedAnswer.objects.create(
        sweep=sweep,
        kind=sweep.kind,
        subject_id=subject.pk,
        case_id=subject.case_id,
        ruling_id=subject.ruling_id,
        name=subject.name,
        before=subject.answer,
        differences=result.differences,
        digest=result.digest,
        fault=result.fault,
        at=timezone.now(),
    )
    return 1


def _go_on(sweep: Sweep) -> None:
    """To the next kind, or to the end."""
    kinds = list(Kind)
    following = kinds.index(Kind(sweep.kind)) + 1
    if following < len(kinds):
        sweep.kind, sweep.last = kinds[following], None
        return
    sweep.finished_at = timezone.now()
    counts: dict[str, JSON] = {
        "sweep": str(sweep.pk),
        "compared": sweep.compared,
        "changed": sweep.changed,
    }
    record(
        type="law_change.compared",
        actor=None,
        subject=sweep,
        payload=counts,
        law_digest=sweep.law_digest,
    )


@transaction.atomic
def look(*, actor: User, answer: ChangedAnswer, reason: str) -> Look:
    """Say that it was looked at, and what follows. Cases and licences have acts of their own."""
    require(actor, "law_change.look", answer)
    if not reason.strip():
        raise ValidationError(_("Say what follows, or why nothing does."))
    made: Look = Look.objects.create(answer=answer, by=actor, at=timezone.now(), reason=reason.strip())
    payload: dict[str, JSON] = {
        "answer": str(answer.pk),
        "kind": str(answer.kind),
        "name": answer.name,
        "digest": answer.digest,
        "reason": made.reason,
    }
    record(
        type="law_change.looked_at",
        actor=actor.pseudonym,
        subject=answer.about,
        payload=payload,
        law_digest=answer.sweep.law_digest,
    )
    return made
