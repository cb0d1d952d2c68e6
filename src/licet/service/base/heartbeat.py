"""The worker and the sequencer say that they live, so that their absence can be noticed from elsewhere."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from importlib.metadata import version

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .models import Heartbeat

log = logging.getLogger(__name__)

EVERY = 10.0  # seconds
PATIENCE = timedelta(seconds=60)  # who was silent for longer counts as gone
PROCESSES = {"worker": _("Job worker"), "sequencer": _("Sequencer")}


@contextmanager
def beating(name: str) -> Iterator[None]:
    """Note every ten seconds, from a thread of its own, that this process lives; a long job does not silence it."""
    stop = threading.Event()
    thread = threading.Thread(target=_beat_until, args=(name, timezone.now(), stop), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=1)


def _beat_until(name: str, started: datetime, stop: threading.Event) -> None:
    while True:
        try:
            beat(name, started)
        except DatabaseError as error:  # away or busy: the next beat will tell
            log.warning("The heartbeat of the %s was not written: %s", name, type(error).__name__)
        finally:
            connection.close()
        if stop.wait(EVERY):
            return


def beat(name: str, started: datetime) -> None:
    values = {"at": timezone.now(), "started_at": started, "software": version("licet")}
    Heartbeat.objects.update_or_create(name=name, defaults=values)
