"""An assessment is the office's own: exporter and consulted bodies do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from licet.service.casework.querysets import reads_all

if TYPE_CHECKING:
    from licet.service.people.models import User


class InternalQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> InternalQuerySet:
        return self.all() if reads_all(actor) else self.none()


class AssessmentQuerySet(InternalQuerySet):
    def signed(self) -> AssessmentQuerySet:
        return self.filter(completed_at__isnull=False)

    def drafts(self) -> AssessmentQuerySet:
        return self.filter(completed_at__isnull=True)
