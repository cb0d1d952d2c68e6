"""The sequencer: gives committed events their dense numbers, and signs the head of the tree it grew.

One at a time, held by a lock of the database. Acts do not wait for it: a shared head in every act's transaction would
let through only one act at a time.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.utils import timezone

from licet.ledger.checkpoint import Checkpoint as Head
from licet.ledger.checkpoint import sign
from licet.ledger.merkle import Edge, leaf_hash

from . import tree
from .keys import signing_key
from .models import Checkpoint, Event, Leaf, Node, Pending

log = logging.getLogger(__name__)

BATCH = 1000
PAUSE = 0.2  # seconds between looks while nothing waits: an event is sealed well within two seconds
LOCK = 0x4C69636574  # "Licet"


class Sequencer:
    """Seals in steps; keeps the tree's edge between them, and reads it again when another sequencer was there."""

    def __init__(self) -> None:
        self._edge = Edge()

    def step(self, limit: int = BATCH) -> int:
        """Seal up to `limit` waiting events in one transaction; how many.

        Hashed and signed before the transaction, which only writes: on SQLite every act waits for it.
        """
        while Pending.objects.exists():
            edge = self._take_up()
            sealed = edge.size
            events = list(Event.objects.filter(pending__isnull=False).order_by("id")[:limit])
            if not events:
                return 0  # another sequencer took them since
            batch = _batch(events, edge)
            with transaction.atomic():
                self._alone()
                if tree.size() != sealed:
                    continue  # another sequencer was here meanwhile: its work stands, ours is made anew
                _write(batch)
            self._edge = edge
            return len(batch.events)
        return 0

    def _alone(self) -> None:
        """SQLite's immediate transaction is the lock already."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    def _take_up(self) -> Edge:
        """A copy of the edge at the present size: a step that fails leaves no trace in it."""
        sealed = tree.size()
        if self._edge.size == sealed:
            return Edge(sealed, list(self._edge.peaks))
        return tree.StoredTree().edge(sealed)


@dataclass(frozen=True, slots=True)
class Batch:
    """Events with their numbers, the tree's nodes they complete, and the signed head above them."""

    events: list[Event]
    leaves: list[Leaf]
    nodes: list[Node]
    head: Checkpoint


def _batch(events: list[Event], edge: Edge) -> Batch:
    leaves, nodes = [], []
    for event in events:
        (_, seq, digest), *full = edge.append(leaf_hash(event.entry().to_bytes()))
        leaves.append(Leaf(seq=seq, event=event, hash=digest))
        nodes += [
            Node(level=level, index=index, hash=node)
            for level, index, node in full
            if level % tree.HEIGHT == 0
        ]
    return Batch(events, leaves, nodes, _sign(edge))


def _write(batch: Batch) -> None:
    Leaf.objects.bulk_create(batch.leaves, batch_size=200)
    Node.objects.bulk_create(batch.nodes, batch_size=200)
    # The events were read with their pending rows; nobody else deletes these, so every one of them goes.
    Pending.objects.filter(event__in=batch.events).delete()
    batch.head.save(force_insert=True)


def _sign(edge: Edge) -> Checkpoint:
    head = Head(settings.LEDGER_ORIGIN, edge.size, edge.root())
    text = sign(head, settings.LEDGER_ORIGIN, signing_key())
    return Checkpoint(size=edge.size, root=head.root.hex(), text=text, at=timezone.now())


def seal_all() -> int:
    """Seal everything that waits, now."""
    sequencer, sealed = Sequencer(), 0
    while count := sequencer.step():
        sealed += count
    return sealed


def run(stop: threading.Event) -> None:
    """Seal until told to stop. A database that is away or busy is tried again; nothing is lost by waiting."""
    sequencer = Sequencer()
    while not stop.is_set():
        close_old_connections()
        try:
            sealed = sequencer.step()
        except (OperationalError, InterfaceError) as error:
            log.warning("The sequencer waits for the database: %s", error)
            sealed = 0
            connection.close()
            time.sleep(PAUSE)
        if sealed < BATCH:
            stop.wait(PAUSE)
