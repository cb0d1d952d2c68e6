"""Which files are due, by the schedule in force; and what the destruction service is told of an event."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case as When_
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _

from licet.service.assessment.models import Assessment
from licet.service.casework.models import Case, Question
from licet.service.casework.moves import ENDED
from licet.service.decisions.models import Kind as Outcomes
from licet.service.decisions.models import Licence, RefusalNotice
from licet.service.files.models import Document
from licet.service.letters.models import Letter
from licet.service.records.models import Content, Event
from licet.service.records.retention import DestructionRefused, Held, asks

from .models import Hold, Listed
from .schedule import Kind, Rules, Since, in_force

Files = QuerySet[Any, Any]
"""Cases with what is counted of them beside."""

NO_ACT = ("hold.placed", "hold.lifted", "letter.drawn")
"""What is recorded in a file and is no work on it."""


def ended_files() -> Files:
    """Every file that came to its end and is still there, with `kind`, `kept_until` and `held`."""
    opened = Content.objects.filter(event__subject_id=OuterRef("pk"), event__type="case.opened")
    rows: Files = (
        Case.objects.filter(Exists(opened), state__in=ENDED)
        .annotate(kind=_kind(), held=Exists(_holds()), **_years())
        .annotate(kept_until=_kept_until(in_force()))
    )
    return rows


def _holds() -> QuerySet[Hold]:
    rows: QuerySet[Hold] = Hold.objects.filter(case=OuterRef("pk"), lifted__isnull=True)
    return rows


def _kind() -> When_:
    return When_(
        When(outcome__kind=Outcomes.GRANT, then=Value(Kind.LICENCE.value)),
        When(outcome__kind=Outcomes.REFUSE, then=Value(Kind.REFUSAL.value)),
        When(outcome__isnull=False, then=Value(Kind.OTHER.value)),
        default=Value(Kind.WITHDRAWN.value),
        output_field=CharField(),
    )


def _years() -> dict[str, Any]:
    """The calendar year of each event that can be counted from."""
    acts = Event.objects.filter(subject_id=OuterRef("pk")).exclude(type__in=NO_ACT).order_by("-id")
    licences = Licence.objects.filter(case=OuterRef("pk")).order_by("-valid_until")
    ended = Coalesce(ExtractYear("outcome__at"), ExtractYear("application__withdrawn_at"))
    last_day = ExtractYear(Subquery(licences.values("valid_until")[:1]))
    return {
        Since.ENDED.value: ended,
        Since.LICENCE_END.value: Coalesce(last_day, ended),
        Since.LAST_ACT.value: ExtractYear(Subquery(acts.values("at")[:1])),
    }


def _kept_until(rules: Rules) -> When_:
    found = [When(kind=kind.value, then=F(rule.since.value) + rule.years) for kind, rule in rules.items()]
    return When_(*found, output_field=IntegerField())


def due_files() -> Files:
    """Those whose time is over, that nobody holds and no list waits for; the oldest first."""
    waiting = Listed.objects.filter(case=OuterRef("pk"), destruction__end__isnull=True)
    rows = ended_files().filter(kept_until__lt=timezone.localdate().year, held=False)
    return rows.exclude(Exists(waiting)).order_by("kept_until", "reference")


def is_due(case: Case) -> bool:
    """Asked again on the day of destruction."""
    over = ended_files().filter(kept_until__lt=timezone.localdate().year, held=False)
    return bool(over.filter(pk=case.pk).exists())


# --- what belongs to a file -------------------------------------------------------------------------------


def events_of_file(case: Case) -> QuerySet[Event]:
    """Every event that still has content: of the case, its application, its deal, its letters and its documents."""
    rows = Event.objects.filter(subject_id__in=subjects_of(case), content__isnull=False)
    return rows.select_related("content", "personal_content").order_by("id")


def subjects_of(case: Case) -> set[UUID]:
    own = {case.pk, case.application_id, case.application.chain_id}
    parts = (
        Question.objects.filter(case=case),
        RefusalNotice.objects.filter(case=case),
        Assessment.objects.filter(case=case),
    )
    holders = own.union(*(rows.values_list("pk", flat=True) for rows in parts))
    documents = Document.objects.filter(subject_id__in=holders).values_list("pk", flat=True)
    letters = Letter.objects.filter(subject_id=case.pk).values_list("pk", flat=True)
    return own.union(documents, letters)


_LEADS_TO: dict[str, str] = {
    "casework.case": "pk",
    "applications.application": "application",
    "chains.chain": "application__chain",
    "casework.question": "questions",
    "decisions.refusalnotice": "refusal_notices",
    "assessment.assessment": "assessments",
}


def file_of(event: Event) -> UUID | None:
    """The case to which an event belongs, if it belongs to one."""
    label, pk = event.subject_type, event.subject_id
    if label == "files.document":
        label, pk = Document.objects.values_list("subject_type", "subject_id").get(pk=pk)
    elif label == "letters.letter":
        label, pk = Letter.objects.values_list("subject_type", "subject_id").get(pk=pk)
    if label not in _LEADS_TO:
        return None
    found: UUID | None = Case.objects.filter(**{_LEADS_TO[label]: pk}).values_list("pk", flat=True).first()
    return found


@asks
def kept_until(event: Event) -> int | None:
    """What the schedule says of the file the event belongs to. An open file stays, and a held one."""
    pk = file_of(event)
    if pk is None:
        return None
    if Hold.objects.filter(case=pk, lifted__isnull=True).exists():
        raise Held(_("There is a hold on this case. Nothing of it is destroyed until the hold is lifted."))
    case = Case.objects.get(pk=pk)
    if case.state not in ENDED:
        raise DestructionRefused(_("This case is still open. Nothing of it is destroyed."))
    return _of_one(case)


def _of_one(case: Case) -> int | None:
    """Also of a file of which a part was destroyed already."""
    rows: Files = Case.objects.filter(pk=case.pk).annotate(kind=_kind(), **_years())
    found: int | None = rows.annotate(kept_until=_kept_until(in_force())).values_list(
        "kept_until", flat=True
    )[0]
    return found
