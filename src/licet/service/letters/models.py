"""Letters as they were issued: what the reader saw on screen, and the same as PDF."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id

from .querysets import LetterQuerySet


class LetterKind(models.TextChoices):
    LICENCE = "licence", _("Licence")
    REFUSAL = "refusal", _("Refusal")
    NO_LICENCE = "no_licence", _("No licence required")
    RETURNED = "returned", _("Application returned as incomplete")


class Letter(models.Model):
    """Written once. `html_sha256` and `pdf_sha256` stand in the event `letter.issued`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="letters")
    # What it is about, as the ledger names it; letters stands below every such model.
    subject_type = models.CharField(max_length=100)
    subject_id = models.UUIDField()
    body = models.TextField()
    html_sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64, blank=True)  # empty where the PDF library was missing
    issued_at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["issued_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "kind"], name="letters_one_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.title
