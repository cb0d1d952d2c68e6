"""Adopt a schedule, hold and release files, propose and carry out their destruction."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.base.reasons import says_why
from licet.service.casework.models import Case
from licet.service.casework.services import locked
from licet.service.people.models import User
from licet.service.people.policy import require
from licet.service.records.retention import destroy_payload
from licet.service.records.services import record

from .keeping import due_files, events_of_file, is_due
from .models import Destruction, DestructionEnd, Hold, HoldLifted, Listed, Schedule
from .schedule import LONGEST, Kind, Rules, written

AT_ONCE = 25
"""Files on one list: what a person can look through, and what one transaction destroys in some seconds."""


@transaction.atomic
def adopt(*, actor: User, rules: Rules, reason: str) -> Schedule:
    """It counts from this moment, also for files that ended before."""
    require(actor, "retention.adopt")
    _refuse_unsound(rules)
    _needs_sentence(reason, _("Say in a sentence why the schedule changes."))
    made: Schedule = Schedule.objects.create(
        rules=written(rules), reason=reason.strip(), by=actor, at=timezone.now()
    )
    payload: dict[str, JSON] = {"rules": {**made.rules}, "reason": made.reason}
    record(type="schedule.adopted", actor=actor.pseudonym, subject=made, payload=payload)
    return made


def _refuse_unsound(rules: Rules) -> None:
    faults: dict[str, str] = {}
    for kind in Kind:
        if not 1 <= rules[kind].years <= LONGEST:
            faults[f"{kind.value}_years"] = _("Give a number of years from 1 to %(most)d.") % {
                "most": LONGEST
            }
        if not says_why(rules[kind].basis):
            faults[f"{kind.value}_basis"] = _("Name the law or decision it rests on, in a sentence.")
    if faults:
        raise ValidationError(faults)


def _needs_sentence(reason: str, what: str) -> None:
    if not says_why(reason):
        raise ValidationError({"reason": what})


@transaction.atomic
def place(*, actor: User, case: Case, reason: str) -> Hold:
    require(actor, "hold.place", case)
    held = locked(case)
    _needs_sentence(reason, _("Say in a sentence why this case must be kept."))
    hold: Hold = Hold.objects.create(case=held, reason=reason.strip(), by=actor, at=timezone.now())
    payload: dict[str, JSON] = {"hold": str(hold.pk), "reason": hold.reason}
    record(type="hold.placed", actor=actor.pseudonym, subject=held, payload=payload)
    return hold


@transaction.atomic
def lift(*, actor: User, hold: Hold, reason: str) -> HoldLifted:
    case = locked(hold.case)
    require(actor, "hold.lift", Hold.objects.get(pk=hold.pk))
    _needs_sentence(reason, _("Say in a sentence why it need not be kept any longer."))
    row: HoldLifted = HoldLifted.objects.create(hold=hold, reason=reason.strip(), by=actor, at=timezone.now())
    payload: dict[str, JSON] = {"hold": str(hold.pk), "reason": row.reason}
    record(type="hold.lifted", actor=actor.pseudonym, subject=case, payload=payload)
    return row


@transaction.atomic
def propose(*, actor: User, reason: str) -> Destruction:
    """The oldest files that are due, as far as one list goes."""
    require(actor, "destruction.propose")
    _needs_sentence(reason, _("Say in a sentence why these files are destroyed now."))
    due = list(due_files()[:AT_ONCE])
    if not due:
        raise ValidationError(_("No file is due, or all that are due are on a list already."))
    made: Destruction = Destruction.objects.create(reason=reason.strip(), by=actor, at=timezone.now())
    for case in due:
        Listed.objects.create(destruction=made, case=case, kind=case.kind, kept_until=case.kept_until)
    files: list[JSON] = [case.reference for case in due]
    payload: dict[str, JSON] = {"reason": made.reason, "files": files}
    record(type="destruction.proposed", actor=actor.pseudonym, subject=made, payload=payload)
    return made


@transaction.atomic
def carry_out(*, actor: User, destruction: Destruction) -> DestructionEnd:
    """Destroy each file of the list that is still due and that nobody holds by now."""
    found = _locked(destruction)
    require(actor, "destruction.carry_out", found)
    gone = [row.case.reference for row in found.files.select_related("case") if _destroy(actor, found, row)]
    end = _end(actor, found, carried_out=True, destroyed=len(gone))
    files: list[JSON] = [*gone]
    payload: dict[str, JSON] = {"files": files, "reason": found.reason}
    record(type="destruction.carried_out", actor=actor.pseudonym, subject=found, payload=payload)
    return end


def _destroy(actor: User, destruction: Destruction, row: Listed) -> bool:
    case = locked(row.case)
    if not is_due(case):
        return False
    for event in list(events_of_file(case)):
        destroy_payload(actor=actor, event=event, reason=destruction.reason)
    return True


@transaction.atomic
def turn_down(*, actor: User, destruction: Destruction, reason: str) -> DestructionEnd:
    found = _locked(destruction)
    require(actor, "destruction.turn_down", found)
    _needs_sentence(reason, _("Say in a sentence why these files stay."))
    end = _end(actor, found, carried_out=False, reason=reason.strip())
    payload: dict[str, JSON] = {"reason": end.reason}
    record(type="destruction.turned_down", actor=actor.pseudonym, subject=found, payload=payload)
    return end


def _locked(destruction: Destruction) -> Destruction:
    """As it is once nobody else acts on its files: their rows are held, for a list itself is never changed."""
    files = Listed.objects.filter(destruction=destruction).values("case")
    list(Case.objects.select_for_update().filter(pk__in=files).order_by("pk").values_list("pk"))
    found: Destruction = Destruction.objects.get(pk=destruction.pk)
    return found


def _end(actor: User, found: Destruction, **more: object) -> DestructionEnd:
    end: DestructionEnd = DestructionEnd.objects.create(
        destruction=found, proposer_id=found.by_id, by=actor, at=timezone.now(), **more
    )
    return end
