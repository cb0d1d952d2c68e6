"""Who sees which chain: its own organisation, and whoever a lower app grants it to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from licet.service.people.models import Role

if TYPE_CHECKING:
    from licet.service.people.models import User


class ChainQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> ChainQuerySet:
        """Own organisation's chains, plus those the registered grants name (see `visibility.grant`)."""
        from .visibility import granted

        seen = models.Q(organisation_id__in=actor.organisations_as(Role.EXPORTER))
        for chain_ids in granted(actor):
            seen |= models.Q(pk__in=chain_ids)
        return self.filter(seen)


class StatementQuerySet(models.QuerySet[Any]):
    def visible_to(self, actor: User) -> StatementQuerySet:
        from .models import Chain

        return self.filter(chain__in=Chain.objects.visible_to(actor).values("pk"))
