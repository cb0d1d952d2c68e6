"""`ledger verify --deep` compares each case's state and officer with what its events lead to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from licet.service.records.models import Event
from licet.service.records.verify import Difference, projection

from .models import Case
from .moves import ACT_OF, EVENT_OF, Act
from .selectors.derived import Impossible, replay


def cases() -> Iterator[Difference]:
    """One pass over the events of all cases, one over the cases."""
    told: dict[UUID, list[Event]] = defaultdict(list)
    rows = Event.objects.filter(subject_type="casework.case", type__in=ACT_OF).select_related("content")
    for event in rows.order_by("at", "id").iterator(2000):
        told[event.subject_id].append(event)
    for case in Case.objects.select_related("officer").iterator(2000):
        yield from _compare(case, told.pop(case.pk, []))
    for subject in told:
        yield Difference(str(subject), _("Its events are there, the case is not."))


def _compare(case: Case, events: list[Event]) -> Iterator[Difference]:
    try:
        state = replay(events)
    except Impossible as impossible:
        yield Difference(case.reference, str(impossible))
        return
    if state != case.state:
        text = _("The state is “%(state)s”; its events lead to “%(derived)s”.")
        yield Difference(case.reference, text % {"state": case.state, "derived": state})
    taken = [event.actor for event in events if event.type == EVENT_OF[Act.ASSIGN]]
    if (taken[-1] if taken else None) != (case.officer.pseudonym if case.officer else None):
        yield Difference(case.reference, _("The officer is not the one who took the case last."))


projection("casework.cases", cases)
