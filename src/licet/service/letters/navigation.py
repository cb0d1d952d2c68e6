"""Where officials find the wording of letters."""

from __future__ import annotations

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import Role, User

from .models import Adoption, Wording


def waiting(actor: User) -> int:
    """Drafts of other people that nobody has adopted, and that no later adoption has overtaken."""
    later = Adoption.objects.filter(
        kind=OuterRef("kind"), language=OuterRef("language"), at__gte=OuterRef("drafted_at")
    )
    return Wording.objects.exclude(drafted_by=actor).exclude(Exists(later)).count()


register_card(
    _("Wording of letters"),
    _("What the letters of this authority say, in each language. The number is that of drafts."),
    "letters:wordings",
    (Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=80,
    count=waiting,
)
