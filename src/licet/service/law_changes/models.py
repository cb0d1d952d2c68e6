"""One comparison for each state of the law, the answers that came out otherwise, and who looked at each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id
from licet.service.letters.querysets import InternalQuerySet

if TYPE_CHECKING:
    from licet.service.casework.models import Case
    from licet.service.rulings.models import Ruling


class Kind(models.TextChoices):
    """What rests on an answer of the rules. The order is that of the comparison."""

    CASE = "case", _("Open case")
    LICENCE = "licence", _("Licence in force")
    NO_LICENCE = "no_licence", _("Answer that no licence is required")
    RULING = "ruling", _("Ruling in force")


class Sweep(models.Model):
    """The comparison with one law as in force from one day. `kind` and `last` say how far it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    law_digest = models.CharField(max_length=128)
    period = models.DateField()  # first day of the wording in force
    noticed_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.CASE)
    last = models.UUIDField(null=True)  # the last subject of that kind that was compared
    compared = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["noticed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["law_digest", "period"], name="law_changes_sweep_once"),
        ]

    def __str__(self) -> str:
        return f"{self.law_digest[:16]} {self.period}"


class ChangedAnswer(models.Model):
    """What was answered, and what the same facts are answered today. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sweep = models.ForeignKey(Sweep, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject_id = models.UUIDField()
    case = models.ForeignKey("casework.Case", on_delete=models.PROTECT, null=True, related_name="+")
    ruling = models.ForeignKey("rulings.Ruling", on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)  # the number that people quote
    before = models.ForeignKey("corpus.Indication", on_delete=models.PROTECT, related_name="+")
    differences = models.JSONField()
    digest = models.CharField(max_length=64)  # of the differences: the same ones are not shown twice
    fault = models.TextField(blank=True)  # why today's law cannot be asked
    at = models.DateTimeField()

    objects = InternalQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sweep", "kind", "subject_id"], name="law_changes_answer_once"),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(ruling__isnull=False),
                name="law_changes_answer_of_something",
            ),
        ]
        indexes = [models.Index(fields=["subject_id", "digest"], name="law_changes_by_subject")]

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> Case | Ruling:
        """Under what the ledger keeps that somebody looked."""
        about = self.ruling or self.case
        assert about is not None, "a constraint holds it"
        return about


class Look(models.Model):
    """Somebody looked, and says what follows. It changes neither case nor licence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    answer = models.OneToOneField(ChangedAnswer, on_delete=models.PROTECT, related_name="look")
    by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="law_changes_look_has_reason")]

    def __str__(self) -> str:
        return self.reason[:50]
