"""A letter is read by the office and by the organisation it is addressed to; a consulted body has no part in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

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
    """Wordings, adopted or not, and the like: the office's."""

    def visible_to(self, actor: User) -> Self:
        return self.all() if actor.roles & OFFICE else self.none()


class RetractionQuerySet(InternalQuerySet):
    """Retractions that were asked for: the office's; the addressee reads what came of them in her letters."""

    def open(self) -> RetractionQuerySet:
        """Neither confirmed nor refused, of letters that nothing else has ended."""
        return self.filter(refused__isnull=True, letter__end__isnull=True)
