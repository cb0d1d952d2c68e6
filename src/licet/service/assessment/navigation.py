"""Where people find the declared policies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role

register_card(
    _("Declared policy"),
    _("What the authority has declared it will do where the law leaves it a choice."),
    "assessment:policies",
    (Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=80,
)
