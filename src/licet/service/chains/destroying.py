"""With the content of `chain.created` go the reasons of every statement of the deal, and what its items were described as."""

from __future__ import annotations

from licet.service.records.emptying import empty
from licet.service.records.models import Event
from licet.service.records.retention import reaches

from .models import Item, Statement


@reaches("chain.created")
def empty_chain(event: Event) -> None:
    empty(event, Statement.objects.filter(chain=event.subject_id), "reason")
    empty(event, Item.objects.filter(chain=event.subject_id), "description")
