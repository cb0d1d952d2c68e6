"""An application for a licence: a chain, the data the law and practice ask for, and its state."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .querysets import ApplicationQuerySet


class State(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Application(models.Model):
    """The exporter's side of a file. `data` holds one mapping per section, as its form cleaned it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=20, unique=True, null=True, editable=False)  # noqa: DJ001 drafts have none
    chain = models.OneToOneField("chains.Chain", on_delete=models.PROTECT, related_name="application")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="applications"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    language = models.CharField(
        max_length=5, choices=settings.LANGUAGES, default="en"
    )  # of the letters about it
    data = models.JSONField(default=dict)
    created_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    indication = models.ForeignKey("corpus.Indication", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT, reference__isnull=True)
                | models.Q(state=State.WITHDRAWN)
                | models.Q(state=State.SUBMITTED, reference__isnull=False, submitted_at__isnull=False),
                name="applications_reference_when_submitted",
            )
        ]

    def __str__(self) -> str:
        return self.reference or self.chain.title


class ReferenceCounter(models.Model):
    """The last number given in a year; locked while the next is taken."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
