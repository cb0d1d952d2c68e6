"""A letter is read by the office and by the organisation it is addressed to; a consulted body has no part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from licet.service.people.models import Role

if TYPE_CHECKING:
    from licet.service.people.models import User

OFFICE = frozenset({Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR})


class LetterQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> LetterQuerySet:
        if actor.roles & OFFICE:
            return self.all()
        return self.filter(organisation__in=actor.organisations_as(Role.EXPORTER))


class InternalQuerySet(models.QuerySet[Any]):
    """Wordings: the office's, adopted or not."""

    def visible_to(self, actor: User) -> InternalQuerySet:
        return self.all() if actor.roles & OFFICE else self.none()
