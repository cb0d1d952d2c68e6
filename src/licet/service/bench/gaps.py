"""Put a gap on record, and say what becomes of it: two acts of named officials."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service import corpus
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from .models import Calculation, GapRecord, GapStep, Status


@transaction.atomic
def put_on_record(*, actor: User, calculation: Calculation, name: str, note: str) -> GapRecord:
    """Keep a gap that the bench found, with what the official says of it."""
    require(actor, "gap.record")
    report = calculation.report or {}
    found = next((row for row in report.get("witnesses", ()) if row["record"] == name), None)
    if found is None:
        raise ValidationError(_("The bench did not find this gap."))
    if not note.strip():
        raise ValidationError(_("Say what this gap means."))
    try:
        with transaction.atomic():
            gap: GapRecord = GapRecord.objects.create(
                name=name,
                regime=report["regime"],
                kind=report["kind"],
                as_of=report["as_of"],
                so=found["so"],
                facts=found["facts"],
                not_checked=found["not_checked"],
                law_digest=calculation.law_digest,
                note=note.strip(),
                by=actor,
                at=timezone.now(),
            )
    except IntegrityError:
        raise ValidationError(_("This gap is on record already.")) from None
    gap.refresh_from_db()
    _record("gap.recorded", actor, gap, content_of(gap))
    return gap


@transaction.atomic
def move(
    *, actor: User, gap: GapRecord, status: str, rule: str = "", note: str, public: bool = False
) -> GapStep:
    """Say what became of it; `public`: to everybody."""
    require(actor, "gap.move", gap)
    if public:
        require(actor, "gap.publish", gap)
    if not note.strip():
        raise ValidationError(_("Say what happened."))
    _refuse_unknown(status, rule)
    last = gap.steps.order_by("number").last()
    try:
        with transaction.atomic():
            step: GapStep = gap.steps.create(
                number=last.number + 1 if last else 1,
                status=Status(status),
                rule=rule if status == Status.CLOSED else "",
                note=note.strip(),
                public=public,
                by=actor,
                at=timezone.now(),
            )
    except IntegrityError:
        raise ValidationError(_("Somebody else said something of this gap in the meantime.")) from None
    _record("gap.moved", actor, gap, step_of(step))
    return step


def _refuse_unknown(status: str, rule: str) -> None:
    if status == Status.CLOSED and rule not in corpus.law().corpus.rules:
        raise ValidationError(
            {"rule": _("Name the rule that closes it, by its id in the law of this site, such as EU.ART3.")}
        )


def _record(type: str, actor: User, gap: GapRecord, payload: dict[str, JSON]) -> None:
    record(type=type, actor=actor.pseudonym, subject=gap, payload=payload, law_digest=gap.law_digest)


def content_of(gap: GapRecord) -> dict[str, JSON]:
    return {
        "gap": str(gap.pk),
        "name": gap.name,
        "regime": gap.regime,
        "kind": gap.kind,
        "as_of": gap.as_of.isoformat(),
        "so": gap.so,
        "facts": gap.facts,
        "note": gap.note,
    }


def step_of(step: GapStep) -> dict[str, JSON]:
    return {
        "gap": str(step.gap_id),
        "number": step.number,
        "status": str(step.status),
        "rule": step.rule,
        "note": step.note,
        "public": step.public,
    }
