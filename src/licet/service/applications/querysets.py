"""Who sees which application: drafts stay with their organisation, officials see what was submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from licet.service.people.models import Role

if TYPE_CHECKING:
    from licet.service.people.models import User

READS_ALL_SUBMITTED = frozenset({Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR})


class ApplicationQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> ApplicationQuerySet:
        from .visibility import granted

        seen = models.Q(organisation_id__in=actor.organisations_as(Role.EXPORTER))
        if actor.roles & READS_ALL_SUBMITTED:
            seen |= models.Q(submitted_at__isnull=False)
        for application_ids in granted(actor):
            seen |= models.Q(pk__in=application_ids, submitted_at__isnull=False)
        return self.filter(seen)
