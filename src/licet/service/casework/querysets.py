"""Who sees a case and what hangs on it. Three rings: the office and its auditor, the exporter, a consulted body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from licet.service.people.models import Role

if TYPE_CHECKING:
    from licet.service.people.models import User

READS_ALL = frozenset({Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR})


def reads_all(actor: User) -> bool:
    return bool(actor.roles & READS_ALL)


class CaseQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> CaseQuerySet:
        """The office sees all, an exporter her organisation's, an adviser those her body was consulted on."""
        from .models import Consultation

        if reads_all(actor):
            return self.all()
        asked = Consultation.objects.filter(
            case=OuterRef("pk"), body__in=actor.organisations_as(Role.ADVISER)
        )
        return self.filter(Q(organisation__in=actor.organisations_as(Role.EXPORTER)) | Exists(asked))


class OfCaseQuerySet(models.QuerySet[Any]):
    """Internal: the office and its auditor alone."""

    def visible_to(self, actor: User) -> OfCaseQuerySet:
        return self.all() if reads_all(actor) else self.none()


class QuestionQuerySet(models.QuerySet[Any]):
    """The office, and the exporter to whom it is put."""

    def visible_to(self, actor: User) -> QuestionQuerySet:
        if reads_all(actor):
            return self.all()
        return self.filter(case__organisation__in=actor.organisations_as(Role.EXPORTER))

    def open(self) -> QuestionQuerySet:
        return self.filter(reply__isnull=True)


class ConsultationQuerySet(models.QuerySet[Any]):
    """The office, and the body that is asked; one body does not see another's."""

    def visible_to(self, actor: User) -> ConsultationQuerySet:
        if reads_all(actor):
            return self.all()
        return self.filter(body__in=actor.organisations_as(Role.ADVISER))

    def open(self) -> ConsultationQuerySet:
        return self.filter(advice__isnull=True)
