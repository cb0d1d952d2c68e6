"""Reactions that are owed."""

from __future__ import annotations

from django.db.models import QuerySet

from .models import Delivery


def failed() -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=Delivery.State.FAILED).select_related("event").order_by("-pk")


def failed_count(actor: object) -> int:
    return failed().count()
