"""Where officials find the bench."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role

register_card(
    _("The policy bench"),
    _("Where two laws differ, what falls through, and what a change would do."),
    "bench:index",
    (Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR),
    order=86,
)
