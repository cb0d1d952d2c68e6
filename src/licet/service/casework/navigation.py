"""Where people find cases: in the navigation and on their start pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register, register_card
from licet.service.people.models import Role, User

from .models import Case, Consultation, Question
from .moves import State

OFFICE = (Role.OFFICER, Role.ASSESSOR, Role.APPROVER, Role.AUDITOR)


def received(actor: User) -> int:
    return Case.objects.filter(state=State.RECEIVED).count()


def asked_of(actor: User) -> int:
    return Question.objects.visible_to(actor).open().filter(case__state=State.WAITING).count()


def advice_asked(actor: User) -> int:
    return (
        Consultation.objects.visible_to(actor)
        .open()
        .exclude(case__state__in=(State.DECIDED, State.WITHDRAWN))
        .count()
    )


register(_("Cases"), "casework:queue", OFFICE, order=20)
register(_("Consultations"), "casework:consulted", (Role.ADVISER,), order=20)
register(_("Your cases"), "casework:mine", (Role.EXPORTER,), order=20)
register_card(
    _("Cases"),
    _("The queue. The number is that of cases nobody has taken yet."),
    "casework:queue",
    OFFICE,
    order=10,
    count=received,
)
register_card(
    _("Consultations"),
    _("Cases your body is asked about."),
    "casework:consulted",
    (Role.ADVISER,),
    order=10,
    count=advice_asked,
)
register_card(
    _("Your cases"),
    _("State, questions of the authority, letters."),
    "casework:mine",
    (Role.EXPORTER,),
    order=20,
    count=asked_of,
)
