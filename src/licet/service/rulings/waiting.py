"""What waits for a person about rulings."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from licet.service.base.waiting import NEXT, Deadline, Tile, register_deadlines, register_tiles
from licet.service.people.models import Role, User

from .models import InquiryQuestion
from .selectors import open_inquiries, waiting_for_signature


@register_tiles((Role.OFFICER,))
def officer_tiles(actor: User) -> Iterator[Tile]:
    count = open_inquiries(actor).count()
    text = ngettext("request for a ruling", "requests for rulings", count)
    yield Tile(count, text, reverse("rulings:index"))


@register_tiles((Role.APPROVER,))
def approver_tiles(actor: User) -> Iterator[Tile]:
    count = waiting_for_signature(actor).count()
    text = ngettext("ruling to sign", "rulings to sign", count)
    yield Tile(count, text, reverse("rulings:index"))


@register_tiles((Role.EXPORTER,))
def exporter_tiles(actor: User) -> Iterator[Tile]:
    count = InquiryQuestion.objects.visible_to(actor).open().count()
    text = ngettext("question about a ruling", "questions about rulings", count)
    yield Tile(count, text, reverse("rulings:mine"))


@register_deadlines((Role.EXPORTER,))
def due_next(actor: User) -> Iterator[Deadline]:
    rows = InquiryQuestion.objects.visible_to(actor).open().select_related("inquiry").order_by("due_on", "id")
    for question in rows[:NEXT]:
        about = f"{question.inquiry.reference}: {question.inquiry.item_name}"
        href = reverse("rulings:inquiry", args=[question.inquiry_id])
        yield Deadline(question.due_on, _("Question about a ruling"), href, about)
