"""What the worker runs."""

from __future__ import annotations

import logging

from django.utils import timezone
from django_tasks import task

from . import services
from .models import Delivery

log = logging.getLogger(__name__)


@task()
def deliver(delivery_id: int) -> str:
    """One attempt at one delivery; a failed attempt queues the next one after a pause."""
    delivery = services.attempt(delivery_id)
    if delivery.state != Delivery.State.DONE:
        fields = {"subscriber": delivery.subscriber, "attempts": delivery.attempts, "state": delivery.state}
        log.warning("A reaction to an event failed", extra={"fields": fields})
    if delivery.state == Delivery.State.WAITING:
        later = timezone.now() + services.pause_after(delivery.attempts)
        deliver.using(run_after=later).enqueue(delivery_id)
    return delivery.state
