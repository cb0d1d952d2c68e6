from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role

from .selectors import failed_count

register_card(
    _("Failed reactions"),
    _("What should have followed from a recorded act and did not, with the reason."),
    "jobs:deliveries",
    [Role.OFFICER, Role.APPROVER, Role.AUDITOR],
    order=85,
    count=failed_count,
)
