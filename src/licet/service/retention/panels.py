"""On the office's case page: until when the file is kept, and who holds it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from licet.service.casework.models import Case
from licet.service.casework.moves import ENDED
from licet.service.casework.panels import Panel, panel
from licet.service.people.models import User
from licet.service.people.policy import may

from .selectors import holds_on, year_of


@panel("keeping", order=90)
def keeping_panel(case: Case, actor: User) -> Panel:
    context = {
        "case": case,
        "ended": case.state in ENDED,
        "year": year_of(case) if case.state in ENDED else None,
        "holds": holds_on(case),
        "may_place": may(actor, "hold.place", case),
        "may_lift": may(actor, "hold.lift"),
        "may_read": may(actor, "retention.read"),
    }
    return Panel("retention/panel.html", context, "keeping", _("Keeping"))
