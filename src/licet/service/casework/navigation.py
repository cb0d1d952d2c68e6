"""Where people find cases: in the navigation and on their start pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register, register_card
from licet.service.people.models import Role

OFFICE = (Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR)


register(_("Cases"), "casework:queue", OFFICE, order=20)
register(_("Consultations"), "casework:consulted", (Role.ADVISER,), order=20)
register(_("Your cases"), "casework:mine", (Role.EXPORTER,), order=20)
register_card(
    _("Cases"),
    _("The queue: every case, by its state and by who has it."),
    "casework:queue",
    OFFICE,
    order=10,
)
register_card(
    _("Consultations"),
    _("Cases your body is asked about."),
    "casework:consulted",
    (Role.ADVISER,),
    order=10,
)
register_card(
    _("Your cases"),
    _("State, questions of the authority, letters."),
    "casework:mine",
    (Role.EXPORTER,),
    order=20,
)
