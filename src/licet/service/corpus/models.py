"""Indications as they were given: what the rules said, of which facts, under which law, on which day."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from licet.service.base.ids import new_id


class Basis(models.TextChoices):
    CLAIMS = "claims", _("What the exporter states")
    FINDINGS = "findings", _("What the authority found, and the exporter's claims where it found nothing")


class Indication(models.Model):
    """The stored answer of the reasoning. Same subject, basis, day, law and input: the same row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    basis = models.CharField(max_length=10, choices=Basis.choices)
    as_of = models.DateField()
    law_digest = models.CharField(max_length=80)
    input_digest = models.CharField(max_length=80)
    document = models.JSONField()
    result = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_id", "basis", "as_of", "law_digest", "input_digest"],
                name="corpus_same_question_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_basis_display()}, {self.as_of}"
