"""What the bench found, for a while; and the gaps an official put on record, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id
from licet.service.letters.querysets import OFFICE, InternalQuerySet
from licet.service.people.policy import has_role

if TYPE_CHECKING:
    from licet.service.people.models import User


class Kind(models.TextChoices):
    DIFF = "diff", _("Where two laws differ")
    GAPS = "gaps", _("What falls through")
    HYGIENE = "hygiene", _("What does nothing")
    AMENDMENT = "amendment", _("What a change would do")


class CalculationQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> Self:
        """What public law says is everybody's; a draft of an amendment is read by whoever tries it."""
        mine = Q(draft_of=actor.pk) if actor.is_authenticated else Q(pk__in=[])
        return self.filter(Q(draft_of__isnull=True) | mine)


class Calculation(models.Model):
    """One question to the bench and, once its job is done, the report. The same question under the same law is the same row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    key = models.CharField(max_length=64, unique=True)  # of question, law and software
    asked = models.JSONField()
    law_digest = models.CharField(max_length=128)
    draft_of = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    job = models.OneToOneField("jobs.Job", on_delete=models.CASCADE, related_name="+")
    report = models.JSONField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = CalculationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:12]}"


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    LEGISLATING = "legislating", _("Being legislated")
    CLOSED = "closed", _("Closed by a rule")


class GapQuerySet(InternalQuerySet):
    def visible_to(self, actor: User) -> Self:
        """The office sees every record, the public those of which something was published."""
        return self.all() if has_role(actor, *OFFICE) else self.filter(steps__public=True).distinct()


class GapRecord(models.Model):
    """A gap as an official put it on record. Never changed: what became of it is a step."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=20, unique=True)  # the bench's, the same as long as the case is
    regime = models.CharField(max_length=40)
    kind = models.CharField(max_length=120)  # the functional definition
    as_of = models.DateField()
    so = models.JSONField()  # what has to be so for a case to be in the gap
    facts = models.JSONField()  # the example, a document for the rules
    not_checked = models.JSONField()  # families of law that may matter
    law_digest = models.CharField(max_length=128)
    note = models.TextField()
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = GapQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="bench_gap_has_note")]

    def __str__(self) -> str:
        return self.name


class GapStep(models.Model):
    """What became of a gap, said by a named official; `public`: for everybody to read. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    gap = models.ForeignKey(GapRecord, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices)
    rule = models.CharField(max_length=120, blank=True)  # which closes it
    note = models.TextField()
    public = models.BooleanField(default=False)
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["gap", "number"], name="bench_step_number_once"),
            models.CheckConstraint(condition=~Q(note=""), name="bench_step_has_note"),
            models.CheckConstraint(
                condition=~Q(status="closed") | ~Q(rule=""), name="bench_closed_by_a_rule"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gap.name} {self.number}"
