"""Where approvers find what waits for them, and holders their licences."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from licet.service.base.navigation import register, register_card
from licet.service.base.templatetags.base import day
from licet.service.base.waiting import NEXT, Deadline, Tile, register_deadlines, register_tiles
from licet.service.casework.moves import State
from licet.service.people.models import Role, User

from .models import Licence, RefusalNotice
from .selectors import waiting


@register_tiles((Role.APPROVER,))
def proposals_waiting(actor: User) -> Iterator[Tile]:
    """Those that somebody else proposed: nobody decides her own."""
    rows = waiting(actor).exclude(proposer=actor)
    count, oldest = rows.count(), rows.first()
    yield Tile(
        count,
        ngettext("proposal to decide", "proposals to decide", count),
        reverse("decisions:index"),
        _("The oldest of %(date)s") % {"date": day(oldest.at)} if oldest else "",
    )


def licences_held(actor: User) -> int:
    return Licence.objects.visible_to(actor).count()


register(gettext_lazy("Proposals"), "decisions:index", (Role.APPROVER,), order=30)
register_card(
    gettext_lazy("Proposals"),
    gettext_lazy("What officers propose and another person has to decide."),
    "decisions:index",
    (Role.APPROVER, Role.AUDITOR),
    order=5,
)
register_card(
    gettext_lazy("Licences"),
    gettext_lazy("Every licence with its end-user, purpose and last day."),
    "decisions:licences",
    (Role.EXPORTER, Role.OFFICER, Role.APPROVER, Role.AUDITOR),
    order=70,
    count=licences_held,
)


@register_deadlines((Role.EXPORTER, Role.OFFICER))
def hearings_due(actor: User) -> Iterator[Deadline]:
    """Until when an exporter can be heard before a refusal."""
    rows = RefusalNotice.objects.visible_to(actor).filter(end__isnull=True, case__state=State.NOTIFIED)
    if Role.OFFICER in actor.roles:
        rows = rows.filter(case__officer=actor)
    for notice in rows.select_related("case__application__chain").order_by("respond_by", "id")[:NEXT]:
        about = f"{notice.case.reference}: {notice.case.application.chain.title}"
        place = reverse("casework:case", args=[notice.case_id])
        yield Deadline(notice.respond_by, _("To be heard before a refusal"), place, about)
