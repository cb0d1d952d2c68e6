"""Where people find rulings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role, User

from .selectors import open_inquiries, waiting_for_signature


def waiting(actor: User) -> int:
    return open_inquiries(actor).count() + waiting_for_signature(actor).count()


register_card(
    _("Rulings"),
    _("Requests for a ruling, drafts that wait for signature, and what was ruled."),
    "rulings:index",
    (Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR),
    order=16,
    count=waiting,
)
register_card(
    _("Rulings"),
    _("Ask which list entry applies to an item before you bid, and read what was ruled."),
    "rulings:mine",
    (Role.EXPORTER,),
    order=24,
)
