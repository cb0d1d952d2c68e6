"""What waits on letters: withdrawals and wordings for a second person; for an exporter, letters that were taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.service.base.templatetags.base import day
from licet.service.base.waiting import Tile, register_tiles
from licet.service.people.models import Role, User

from .models import Adoption, Ended, Letter, Wording
from .selectors import retractions_open

TOLD_FOR = timedelta(days=30)


@register_tiles((Role.APPROVER,))
def withdrawals_waiting(actor: User) -> Iterator[Tile]:
    """Those that somebody else asked for: nobody confirms her own."""
    rows = retractions_open(actor).exclude(by=actor)
    count, oldest = rows.count(), rows.first()
    if oldest is None:
        return
    place = reverse("letters:retraction", args=[oldest.pk]) if count == 1 else reverse("letters:retractions")
    words = ngettext("letter to withdraw", "letters to withdraw", count)
    yield Tile(count, words, place, _("The oldest of %(date)s") % {"date": day(oldest.at)})


@register_tiles((Role.APPROVER,))
def wordings_waiting(actor: User) -> Iterator[Tile]:
    """Drafts of other people that nobody has adopted, and that no later adoption has overtaken."""
    rows = wordings_to_adopt(actor)
    count, oldest = rows.count(), rows.first()
    if oldest is None:
        return
    place = reverse("letters:wording", args=[oldest.pk]) if count == 1 else reverse("letters:wordings")
    words = ngettext("wording to adopt", "wordings to adopt", count)
    yield Tile(count, words, place, _("The oldest of %(date)s") % {"date": day(oldest.drafted_at)})


def wordings_to_adopt(actor: User) -> QuerySet[Wording]:
    later = Adoption.objects.filter(
        kind=OuterRef("kind"), language=OuterRef("language"), at__gte=OuterRef("drafted_at")
    )
    rows: QuerySet[Wording] = Wording.objects.exclude(drafted_by=actor).exclude(Exists(later))
    return rows.order_by("drafted_at", "id")


@register_tiles((Role.EXPORTER,))
def letters_taken_back(actor: User) -> Iterator[Tile]:
    """So that nobody goes on relying on one: for a month it is the first thing she reads."""
    rows = Letter.objects.visible_to(actor).filter(
        end__how=Ended.WITHDRAWN, end__at__gte=timezone.now() - TOLD_FOR
    )
    count = rows.count()
    last = rows.order_by("end__at").defer("body").last() if count else None
    if last is None:
        return
    place = reverse("letters:read", args=[last.pk]) if count == 1 else reverse("casework:mine")
    words = ngettext("letter to you was withdrawn", "letters to you were withdrawn", count)
    yield Tile(count, words, place, _("Do not rely on it any more."), grave=True)
