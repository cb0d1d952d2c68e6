"""Housekeeping: what the worker does again and again, so that nothing is kept longer than it is needed.

Each app declares its own chores in `chores.py`, imported in `ready()`. A chore is short, may be done twice, and says how
many things it dealt with.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from . import heartbeat

log = logging.getLogger(__name__)
EVERY = 3600.0  # seconds
DONE = "housekeeping"  # the name under which the last complete round is noted


@dataclass(frozen=True, slots=True)
class Chore:
    id: str
    do: Callable[[], int]


_chores: dict[str, Chore] = {}


def chore(id: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Declare a chore. Raises ValueError where its name is taken."""

    def declare(do: Callable[[], int]) -> Callable[[], int]:
        if id in _chores:
            raise ValueError(f"The chore {id!r} is declared twice.")
        _chores[id] = Chore(id, do)
        return do

    return declare


def declared() -> list[Chore]:
    return list(_chores.values())


def do_all() -> dict[str, int]:
    """Do every chore once; how much each dealt with. One that fails is logged and holds up no other, but then the round
    is not noted as done. A database that is away is the caller's business."""
    began, done = timezone.now(), {}
    for each in declared():
        try:
            with transaction.atomic():
                done[each.id] = each.do()
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("Housekeeping failed: %s", each.id)
    if found := {id: count for id, count in done.items() if count}:
        log.info("Housekeeping done", extra={"fields": found})
    if len(done) == len(_chores):
        heartbeat.beat(DONE, began)
    return done
