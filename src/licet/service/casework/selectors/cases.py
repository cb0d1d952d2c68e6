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
    "all": Queue(_("All cases"), lambda actor: Q()),
}


def queue_page(actor: User, name: str, number: str | int = 1) -> Page[Any]:
    """Oldest submission first. An unknown name shows all open cases.

    The page is found in the narrow index and only its rows are read whole: to sort a hundred thousand wide ones took a second.
    """
    queue = QUEUES.get(name) or QUEUES["open"]
    chosen = Case.objects.visible_to(actor).filter(queue.condition(actor)).order_by("submitted_at", "id")
    page = Paginator(chosen.values_list("pk", flat=True), PER_PAGE).get_page(number)
    page.object_list = _in_queue(list(page.object_list))
    return page


def _in_queue(ids: list[UUID]) -> QuerySet[Case]:
    expedited = Expedite.objects.filter(case=OuterRef("pk"))
    waiting = Consultation.objects.filter(case=OuterRef("pk")).open()
    rows: QuerySet[Case] = (
        Case.objects.filter(pk__in=ids)
        .select_related("organisation", "officer", "application__chain")
        .annotate(expedited=Exists(expedited), consulting=Exists(waiting))
        .order_by("submitted_at", "id")
    )
    return rows


def queue_counts(actor: User) -> dict[str, int]:
    """How many cases each queue of open cases holds; the closed ones grow for ever and are not counted."""
    rows = Case.objects.visible_to(actor).filter(state__in=ALIVE)
    counts = {
        key: Count("pk", filter=QUEUES[key].condition(actor))
        for key in ("open", "mine", *(s.value for s in ALIVE))
    }
    found: dict[str, int] = rows.aggregate(**{f"in_{key}": count for key, count in counts.items()})
    return {key: found[f"in_{key}"] for key in counts}


ASKED: Mapping[str, tuple[str | Promise, Q]] = {
    "open": (_("Waiting for your advice"), Q(advice__isnull=True, case__state__in=ALIVE)),
    "given": (_("Advice given"), Q(advice__isnull=False)),
    "all": (_("All"), Q()),
}
"""How an adviser looks at what her body was asked."""


def consultations_page(actor: User, name: str, number: str | int = 1) -> Page[Any]:
    """What the reader's body was asked, the soonest due first. An unknown name shows what waits."""
    _label, condition = ASKED.get(name) or ASKED["open"]
    rows = (
        Consultation.objects.visible_to(actor)
        .filter(condition)
        .select_related("case__organisation", "case__application__chain", "advice", "silence")
        .order_by("due_on", "id")
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
