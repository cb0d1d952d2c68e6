"""Where officials find the authority's own law."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role, User

from .selectors import open_drafts


def waiting(actor: User) -> int:
    return open_drafts(actor).count()


register_card(
    _("The office’s own law"),
    _(
        "What this authority adds to the rules or changes in them, and since when. The number is that of drafts to sign."
    ),
    "own_law:index",
    (Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=83,
    count=waiting,
)
