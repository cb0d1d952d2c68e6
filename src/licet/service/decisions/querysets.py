"""Proposals and outcomes are the office's; a licence is also its holder's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from licet.service.casework.querysets import reads_all
from licet.service.people.models import Role

if TYPE_CHECKING:
    from licet.service.people.models import User


class InternalQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> InternalQuerySet:
        return self.all() if reads_all(actor) else self.none()


class NoticeQuerySet(models.QuerySet[Any]):
    """The office, and the exporter who is to be heard."""

    def visible_to(self, actor: User) -> NoticeQuerySet:
        if reads_all(actor):
            return self.all()
        return self.filter(case__organisation__in=actor.organisations_as(Role.EXPORTER))


class LicenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> LicenceQuerySet:
        if reads_all(actor):
            return self.all()
        return self.filter(holder__in=actor.organisations_as(Role.EXPORTER))
