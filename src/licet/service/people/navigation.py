from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register, register_card

from .models import Role
from .selectors import waiting

register(_("Your work"), "work", order=0)
register(_("Access"), "people:access-matrix", [Role.AUDITOR, Role.APPROVER], order=90)
register(_("People"), "people:register", [Role.ADMINISTRATOR, Role.AUDITOR], order=85)
register_card(
    _("People"),
    _("Who is here in which role, who was invited, and what needs a second person’s confirmation."),
    "people:register",
    [Role.ADMINISTRATOR, Role.APPROVER, Role.AUDITOR],
    order=85,
    count=waiting,
)
register_card(
    _("The office"),
    _("Its name, address and appeal body, as letters and public pages say them."),
    "people:office",
    [Role.ADMINISTRATOR, Role.AUDITOR],
    order=87,
)
register_card(
    _("Who may do what"),
    _("The expected rights of every role, act by act, and who may do something to one object."),
    "people:access-matrix",
    [Role.AUDITOR, Role.APPROVER],
    order=90,
)
