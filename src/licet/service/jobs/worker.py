"""The worker that outlives what happens around it: a database that goes away, and a worker before it that was killed.

A worker holds a lock on a file of its own, which the system lets go of however the process ends. What is marked as running
by a worker whose lock is free is not running: it goes back into the queue. Every task may be begun again: a delivery is
done once by its row, an import once by the digest of its file.
"""

from __future__ import annotations

import fcntl
import logging
import socket
import time
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from licet.service.base import chores
from licet.service.base.ids import new_id
from licet.service.records import once

from . import services

log = logging.getLogger(__name__)
INTERVAL = 0.5  # seconds between looks while nothing waits
ROUND = 60.0  # seconds between looks for what fell by the wayside
PAUSE = 1.0  # seconds before a database that is away is asked again


class SteadyWorker(Worker):
    """Runs what waits until it is told to stop."""

    def __init__(self) -> None:
        self.lock, name = hold_lock()
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=INTERVAL,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
        )

    def run_once(self) -> None:
        """Take up what a dead worker left and keep house, then do all that waits."""
        take_up(self.worker_id)
        chores.do_all()
        super().run()

    def run(self) -> None:
        looked, kept = -ROUND, -chores.EVERY
        while self.running:
            try:
                if time.monotonic() - looked >= ROUND:
                    take_up(self.worker_id)
                    looked = time.monotonic()
                if time.monotonic() - kept >= chores.EVERY:
                    chores.do_all()
                    kept = time.monotonic()
                super().run()
            except (OperationalError, InterfaceError) as error:
                log.warning("The worker waits for the database: %s", error)
                connection.close()
                looked = -ROUND  # what was under way when it went
                time.sleep(PAUSE)
            if self.running:
                time.sleep(INTERVAL)


def hold_lock() -> tuple[IO[str], str]:
    """A name of this worker's own, and the lock that says it lives."""
    folder = lock_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = f"{socket.gethostname()[:24]}:{new_id().hex}"
    lock = (folder / name).open("w")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock, name


def lock_folder() -> Path:
    return Path(settings.DATA_DIR) / "workers"


def lives(name: str) -> bool:
    """Whether this worker still holds its lock. One on another machine is left alone: its lock cannot be seen from here."""
    if not name.startswith(f"{socket.gethostname()[:24]}:"):
        return ":" in name
    try:
        with (lock_folder() / name).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def take_up(own: str) -> None:
    """Queue what a dead worker, or this one before it lost the database, left as running; then what waits without a task."""
    _take_up(own)
    services.enqueue_waiting()
    once.forget_old()
    for path in lock_folder().iterdir():
        if path.name != own and not lives(path.name):
            path.unlink(missing_ok=True)


@transaction.atomic
def _take_up(own: str) -> None:
    running = DBTaskResult.objects.running().select_for_update(skip_locked=connection.vendor != "sqlite")
    for task in running:
        worker = task.worker_ids[-1] if task.worker_ids else ""
        if worker == own or not lives(worker):
            task.status, task.started_at = TaskResultStatus.READY, None
            task.save(update_fields=["status", "started_at"])
            log.warning("Task %s is run again: its worker died.", task.pk)


def tidy_store(older_than: float = 24 * 3600) -> int:
    """Remove what uploads that broke off left beside the store; how many."""
    removed = 0
    for path in Path(settings.MEDIA_ROOT).glob(".upload-*"):
        if time.time() - path.stat().st_mtime > older_than:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def main(*, single: bool) -> None:
    """What `licet worker` runs."""
    worker = SteadyWorker()
    with worker.lock:
        tidy_store()
        if single:
            worker.run_once()
            return
        worker.configure_signals()
        worker.run()
