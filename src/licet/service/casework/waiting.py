"""What waits for a person in casework, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.service.base.templatetags.base import day
from licet.service.base.waiting import NEXT, Deadline, Tile, register_deadlines, register_tiles
from licet.service.people.models import Role, User

from .models import Case, Consultation, Question
from .moves import ALIVE, State

Rows = QuerySet[Any, Any]


@register_tiles((Role.OFFICER, Role.ASSESSOR))
def office_tiles(actor: User) -> Iterator[Tile]:
    queue = reverse("casework:queue")
    counted = (
        Case.objects.visible_to(actor)
        .filter(state__in=ALIVE)
        .aggregate(
            received=Count("pk", filter=Q(state=State.RECEIVED)),
            oldest=Min("submitted_at", filter=Q(state=State.RECEIVED)),
            mine=Count("pk", filter=Q(state__in=ALIVE, officer=actor)),
        )
    )
    received, mine = counted["received"], counted["mine"]
    yield Tile(
        received,
        ngettext("case nobody has taken", "cases nobody has taken", received),
        f"{queue}?show=received",
        _("The oldest of %(date)s") % {"date": day(counted["oldest"])} if received else "",
    )
    yield Tile(mine, ngettext("open case of yours", "open cases of yours", mine), f"{queue}?show=mine")


@register_tiles((Role.EXPORTER,))
def exporter_tiles(actor: User) -> Iterator[Tile]:
    asked, first = _counted(_questions(actor))
    words = ngettext("question of the authority", "questions of the authority", asked)
    yield Tile(asked, words, reverse("casework:mine"), _until(first), _late(first))


@register_tiles((Role.ADVISER,))
def adviser_tiles(actor: User) -> Iterator[Tile]:
    asked, first = _counted(_consultations(actor))
    words = ngettext("case you are asked about", "cases you are asked about", asked)
    yield Tile(asked, words, reverse("casework:consulted"), _until(first), _late(first))


@register_deadlines((Role.OFFICER, Role.EXPORTER, Role.ADVISER))
def due_next(actor: User) -> Iterator[Deadline]:
    """An officer's: what others owe to her cases. The others': what they owe."""
    for question in _questions(actor)[:NEXT]:
        yield _deadline(
            _("Answer of the exporter") if _own(question, actor) else _("Question to you"), question
        )
    for consultation in _consultations(actor).select_related("body")[:NEXT]:
        text = _("Advice of %(body)s") % {"body": consultation.body.name}
        yield _deadline(text if _own(consultation, actor) else _("Advice asked of you"), consultation)


def _own(row: Question | Consultation, actor: User) -> bool:
    return bool(row.case.officer_id == actor.pk)


def _deadline(text: str, row: Question | Consultation) -> Deadline:
    about = f"{row.case.reference}: {row.case.application.chain.title}"
    return Deadline(row.due_on, text, reverse("casework:case", args=[row.case_id]), about)


def _questions(actor: User) -> Rows:
    rows = Question.objects.visible_to(actor).open().filter(case__state=State.WAITING)
    return _theirs(rows, actor)


def _consultations(actor: User) -> Rows:
    rows = Consultation.objects.visible_to(actor).open().filter(case__state__in=ALIVE, silence__isnull=True)
    return _theirs(rows, actor)


def _theirs(rows: Rows, actor: User) -> Rows:
    """Of what an officer may see, what belongs to her own cases."""
    if Role.OFFICER in actor.roles:
        rows = rows.filter(case__officer=actor)
    return rows.select_related("case__application__chain").order_by("due_on", "id")


def _counted(rows: Rows) -> tuple[int, date | None]:
    found = rows.order_by().aggregate(count=Count("pk"), first=Min("due_on"))
    return found["count"], found["first"]


def _until(first: date | None) -> str:
    return _("The first is due on %(date)s") % {"date": day(first)} if first else ""


def _late(first: date | None) -> bool:
    return bool(first and first < timezone.localdate())
