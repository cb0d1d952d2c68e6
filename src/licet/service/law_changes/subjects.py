"""Everything that rests on a stored answer: open cases, licences and rulings in force, answers that no licence is required."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from licet.service.casework.models import Case
from licet.service.casework.moves import State
from licet.service.corpus.models import Indication
from licet.service.decisions.models import Kind as Decided
from licet.service.decisions.models import Licence, Outcome
from licet.service.decisions.selectors import last_seen
from licet.service.rulings.models import Ruling

from .models import Kind

ENDED = (State.DECIDED, State.WITHDRAWN, State.WITHDRAWN_AFTER_NOTICE)


@dataclass(frozen=True, slots=True)
class Subject:
    """`answer` is what the office or the holder relies on; None where nothing was ever answered."""

    pk: UUID
    name: str
    case_id: UUID | None
    answer: Indication | None
    ruling_id: UUID | None = None


def some(kind: Kind, after: UUID | None, count: int, today: date) -> list[Subject]:
    """The next subjects of a kind, by their ids."""
    return list(_READ[kind](after, count, today))


def _cases(after: UUID | None, count: int, today: date) -> Iterator[Subject]:
    rows = Case.objects.exclude(state__in=ENDED).select_related("application__indication").order_by("pk")
    for case in (rows.filter(pk__gt=after) if after else rows)[:count]:
        yield Subject(case.pk, case.reference, case.pk, last_seen(case))


def _licences(after: UUID | None, count: int, today: date) -> Iterator[Subject]:
    rows = Licence.objects.filter(valid_until__gte=today).select_related("outcome__indication").order_by("pk")
    for licence in (rows.filter(pk__gt=after) if after else rows)[:count]:
        yield Subject(licence.pk, licence.number, licence.case_id, licence.outcome.indication)


def _no_licences(after: UUID | None, count: int, today: date) -> Iterator[Subject]:
    since = today - timedelta(days=settings.NO_LICENCE_DAYS)
    rows = Outcome.objects.filter(kind=Decided.NO_LICENCE, at__date__gte=since)
    rows = rows.select_related("indication", "case").order_by("pk")
    for outcome in (rows.filter(pk__gt=after) if after else rows)[:count]:
        yield Subject(outcome.pk, outcome.case.reference, outcome.case_id, outcome.indication)


def _rulings(after: UUID | None, count: int, today: date) -> Iterator[Subject]:
    in_force = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    rows = Ruling.objects.standing().filter(in_force).select_related("indication").order_by("pk")
    for ruling in (rows.filter(pk__gt=after) if after else rows)[:count]:
        yield Subject(ruling.pk, str(ruling), ruling.case_id, ruling.indication, ruling_id=ruling.pk)


_READ = {
    Kind.CASE: _cases,
    Kind.LICENCE: _licences,
    Kind.NO_LICENCE: _no_licences,
    Kind.RULING: _rulings,
}
