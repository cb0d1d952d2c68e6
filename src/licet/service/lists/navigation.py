from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from licet.service.base.navigation import register, register_card
from licet.service.base.waiting import Tile, register_tiles
from licet.service.people.models import Role

from .selectors import open_hits

READERS = [Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR]


@register_tiles([Role.OFFICER])
def hits_waiting(actor: Any) -> Iterator[Tile]:
    count = open_hits(actor).count()
    yield Tile(count, ngettext("list hit to clear", "list hits to clear", count), reverse("lists:index"))


register(_("Lists"), "lists:index", READERS, order=60)
register_card(
    _("List hits"),
    _("Parties whose name is a name on an imported list. Say whether they are the same."),
    "lists:index",
    [Role.OFFICER],
    order=40,
)
