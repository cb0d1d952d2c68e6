"""Where officials find what the law moved."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role, User

from .selectors import to_look_at


def waiting(actor: User) -> int:
    return to_look_at(actor).count()


register_card(
    _("Changes of the law"),
    _(
        "Open cases, licences and rulings that today’s law answers otherwise than was answered. The number is that of rows to"
        " look at."
    ),
    "law_changes:index",
    (Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=84,
    count=waiting,
)
