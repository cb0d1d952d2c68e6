from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role

register_card(
    _("A table of transfers"),
    _("Have the rules answer every row of a table, such as a year of declarations."),
    "corpus:tables",
    [Role.OFFICER, Role.ASSESSOR, Role.APPROVER],
    order=80,
)
