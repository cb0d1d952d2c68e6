"""Opening, taking, annotating, expediting and ending a case."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.applications.models import Application
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.services import record

from ..models import Case, Expedite, Note
from ..moves import ENDED, EVENT_OF, Act, State
from ..selectors.derived import refusal_announced
from .move import Overtaken, locked, move


@transaction.atomic
def open_case(*, application: Application) -> Case:
    """By the system, when an application is submitted; a second call finds the case that is there."""
    held = Application.objects.select_for_update().get(pk=application.pk)
    found: Case | None = Case.objects.filter(application=held).first()
    if found:
        return found
    case = Case.objects.create(
        reference=held.reference,
        application=held,
        organisation_id=held.organisation_id,
        state=State.RECEIVED,
        submitted_at=held.submitted_at,
        opened_at=timezone.now(),
    )
    payload = {
        "application": str(held.pk),
        "reference": case.reference,
        "from": None,
        "to": str(State.RECEIVED),
    }
    record(type=EVENT_OF[Act.OPEN], actor=None, subject=case, payload=payload)
    return case


@transaction.atomic
def assign(*, actor: User, case: Case, seen: str | None = None) -> Case:
    """Take the case oneself. `seen` is the officer whom the page showed ("" = nobody; by default whom `case` has): nobody
    takes a case from a colleague without knowing.
    """
    require(actor, Act.ASSIGN, case)
    expected = str(case.officer_id or "") if seen is None else seen
    case = locked(case)
    if case.officer and str(case.officer_id) != expected and case.officer_id != actor.pk:
        raise Overtaken(
            _("%(name)s has taken this case in the meantime. You can take it over from this page.")
            % {"name": case.officer.name}
        )
    move(case=case, act=Act.ASSIGN, actor=actor, payload={"officer": str(actor.pseudonym)})
    case.officer = actor
    case.save(update_fields=["officer"])
    return case


@transaction.atomic
def write_note(*, actor: User, case: Case, text: str) -> Note:
    require(actor, Act.NOTE, case)
    case = locked(case)
    note = Note.objects.create(case=case, by=actor, at=timezone.now(), text=text)
    move(case=case, act=Act.NOTE, actor=actor, payload={"note": str(note.pk), "text": text})
    return note


@transaction.atomic
def expedite(*, actor: User, case: Case, asked_by: str, reason: str) -> Expedite:
    """Record who wants it sooner and why. No state, no date owed to others and no precondition changes."""
    require(actor, Act.EXPEDITE, case)
    case = locked(case)
    row = Expedite.objects.create(case=case, by=actor, at=timezone.now(), asked_by=asked_by, reason=reason)
    payload = {"expedite": str(row.pk), "reason": reason}
    move(case=case, act=Act.EXPEDITE, actor=actor, payload=payload, personal={"asked_by": asked_by})
    return row


@transaction.atomic
def withdraw(*, application: Application, reason: str) -> Case | None:
    """By the system, when the exporter took the application back; a case that has ended stays as it is."""
    case: Case | None = Case.objects.select_for_update().filter(application=application).first()
    if case is None or case.state in ENDED:
        return case
    act = Act.WITHDRAW_AFTER_NOTICE if refusal_announced(case) else Act.WITHDRAW
    move(case=case, act=act, actor=None, payload={"reason": reason})
    return case
