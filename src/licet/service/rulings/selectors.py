"""Reading inquiries and rulings, and which rulings speak of an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from licet.service.applications.models import Application, State
from licet.service.casework.models import Case
from licet.service.chains.models import Item
from licet.service.people.models import Role, User

from .models import Ended, Inquiry, Ruling

INQUIRIES = ("organisation", "application", "indication", "end", "asked_by")
RULINGS = (
    "organisation",
    "inquiry__application",
    "inquiry__indication",
    "case__application__chain",
    "drafted_by",
    "signed_by",
    "indication",
    "end__later",
    "replaces",
)


def inquiries(actor: User) -> QuerySet[Inquiry]:
    rows: QuerySet[Inquiry] = Inquiry.objects.visible_to(actor)
    return rows.select_related(*INQUIRIES).prefetch_related("rulings", "questions__reply")


def rulings(actor: User) -> QuerySet[Ruling]:
    rows: QuerySet[Ruling] = Ruling.objects.visible_to(actor)
    return rows.select_related(*RULINGS)


def waiting_for_signature(actor: User) -> QuerySet[Ruling]:
    rows = rulings(actor).filter(handed_over_at__isnull=False, signed_at__isnull=True)
    return rows.order_by("handed_over_at", "id")


def open_inquiries(actor: User) -> QuerySet[Inquiry]:
    rows: QuerySet[Inquiry] = Inquiry.objects.visible_to(actor).open()
    return rows.select_related(*INQUIRIES).prefetch_related("rulings", "questions__reply")


def signed_rulings(actor: User) -> QuerySet[Ruling]:
    return rulings(actor).filter(signed_at__isnull=False).order_by("-signed_at", "-id")


def to_ask_about(actor: User) -> list[Item]:
    """The items of her organisation's drafts of which a transfer is described."""
    drafts = Application.objects.filter(
        state=State.DRAFT, organisation__in=actor.organisations_as(Role.EXPORTER)
    )
    rows = Item.objects.filter(chain__application__in=drafts, transfers__isnull=False).distinct()
    return list(rows.select_related("chain__application").order_by("-chain_id", "id"))


def inquiry_state(inquiry: Inquiry) -> str:
    """`taken_back`, `ruled`, `question`, `drafting`, `asked`: read from rows that were fetched."""
    if hasattr(inquiry, "end"):
        return "taken_back"
    drafts = [each for each in inquiry.rulings.all() if each.signed_at is None]
    if len(drafts) < len(inquiry.rulings.all()):
        return "ruled"
    if any(not hasattr(each, "reply") for each in inquiry.questions.all()):
        return "question"
    return "drafting" if drafts else "asked"


def ruling_state(ruling: Ruling, on: date) -> str:
    """`draft`, `handed_over`, `standing`, `expired`, `withdrawn` or `replaced`."""
    end = getattr(ruling, "end", None)
    if end is not None:
        return str(Ended(end.how).value)
    if ruling.signed_at is None:
        return "handed_over" if ruling.handed_over_at else "draft"
    return "standing" if ruling.in_force(on) else "expired"


@dataclass(frozen=True, slots=True)
class Precedent:
    """A ruling that speaks of an item of a case. `exact`: of this very item, else of one of the same name and kind."""

    ruling: Ruling
    item: Item
    exact: bool


def precedents(case: Case, items: Iterable[Item]) -> list[Precedent]:
    """The signed rulings given to this exporter on these items, or on items of the same name and kind.

    One narrow query, and two more if there is any: most cases have none.
    """
    items = list(items)
    found = Ruling.objects.filter(organisation=case.organisation_id, signed_at__isnull=False)
    names = found.only("item", "item_name", "item_kind")
    about = [ruling.pk for ruling in names if any(speaks_of(ruling, item) for item in items)]
    if not about:
        return []
    rows = Ruling.objects.filter(pk__in=about).select_related(*RULINGS).prefetch_related("lines")
    known = list(rows.order_by("-signed_at", "-id"))
    return [
        Precedent(ruling, item, ruling.item == item.pk)
        for item in items
        for ruling in known
        if speaks_of(ruling, item)
    ]


def speaks_of(ruling: Ruling, item: Item) -> bool:
    if ruling.item == item.pk:
        return True
    same_name = ruling.item_name.strip().casefold() == item.name.strip().casefold()
    return bool(same_name and ruling.item_kind == item.kind)


def resting_on(ruling: Ruling) -> list[Case]:
    """The cases about the item: that in which it was given, and those handed in while it stood."""
    end = getattr(ruling, "end", None)
    same = Q(application__chain__items__pk=ruling.item) | Q(
        application__chain__items__name__iexact=ruling.item_name.strip(),
        application__chain__items__kind=ruling.item_kind,
    )
    during = Q(submitted_at__gte=ruling.signed_at)
    if end is not None:
        during &= Q(submitted_at__lte=end.at)
    rows = Case.objects.filter(organisation=ruling.organisation_id).filter(
        Q(pk=ruling.case_id) | (same & during)
    )
    return list(rows.select_related("application__chain").distinct().order_by("submitted_at", "id"))


def withdrawn(actor: User) -> QuerySet[Ruling]:
    """Rulings that were taken back, the last first."""
    return rulings(actor).filter(end__how=Ended.WITHDRAWN).order_by("-end__at", "-id")
