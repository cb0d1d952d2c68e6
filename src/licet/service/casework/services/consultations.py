"""Consultation of another body: asked with a date, answered or met with silence, each written down as what it is."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.base.templatetags.base import day
from licet.service.people.models import Organisation, User
from licet.service.people.policy import require

from ..calendar import due_after
from ..models import Advice, Case, Consultation, Position, Power, Silence
from ..moves import Act
from .move import Overtaken, locked, move

ADVISE_WITHIN = 10
"""Working days a consulted body has unless the officer sets another number."""


@transaction.atomic
def consult(
    *,
    actor: User,
    case: Case,
    body: Organisation,
    text: str,
    working_days: int = ADVISE_WITHIN,
    power: Power = Power.ADVISES,
) -> Consultation:
    require(actor, Act.CONSULT, case)
    case = locked(case)
    if _waits_for(case, body):
        raise Overtaken(
            _("This body was already consulted and its answer is awaited. Wait, or record its silence.")
        )
    due = due_after(timezone.localdate(), working_days)
    row = Consultation.objects.create(
        case=case,
        by=actor,
        at=timezone.now(),
        body=body,
        text=text,
        due_on=due.on,
        calendar=due.calendar,
        power=power,
    )
    payload = {
        "consultation": str(row.pk),
        "body": body.name,
        "text": text,
        "power": str(power),
        "due_on": due.on.isoformat(),
        "calendar": due.calendar,
    }
    move(case=case, act=Act.CONSULT, actor=actor, payload=payload)
    return row


def _waits_for(case: Case, body: Organisation) -> bool:
    asked = Consultation.objects.filter(case=case, body=body)
    answered = Advice.objects.filter(consultation__in=asked).values("consultation")
    silent = Silence.objects.filter(consultation__in=asked).values("consultation")
    return asked.exclude(pk__in=answered).exclude(pk__in=silent).exists()


@transaction.atomic
def advise(
    *, actor: User, consultation: Consultation, position: Position, reasons: str, conditions: str = ""
) -> Advice:
    """The body's word, once; it may still come after its silence was recorded."""
    require(actor, Act.ADVISE, consultation.case)
    case = locked(consultation.case)
    if consultation.body_id not in actor.organisation_ids:
        raise ValidationError(_("This consultation was put to another body."))
    if Advice.objects.filter(consultation=consultation).exists():
        raise Overtaken(_("Your body has already answered this consultation."))
    advice = Advice.objects.create(
        consultation=consultation,
        position=position,
        reasons=reasons,
        conditions=conditions,
        by=actor,
        at=timezone.now(),
    )
    payload = {
        "consultation": str(consultation.pk),
        "position": str(position),
        "reasons": reasons,
        "conditions": conditions,
    }
    move(case=case, act=Act.ADVISE, actor=actor, payload=payload)
    return advice


@transaction.atomic
def record_silence(*, actor: User, consultation: Consultation, tried: str) -> Silence:
    """After the due date only. Silence is no agreement and no objection; what was tried to get an answer is kept."""
    require(actor, Act.RECORD_SILENCE, consultation.case)
    case = locked(consultation.case)
    if timezone.localdate() < consultation.due_on + timedelta(days=1):
        raise ValidationError(
            _("The body has until %(date)s to answer; silence can be recorded after that day.")
            % {"date": day(consultation.due_on)}
        )
    if Advice.objects.filter(consultation=consultation).exists():
        raise Overtaken(_("The body has answered in the meantime."))
    if Silence.objects.filter(consultation=consultation).exists():
        raise Overtaken(_("Its silence is already recorded."))
    row = Silence.objects.create(consultation=consultation, tried=tried, by=actor, at=timezone.now())
    payload = {"consultation": str(consultation.pk), "tried": tried}
    move(case=case, act=Act.RECORD_SILENCE, actor=actor, payload=payload)
    return row
