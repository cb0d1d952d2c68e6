from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register, register_card

from .models import Role

register(_("Your work"), "work", order=0)
register(_("Access"), "people:access-matrix", [Role.AUDITOR, Role.APPROVER], order=90)
register_card(
    _("Who may do what"),
    _("The expected rights of every role, act by act, and who may do something to one object."),
    "people:access-matrix",
    [Role.AUDITOR, Role.APPROVER],
    order=90,
)
