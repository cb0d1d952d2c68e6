"""Where officials find what is kept, held and due."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from licet.service.base.navigation import register_card
from licet.service.people.models import User

from .policy import READERS
from .selectors import lists_waiting


def waiting(actor: User) -> int:
    return lists_waiting(actor).count()


register_card(
    _("Keeping and destroying"),
    _(
        "How long files are kept, which are due, what is held. The number is that of lists that wait for another person."
    ),
    "retention:index",
    READERS,
    order=88,
    count=waiting,
)
