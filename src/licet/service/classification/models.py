"""Self-assessments somebody asked to keep. The office cannot read them: the key is in the address alone."""

from __future__ import annotations

from django.db import models

from licet.service.base.ids import new_id


class SavedAssessment(models.Model):
    """Found by the hash of its token, sealed with a key made from the token."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    saved_on = models.DateField()
    ends_on = models.DateField(db_index=True)  # the last day on which it opens

    def __str__(self) -> str:
        return f"until {self.ends_on}"
