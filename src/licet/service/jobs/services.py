"""Deliver recorded events to their subscribers; keep the progress of long jobs.

Delivering asks the policy nothing: a reaction is the consequence of an act that was allowed, and a job is started by a
service that has asked already. Only trying a failed one again is an act of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records import once
from licet.service.records.models import Event
from licet.service.records.subscribers import Subscriber, subscriber

from .models import Delivery, Job

ATTEMPTS = 5
FIRST_PAUSE = timedelta(seconds=5)


class DeliveryFailed(Exception):
    """A subscriber refused an event; the text says which, and why."""


def enqueue(event: Event, waiting: list[Subscriber]) -> None:
    """One delivery and one task per subscriber, in the transaction that records the event."""
    from .tasks import deliver

    for each in waiting:
        delivery = Delivery.objects.create(event=event, subscriber=each.name)
        deliver.enqueue(delivery.pk)


def attempt(delivery_id: int) -> Delivery:
    """Let the subscriber handle the event. Its writes and the mark *done* are one transaction; a failure is noted with its reason."""
    try:
        with transaction.atomic():
            return _handle(delivery_id)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises is written down and tried again
        return _note_failure(delivery_id, error)


def _handle(delivery_id: int) -> Delivery:
    delivery = _locked(delivery_id)
    if delivery.state == Delivery.State.DONE:
        return delivery
    found = subscriber(delivery.subscriber)
    if found is None:
        raise DeliveryFailed(f"No subscriber is called {delivery.subscriber!r} any more.")
    found.handler(delivery.event)
    delivery.state, delivery.settled_at, delivery.reason = Delivery.State.DONE, timezone.now(), ""
    delivery.attempts += 1
    delivery.save()
    return delivery


@transaction.atomic
def _note_failure(delivery_id: int, error: Exception) -> Delivery:
    delivery = _locked(delivery_id)
    if delivery.state == Delivery.State.DONE:
        return delivery
    delivery.attempts += 1
    delivery.reason = f"{type(error).__name__}: {error}"
    if delivery.attempts >= ATTEMPTS:
        delivery.state, delivery.settled_at = Delivery.State.FAILED, timezone.now()
    delivery.save()
    return delivery


def _locked(delivery_id: int) -> Delivery:
    return (
        Delivery.objects.select_for_update(of=("self",)).select_related("event__content").get(pk=delivery_id)
    )


def pause_after(attempts: int) -> timedelta:
    """5 s, 10 s, 20 s, 40 s: a passing fault passes, a lasting one does not flood the log."""
    return FIRST_PAUSE * (1 << attempts - 1)


def deliver_all() -> int:
    """Deliver everything that waits, and what that causes in turn, here and now. Raises on the first refusal."""
    delivered = 0
    while (waiting := _next_waiting()) is not None:
        delivery = attempt(waiting)
        if delivery.state != Delivery.State.DONE:
            raise DeliveryFailed(f"{delivery.subscriber} on {delivery.event.type}: {delivery.reason}")
        delivered += 1
    return delivered


def _next_waiting() -> int | None:
    return Delivery.objects.filter(state=Delivery.State.WAITING).values_list("pk", flat=True).first()


@transaction.atomic
def enqueue_waiting() -> int:
    """Queue again what waits and has no task left that would do it: its worker was killed, or lost the database."""
    from .tasks import deliver

    waiting = Delivery.objects.filter(state=Delivery.State.WAITING).values_list("pk", flat=True)
    forgotten = sorted({*waiting} - _queued(deliver.module_path))
    for delivery_id in forgotten:
        deliver.enqueue(delivery_id)
    return len(forgotten)


def _queued(task: str) -> set[int]:
    """The deliveries that a task stands ready or runs for."""
    open_states = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    rows = DBTaskResult.objects.filter(task_path=task, status__in=open_states)
    return {row["args"][0] for row in rows.values_list("args_kwargs", flat=True)}


@transaction.atomic
def retry(*, actor: User, delivery: Delivery) -> None:
    """Give a failed delivery another round of attempts, once its cause is removed."""
    require(actor, "delivery.retry", delivery)
    from .tasks import deliver

    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.FAILED).update(
        state=Delivery.State.WAITING, attempts=0, settled_at=None
    )
    deliver.enqueue(delivery.pk)


@transaction.atomic
def start(*, actor: User | None, kind: str, label: str, total: int | None = None) -> Job:
    """Open the progress record of a long job. Advance it outside the transaction that does the work, or nobody sees it move."""
    once.claim()
    return Job.objects.create(started_by=actor, kind=kind, label=label, total=total)


@transaction.atomic
def advance(job: Job, done: int, total: int | None = None) -> None:
    _change(job, done=done, total=job.total if total is None else total)


@transaction.atomic
def finish(job: Job, summary: Mapping[str, Any]) -> None:
    _change(job, state=Job.State.DONE, summary=dict(summary), finished_at=timezone.now())


@transaction.atomic
def fail(job: Job, message: str) -> None:
    _change(job, state=Job.State.FAILED, message=message, finished_at=timezone.now())


def _change(job: Job, **values: Any) -> None:
    for name, value in values.items():
        setattr(job, name, value)
    job.save(update_fields=list(values))
