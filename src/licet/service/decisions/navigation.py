"""Where approvers find what waits for them, and holders their licences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register, register_card
from licet.service.people.models import Role, User

from .models import Licence
from .selectors import waiting


def proposals_waiting(actor: User) -> int:
    return waiting(actor).exclude(proposer=actor).count()


def licences_held(actor: User) -> int:
    return Licence.objects.visible_to(actor).count()


register(_("Proposals"), "decisions:index", (Role.APPROVER,), order=30)
register_card(
    _("Proposals"),
    _("What officers propose and another person has to decide."),
    "decisions:index",
    (Role.APPROVER, Role.AUDITOR),
    order=5,
    count=proposals_waiting,
)
register_card(
    _("Licences"),
    _("Every licence with its end-user, purpose and last day."),
    "decisions:licences",
    (Role.EXPORTER, Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=70,
    count=licences_held,
)
