"""Reading what is kept, held and due."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from licet.service.casework.models import Case
from licet.service.people.models import User

from .keeping import ended_files
from .models import Destruction, Hold, Schedule
from .schedule import Kind, Rule, in_force


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of file in the schedule."""

    kind: Kind
    rule: Rule


@dataclass(frozen=True, slots=True)
class Count_:
    """How many files of a kind are kept until the end of a year, and how many of them are held."""

    kind: str
    kept_until: int
    files: int
    held: int


def schedule() -> tuple[list[Line], Schedule | None]:
    """The lines in force, and who adopted them; nobody where they are those that Licet comes with."""
    adopted = Schedule.objects.select_related("by").order_by("at", "id").last()
    return [Line(kind, rule) for kind, rule in in_force().items()], adopted


def earlier() -> list[Schedule]:
    return list(Schedule.objects.select_related("by").order_by("-at", "-id")[1:20])


def counts() -> list[Count_]:
    """By year and kind, the earliest first."""
    grouped = ended_files().values("kind", "kept_until").order_by("kept_until", "kind")
    found = grouped.annotate(files=Count("pk"), held_files=Count("pk", filter=Q(held=True)))
    return [
        Count_(str(Kind(row["kind"]).label), row["kept_until"], row["files"], row["held_files"])
        for row in found
    ]


def holds_standing(actor: User) -> QuerySet[Hold]:
    rows: QuerySet[Hold] = Hold.objects.visible_to(actor)
    return rows.filter(lifted__isnull=True).select_related("case", "by")


def holds_on(case: Case) -> list[Hold]:
    return list(Hold.objects.filter(case=case).select_related("by", "lifted__by"))


def lists_waiting(actor: User) -> QuerySet[Destruction]:
    rows: QuerySet[Destruction] = Destruction.objects.visible_to(actor)
    return rows.filter(end__isnull=True).select_related("by").annotate(count=Count("files"))


def lists_settled(actor: User) -> QuerySet[Destruction]:
    rows: QuerySet[Destruction] = Destruction.objects.visible_to(actor)
    found = rows.filter(end__isnull=False).select_related("by", "end__by").annotate(count=Count("files"))
    return found.order_by("-end__at")


def year_of(case: Case) -> int | None:
    """Until the end of which year an ended file is kept; None while it is open, or once it is gone."""
    found: int | None = ended_files().filter(pk=case.pk).values_list("kept_until", flat=True).first()
    return found
