"""Who sees an inquiry and a ruling: the office, its auditor, and the exporter it is about. A draft ruling is the office's."""

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


class InquiryQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> InquiryQuerySet:
        if reads_all(actor):
            return self.all()
        return self.filter(organisation__in=actor.organisations_as(Role.EXPORTER))

    def open(self) -> InquiryQuerySet:
        """Neither taken back nor answered by a ruling."""
        return self.filter(end__isnull=True).exclude(rulings__signed_at__isnull=False)


class OfInquiryQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> OfInquiryQuerySet:
        if reads_all(actor):
            return self.all()
        return self.filter(inquiry__organisation__in=actor.organisations_as(Role.EXPORTER))

    def open(self) -> OfInquiryQuerySet:
        return self.filter(reply__isnull=True, inquiry__end__isnull=True)


class RulingQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> RulingQuerySet:
        if reads_all(actor):
            return self.all()
        own = self.filter(organisation__in=actor.organisations_as(Role.EXPORTER))
        return own.filter(signed_at__isnull=False)

    def signed(self) -> RulingQuerySet:
        return self.filter(signed_at__isnull=False)

    def standing(self) -> RulingQuerySet:
        """Signed and not ended; whether its last day has passed is asked of each."""
        return self.signed().filter(end__isnull=True)
