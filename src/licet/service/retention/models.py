"""Schedules as they were adopted, holds on cases, and lists of files to destroy. Every row is written once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id
from licet.service.letters.querysets import InternalQuerySet

from .schedule import Kind


class Schedule(models.Model):
    """From a moment on. Rows are only added; the newest counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rules = models.JSONField()  # by kind: years, since, basis
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="retention_schedule_has_reason")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"


class Hold(models.Model):
    """While it stands nothing of the case is destroyed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="holds")
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold")
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="retention_hold_has_reason")]

    def __str__(self) -> str:
        return f"{self.case}: {self.reason[:50]}"


class HoldLifted(models.Model):
    """The end of a hold. It stands while it has none."""

    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, primary_key=True, related_name="lifted")
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="retention_lifted_has_reason")]

    def __str__(self) -> str:
        return self.reason[:50]


class Destruction(models.Model):
    """Somebody proposes to destroy these files. It takes effect when another person carries it out."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reason = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        verbose_name = _("destruction")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="retention_destruction_has_reason")
        ]

    def __str__(self) -> str:
        return self.reason[:50]


class Listed(models.Model):
    """A file on the list, and why it was due."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    destruction = models.ForeignKey(Destruction, on_delete=models.PROTECT, related_name="files")
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    kept_until = models.PositiveSmallIntegerField()  # the end of this year

    class Meta:
        ordering = ["kept_until", "id"]
        constraints = [
            models.UniqueConstraint(fields=["destruction", "case"], name="retention_listed_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="retention_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.kept_until}"


class DestructionEnd(models.Model):
    """Carried out by another person, or turned down."""

    destruction = models.OneToOneField(
        Destruction, on_delete=models.PROTECT, primary_key=True, related_name="end"
    )
    carried_out = models.BooleanField()
    reason = models.TextField(blank=True)
    proposer = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    destroyed = models.PositiveIntegerField(
        default=0
    )  # files; the others had a hold by then, or were no longer due

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(carried_out=False) | ~Q(by=F("proposer")), name="retention_destroyed_by_two"
            ),
            models.CheckConstraint(
                condition=Q(carried_out=True) | ~Q(reason=""), name="retention_turned_down_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.destruction_id}: {self.carried_out}"
