"""The queue and the single case, for the reader who asks. A queue costs the same number of queries however long it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licet.service.base.db import get_visible
from licet.service.people.models import Organisation, User

from ..models import Case, Consultation, Expedite
from ..moves import ALIVE, State

PER_PAGE = 25

Filter = Callable[[User], Q]


class Queue:
    """One way to look at the cases."""

    def __init__(self, label: str | Promise, condition: Filter) -> None:
        self.label = label
        self.condition = condition


QUEUES: Mapping[str, Queue] = {
    "open": Queue(_("All open"), lambda actor: Q(state__in=ALIVE)),
    "mine": Queue(_("Mine"), lambda actor: Q(state__in=ALIVE, officer=actor)),
    **{state.value: Queue(state.label, lambda actor, state=state: Q(state=state)) for state in State},  # type: ignore[misc]
    "all": Queue(_("All"), lambda actor: Q()),
}


def queue_page(actor: User, name: str, number: str | int = 1) -> Page[Any]:
    """Oldest submission first. An unknown name shows all open cases."""
    queue = QUEUES.get(name) or QUEUES["open"]
    expedited = Expedite.objects.filter(case=OuterRef("pk"))
    waiting = Consultation.objects.filter(case=OuterRef("pk")).open()
    rows = (
        Case.objects.visible_to(actor)
        .filter(queue.condition(actor))
        .select_related("organisation", "officer", "application__chain")
        .annotate(expedited=Exists(expedited), consulting=Exists(waiting))
        .order_by("submitted_at", "id")
    )
    return Paginator(rows, PER_PAGE).get_page(number)


def case_for(actor: User, pk: UUID) -> Case:
    """The case with what its page needs; “not found” for those who may not see it."""
    rows = Case.objects.select_related("organisation", "officer", "application__chain", "application__organisation")
    found: Case = get_visible(rows, actor, pk)
    return found


def bodies() -> QuerySet[Organisation]:
    """Who can be consulted."""
    return Organisation.objects.filter(kind=Organisation.Kind.BODY, memberships__role="adviser").distinct().order_by("name")
