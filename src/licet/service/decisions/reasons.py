"""What calls for a written reason before signature. Nothing here forbids; it has to be answered in words, and is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.assessment.criteria import limb_name, words_of
from licet.service.assessment.red_flags import open_red_flags
from licet.service.assessment.selectors import (
    limbs_found,
    mandatory_grounds,
    not_established,
    signed_of,
    sources_of,
    weighed_limbs,
)
from licet.service.base.templatetags.base import day
from licet.service.casework.models import Case, Consultation, Position, Power

from .checks import open_measures
from .grounds import bears_out, below_floor, ground, grounds
from .models import Kind


@dataclass(frozen=True, slots=True)
class Call:
    """One matter that needs a written reason. `departs_from` is the body whose advice is departed from: it sees that reason."""

    text: str
    departs_from: UUID | None = None


def calls_for(case: Case, kind: str, grounds: list[str]) -> list[Call]:
    """In this case, for this outcome: what the written reason has to answer."""
    if kind == Kind.GRANT:
        return [
            *_against_advice(case),
            *_without_advice(case),
            *_not_established(case),
            *_weighed(case),
            *_flagged(case),
            *_open_law(case),
        ]
    if kind == Kind.NO_LICENCE:
        return _open_law(case)
    if kind == Kind.REFUSE:
        return [
            *_thin(case, grounds),
            *_left_out(case, grounds),
            *_unheard(case),
            *_still_asked(case),
            *_withheld(case, grounds),
            *_against_favour(case),
        ]
    return _left_out(case, [])


def _against_advice(case: Case) -> list[Call]:
    rows = Consultation.objects.filter(case=case, advice__position=Position.AGAINST).exclude(
        power=Power.HEARD
    )
    return [
        Call(_("%(body)s advised against.") % {"body": row.body.name}, row.body_id)
        for row in rows.select_related("body")
    ]


def _against_favour(case: Case) -> list[Call]:
    """A refusal departs from the advice of a body that was in favour."""
    rows = Consultation.objects.filter(case=case, advice__position=Position.IN_FAVOUR)
    return [
        Call(_("%(body)s advised in favour.") % {"body": row.body.name}, row.body_id)
        for row in rows.exclude(power=Power.HEARD).select_related("body")
    ]


def _still_asked(case: Case) -> list[Call]:
    """A refusal that does not wait for a body that was asked; that body reads why."""
    text = _(
        "The consultation of %(body)s is still open (to answer by %(date)s), and a refusal now does not wait for it."
    )
    rows = Consultation.objects.filter(case=case, advice__isnull=True, silence__isnull=True)
    return [
        Call(text % {"body": row.body.name, "date": day(row.due_on)}, row.body_id)
        for row in rows.select_related("body")
    ]


def _without_advice(case: Case) -> list[Call]:
    """Silence, and an answer that could not be established, are no agreement."""
    calls = []
    for row in Consultation.objects.filter(case=case).select_related("body", "advice"):
        advice = getattr(row, "advice", None)
        if advice is None:
            calls.append(
                Call(
                    _("%(body)s has not answered. That does not count as agreement.")
                    % {"body": row.body.name}
                )
            )
        elif advice.position == Position.CANNOT_ESTABLISH:
            calls.append(Call(_("%(body)s could not establish an answer.") % {"body": row.body.name}))
    return calls


def _not_established(case: Case) -> list[Call]:
    signed = signed_of(case)
    text = _("“Cannot be established”, which is never favourable. %(question)s")
    return [
        Call(text % {"question": words_of(finding)})
        for finding in (not_established(signed) if signed else [])
    ]


def _weighed(case: Case) -> list[Call]:
    """What was found against the transfer and binds nobody: why a licence is right all the same."""
    signed = signed_of(case)
    text = _("The signed assessment found “%(limb)s”, which has to be weighed.")
    limbs = weighed_limbs(signed, timezone.localdate()) if signed else []
    return [Call(text % {"limb": limb_name(limb)}) for limb in limbs]


def _flagged(case: Case) -> list[Call]:
    """Signs that a careful exporter would have looked into, and nobody cleared."""
    text = _("An open red flag: %(flag)s")
    return [Call(text % {"flag": each.title}) for each in open_red_flags(case)]


def _open_law(case: Case) -> list[Call]:
    text = _("Not settled on the findings: %(measure)s.")
    return [Call(text % {"measure": measure}) for measure in open_measures(case)]


def unassessed_grounds(case: Case, codes: Sequence[str]) -> list[str]:
    """The grounds that only an assessment can bear out, and none did."""
    signed = signed_of(case)
    found = limbs_found(signed) if signed else []
    return [code for code in codes if not bears_out(code, found)]


def unheard_grounds(case: Case, codes: Sequence[str]) -> list[str]:
    """The grounds that the last notice of intended refusal did not name; none where no notice was given."""
    notice = case.refusal_notices.order_by("at", "id").last()
    known = grounds()
    return [code for code in codes if notice and code in known and code not in notice.grounds]


def suggested_grounds(case: Case) -> list[str]:
    """Where a refusal begins: what the exporter was last heard on as far as it is borne out, else what was assessed and found."""
    notice = case.refusal_notices.order_by("at", "id").last()
    if notice:
        unfounded = unassessed_grounds(case, notice.grounds)
        return [code for code in notice.grounds if code not in unfounded]
    signed = signed_of(case)
    found = limbs_found(signed) if signed else []
    return [each.code for each in grounds().values() if each.limb in found]


def _denied(case: Case) -> list[str]:
    signed = signed_of(case)
    return mandatory_grounds(signed) if signed else []


def _left_out(case: Case, codes: list[str]) -> list[Call]:
    """A mandatory ground that was found, and that the outcome passes over."""
    passed_over = set(_denied(case))
    text = _("The signed assessment found “%(ground)s”, which this outcome does not name.")
    return [
        Call(text % {"ground": each.label})
        for each in grounds().values()
        if each.limb in passed_over and each.code not in codes
    ]


def _unheard(case: Case) -> list[Call]:
    if case.refusal_notices.exists():
        return []
    return [Call(_("The exporter got no notice of an intended refusal and was not heard."))]


def _withheld(case: Case, codes: Sequence[str]) -> list[Call]:
    """A refusal that stands on an assessment of whose sources the exporter may learn none."""
    sources = sources_of(signed_of(case))
    assessed = any(ground(code).limb for code in codes)
    if not assessed or sources.named or not sources.withheld:
        return []
    text = _(
        "No source of what the assessment found may be named to the exporter: the refusal rests on withheld material alone."
    )
    return [Call(text)]


def _thin(case: Case, codes: list[str]) -> list[Call]:
    """A refusal on a ground the signed assessment does not bear out, or on less than the law's evidence floor.
    Never for sanctions and international obligations: they have no floor."""
    text = _("The ground “%(ground)s” is not borne out by a signed assessment.")
    unassessed = unassessed_grounds(case, codes)
    calls = [Call(text % {"ground": ground(code).label}) for code in unassessed]
    signed = signed_of(case)
    thin = [code for code in codes if code not in unassessed and below_floor(code, signed)]
    return calls + [Call(_below(code)) for code in thin]


def _below(code: str) -> str:
    asked = ground(code)
    text = _(
        "The finding for “%(ground)s” rests on less than is asked for: sources %(sources)s, of which about these parties or"
        " this item %(specific)s. %(because)s"
    )
    values = {"ground": asked.label, "sources": asked.sources, "specific": asked.specific}
    return text % {**values, "because": asked.because}
