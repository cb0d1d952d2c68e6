"""The ledger's tables. Events, content, leaves, nodes and checkpoints are append-only, held by triggers (migration 0002) and by the application's role."""

from __future__ import annotations

import json
from typing import Any

from django.db import models

from licet.ledger.entry import Entry
from licet.service.base.ids import new_id

from . import types


class Event(models.Model):
    """One act: who, what, on which record, when, under which law. Content is beside it, bound by a commitment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    type = models.CharField(max_length=64)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    subject_type = models.CharField(max_length=64)
    subject_id = models.UUIDField()
    law_digest = models.CharField(max_length=128, blank=True)
    payload_commitment = models.CharField(max_length=64)
    personal_commitment = models.CharField(max_length=64, blank=True)
    files = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_id", "id"], name="event_by_subject"),
            models.Index(fields=["type", "id"], name="event_by_type"),
            models.Index(fields=["actor", "id"], name="event_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.id}"

    @property
    def label(self) -> str:
        return types.label(self.type)

    @property
    def payload(self) -> dict[str, Any] | None:
        """What was recorded; None once it was destroyed."""
        return _body(self, "content")

    @property
    def personal(self) -> dict[str, Any] | None:
        """The personal part; None if there was none or it was destroyed."""
        return _body(self, "personal_content")

    def entry(self) -> Entry:
        return Entry(
            id=self.id,
            type=self.type,
            at=self.at,
            actor=self.actor,
            subject_type=self.subject_type,
            subject_id=self.subject_id,
            law_digest=self.law_digest,
            payload=self.payload_commitment,
            personal=self.personal_commitment,
            files=self.files,
        )


def _body(event: Event, part: str) -> dict[str, Any] | None:
    content = getattr(event, part, None)
    return None if content is None else dict(json.loads(content.body))


class Content(models.Model):
    """The payload and the key that opens its commitment. Deleted only by the destruction service."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="content")
    key = models.BinaryField(max_length=32)
    body = models.TextField()  # canonical JSON as committed; a JSON column would re-write numbers

    def __str__(self) -> str:
        return f"content of {self.event_id}"


class PersonalContent(models.Model):
    """The personal part of a payload, with its own key, so that it can be destroyed alone."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="personal_content")
    key = models.BinaryField(max_length=32)
    body = models.TextField()

    def __str__(self) -> str:
        return f"personal content of {self.event_id}"


class Emptied(models.Model):
    """A row elsewhere whose free text goes with the content of this event; its table lets that happen on no other ground."""

    id = models.BigAutoField(primary_key=True)
    held_in = models.CharField(max_length=63)  # the table
    row_key = models.CharField(max_length=64)
    event = models.ForeignKey(Event, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["held_in", "row_key"], name="emptied_once")]

    def __str__(self) -> str:
        return f"{self.held_in} {self.row_key}"


class Pending(models.Model):
    """Recorded, not yet sealed. Lives for a second or two; the sequencer deletes it in the transaction that seals."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="pending")

    def __str__(self) -> str:
        return f"pending {self.event_id}"


class Leaf(models.Model):
    """A sealed event: its dense number in the tree and its leaf hash. Written by the sequencer alone."""

    seq = models.BigIntegerField(primary_key=True)
    event = models.OneToOneField(Event, models.PROTECT, related_name="leaf")
    hash = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"leaf {self.seq}"


class Node(models.Model):
    """The hash of a full subtree of 256 leaves, 65,536 leaves and so on, so that a proof reads few rows (tlog-tiles)."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="node_once")]

    def __str__(self) -> str:
        return f"node {self.level}/{self.index}"


class Checkpoint(models.Model):
    """A signed tree head (C2SP tlog-checkpoint): what was sealed when it was signed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["size"]

    def __str__(self) -> str:
        return f"checkpoint {self.size}"


class Submission(models.Model):
    """A form that was taken: kept with the first act it caused, so that sending it again does nothing twice (`once`)."""

    key = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(db_index=True)
    led_to = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"submission {self.key}"


class Installation(models.Model):
    """What this database is for; one row. A demonstration opens only where this says so."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    demo = models.BooleanField()
    marked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="installation_once")]

    def __str__(self) -> str:
        return "demonstration" if self.demo else "installation"
