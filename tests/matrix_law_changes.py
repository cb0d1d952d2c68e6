"""Answers that the law moved, as the access matrix meets them."""

from __future__ import annotations

import officer_walk as walk
from django.utils import timezone
from matrix_objects import People, state

from licet.service.corpus import law
from licet.service.law_changes.models import ChangedAnswer, Sweep
from licet.service.law_changes.services import look


def answer(people: People) -> ChangedAnswer:
    """As the comparison keeps one; the law of the tests is the same all day."""
    case = walk.taken(people["elena"], people["olga"])
    sweep, _created = Sweep.objects.get_or_create(
        law_digest=law().digest, period=timezone.localdate(), defaults={"noticed_at": timezone.now()}
    )
    regime = next(iter(law().regimes))
    moved = {"regime": regime, "leg": "", "rule": "", "before": "licence", "after": "nothing_found_in_scope"}
    assert case.application.indication is not None
    made: ChangedAnswer = ChangedAnswer.objects.create(
        sweep=sweep,
        kind="case",
        subject_id=case.pk,
        case=case,
        name=case.reference,
        before=case.application.indication,
        differences=[moved],
        digest="0" * 64,
        at=timezone.now(),
    )
    return made


@state("changed answer: to look at")
def to_look_at(people: People) -> ChangedAnswer:
    return answer(people)


@state("changed answer: looked at")
def looked_at(people: People) -> ChangedAnswer:
    made = answer(people)
    look(actor=people["olga"], answer=made, reason="Nothing follows.")
    found: ChangedAnswer = ChangedAnswer.objects.get(pk=made.pk)
    return found
