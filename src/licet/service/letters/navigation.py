"""Where officials find the wording of letters."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role, User

from .selectors import retractions_open
from .waiting import wordings_to_adopt


def waiting(actor: User) -> int:
    return wordings_to_adopt(actor).count()


register_card(
    _("Wording of letters"),
    _("What the letters of this authority say, in each language. The number is that of drafts."),
    "letters:wordings",
    (Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=80,
    count=waiting,
)
register_card(
    _("Letters to withdraw"),
    _("Letters that somebody found wrong, until another person confirms that they are withdrawn."),
    "letters:retractions",
    (Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=75,
    count=lambda actor: retractions_open(actor).count(),
)
