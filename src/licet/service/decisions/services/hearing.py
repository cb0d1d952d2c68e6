"""Before a refusal: notice with grounds, reasons and time to be heard; the exporter's answer, or that none came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.ledger.canonical import JSON
from licet.service.assessment.selectors import latest_signed
from licet.service.base.reasons import says_why
from licet.service.base.templatetags.base import day
from licet.service.casework.calendar import due_after
from licet.service.casework.models import Case
from licet.service.casework.moves import Act
from licet.service.casework.services import Overtaken, locked, move
from licet.service.files.services import store
from licet.service.files.storage import Upload
from licet.service.people.models import User
from licet.service.people.policy import require

from ..grounds import ground, grounds
from ..models import NoticeEnd, RefusalNotice
from ..preconditions import require_all
from ..reasons import unassessed_grounds
from ..today import store_today

HEARD_WITHIN = 15
"""Working days an exporter has to be heard unless the officer sets another number."""


@dataclass(frozen=True, slots=True)
class Intent:
    """What the officer writes."""

    grounds: Sequence[str]
    reasons: str
    working_days: int = HEARD_WITHIN


@transaction.atomic
def give_notice(*, actor: User, case: Case, intent: Intent) -> RefusalNotice:
    """Tell the exporter that a refusal is intended. It decides nothing; the letter follows."""
    require(actor, Act.NOTIFY, case)
    case = locked(case)
    _refuse_unsound(case, intent)
    require_all(case, "refuse")
    due = due_after(timezone.localdate(), intent.working_days)
    notice: RefusalNotice = RefusalNotice.objects.create(
        case=case,
        by=actor,
        at=timezone.now(),
        grounds=list(intent.grounds),
        reasons=intent.reasons.strip(),
        respond_by=due.on,
        calendar=due.calendar,
        assessment=latest_signed(case),
        indication=store_today(actor, case),
    )
    digest = notice.indication.law_digest
    move(case=case, act=Act.NOTIFY, actor=actor, payload=notice_content(notice), law_digest=digest)
    return notice


def _refuse_unsound(case: Case, intent: Intent) -> None:
    faults: dict[str, str] = {}
    if not says_why(intent.reasons):
        faults["reasons"] = _("Give the reasons in a sentence: without them the exporter cannot answer.")
    if not intent.grounds:
        faults["grounds"] = _("Choose at least one ground. A refusal without a ground does not stand.")
    if unknown := [code for code in intent.grounds if code not in grounds()]:
        faults["grounds"] = _("There is no ground “%(code)s”.") % {"code": unknown[0]}
    elif unfounded := unassessed_grounds(case, intent.grounds):
        faults["grounds"] = _(
            "No signed assessment found “%(ground)s”, and the letter would say that one did. Sign the assessment first."
        ) % {"ground": ground(unfounded[0]).label}
    if intent.working_days < 1:
        faults["working_days"] = _("Give the exporter at least one working day.")
    if faults:
        raise ValidationError(faults)


def notice_content(notice: RefusalNotice) -> dict[str, JSON]:
    return {
        "notice": str(notice.pk),
        "grounds": notice.grounds,
        "reasons": notice.reasons,
        "respond_by": notice.respond_by.isoformat(),
        "calendar": notice.calendar,
        "assessment": str(notice.assessment_id) if notice.assessment_id else None,
        "indication": str(notice.indication_id),
    }


@transaction.atomic
def respond(*, actor: User, notice: RefusalNotice, text: str, uploads: Sequence[Upload] = ()) -> NoticeEnd:
    """The exporter is heard, with documents."""
    require(actor, Act.RESPOND, notice.case)
    case = locked(notice.case)
    _still_open(notice)
    if not text.strip():
        raise ValidationError({"text": _("Write what speaks against a refusal.")})
    stored = [
        store(
            actor=actor,
            upload=upload,
            title=upload.name or _("Document"),
            organisation=case.organisation,
            subject=notice,
        )
        for upload in uploads
    ]
    end = _end(actor, notice, answered=True, text=text.strip())
    payload: dict[str, JSON] = {"notice": str(notice.pk), "text": end.text}
    hashes = [document.sha256 for document in stored]
    move(case=case, act=Act.RESPOND, actor=actor, payload=payload, files=hashes)
    return end


@transaction.atomic
def close_notice(*, actor: User, notice: RefusalNotice) -> NoticeEnd:
    """After the last day only: the exporter used the time or did not."""
    require(actor, Act.CLOSE_NOTICE, notice.case)
    case = locked(notice.case)
    _still_open(notice)
    if timezone.localdate() < notice.respond_by + timedelta(days=1):
        text = _("The exporter has until %(date)s to be heard; this can be recorded after that day.")
        raise ValidationError(text % {"date": day(notice.respond_by)})
    end = _end(actor, notice, answered=False, text="")
    move(case=case, act=Act.CLOSE_NOTICE, actor=actor, payload={"notice": str(notice.pk)})
    return end


def _end(actor: User, notice: RefusalNotice, *, answered: bool, text: str) -> NoticeEnd:
    end: NoticeEnd = NoticeEnd.objects.create(
        notice=notice, answered=answered, text=text, by=actor, at=timezone.now()
    )
    return end


def _still_open(notice: RefusalNotice) -> None:
    if NoticeEnd.objects.filter(notice=notice).exists():
        raise Overtaken(_("This notice has been answered or closed in the meantime."))
