"""The queue and the single case, for the reader who asks. A queue costs the same number of queries however long it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from licet.service.base.db import get_visible
from licet.service.people.models import Organisation, Role, User
from licet.service.people.policy import may
from licet.service.records.models import Event
from licet.service.records.selectors import events_of

from ..models import Case, Consultation, Expedite
from ..moves import ALIVE, Act, State

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
    rows = Case.objects.select_related(
        "organisation", "officer", "application__chain", "application__organisation"
    )
    found: Case = get_visible(rows, actor, pk)
    return found


def bodies() -> QuerySet[Organisation]:
    """Who can be consulted."""
    return (
        Organisation.objects.filter(kind=Organisation.Kind.BODY, memberships__role="adviser")
        .distinct()
        .order_by("name")
    )


def own_cases(actor: User) -> QuerySet[Case]:
    """The exporter's cases, newest first, with the questions that wait for her."""
    asked = Count("questions", filter=Q(questions__reply__isnull=True))
    rows: QuerySet[Case] = (
        Case.objects.visible_to(actor)
        .filter(organisation__in=actor.organisations_as(Role.EXPORTER))
        .select_related("application__chain")
        .annotate(asked=asked)
        .order_by("-submitted_at", "-id")
    )
    return rows


def acts_open_to(actor: User, case: Case) -> list[tuple[str, str]]:
    """What this person can do with the case as it stands now, as page name and label."""
    pages = {
        Act.ASSIGN: "take",
        Act.ASK: "ask",
        Act.CONSULT: "consult",
        Act.FIND: "findings",
        Act.NOTE: "note",
        Act.EXPEDITE: "expedite",
        Act.RELEASE: "release",
    }
    own = {Act.ASSIGN} if case.officer_id == actor.pk else set()
    return [(page, str(act.label)) for act, page in pages.items() if act not in own and may(actor, act, case)]


def events_told(case: Case) -> Iterator[Event]:
    """The case's events; what the ledger keeps for itself alone is left out."""
    return (event for event in events_of(case) if event.type != "indication.made")
