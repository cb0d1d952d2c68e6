from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register, register_card
from licet.service.people.models import Role

from .selectors import open_hits

READERS = [Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR]


def waiting(actor: Any) -> int:
    return open_hits(actor).count()


register(_("Lists"), "lists:index", READERS, order=60)
register_card(
    _("List hits"),
    _("Parties whose name is a name on an imported list. Say whether they are the same."),
    "lists:index",
    [Role.OFFICER],
    order=40,
    count=waiting,
)
