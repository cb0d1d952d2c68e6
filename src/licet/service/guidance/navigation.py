"""Where officials find the guidance that needs them."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role, User

from .selectors import standings


def waiting(actor: User) -> int:
    """Topics that nobody has adopted, that the law has overtaken, or of which a version waits."""
    return sum(row.needs_work for row in standings(actor, timezone.localdate()))


register_card(
    _("Guidance by topic"),
    _(
        "What the public is told, who adopted it, and where the law has moved on. The number is that of topics to look at."
    ),
    "guidance:index",
    (Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=82,
    count=waiting,
)
