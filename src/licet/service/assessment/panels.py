"""The assessment on the office's case page."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.applications.red_flags import looked_into
from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.panels import Panel, panel
from licet.service.people.models import User
from licet.service.people.policy import may

from .criteria import limb_name, limbs_in_order, words_of
from .models import Assessment, SetAside
from .outline import titles_of
from .red_flags import seen_in
from .selectors import binds, draft_of, mandatory_grounds, not_established, signed_of, signed_versions


@panel("assessment", order=20)
def assessment_panel(case: Case, actor: User) -> Panel:
    signed = signed_of(case)
    context = {
        "case": case,
        "signed": signed,
        "denied": [limb_name(limb) for limb in limbs_in_order(mandatory_grounds(signed))] if signed else [],
        "binds": signed is not None and binds(signed, timezone.localdate()),
        "aside": [(title, row.reasons) for title, row in _aside(signed)],
        "not_established": [words_of(row) for row in not_established(signed)] if signed else [],
        "draft": draft_of(case),
        "earlier": signed_versions(case)[:-1],
        "may_write": bool(may(actor, "assessment.write", case)),
        "actor": actor,
    }
    return Panel("assessment/panel.html", context, "assessment", _("Assessment"))


def _aside(signed: Assessment | None) -> list[tuple[str, SetAside]]:
    rows = list(signed.set_aside.all()) if signed else []
    return list(zip(titles_of(row.criterion for row in rows), rows, strict=True))


@panel("red_flags", order=18)
def red_flags_panel(case: Case, actor: User) -> Panel:
    seen = seen_in(case)
    context = {
        "case": case,
        "seen": seen,
        "open": [each for each in seen if each.open],
        "looked_into": looked_into(case.application),
        "may_look": bool(may(actor, Act.FIND, case)),
    }
    return Panel("assessment/red_flags.html", context, "red-flags", _("Red flags"))
