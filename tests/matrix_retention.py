"""Holds and lists of files to destroy, as the access matrix meets them."""

from __future__ import annotations

import officer_walk as walk
from django.utils import timezone
from matrix_objects import People, state

from licet.service.casework.models import Case
from licet.service.retention import services
from licet.service.retention.models import Destruction, Hold, Listed

A_COURT = "A court asked for it."


def held(people: People) -> Hold:
    case = walk.taken(people["elena"], people["olga"])
    return services.place(actor=people["olga"], case=case, reason=A_COURT)


def a_list(people: People) -> Destruction:
    """As `propose` makes one; no file of the tests is old enough."""
    case = walk.taken(people["elena"], people["olga"])
    made: Destruction = Destruction.objects.create(
        by=people["olga"], at=timezone.now(), reason="The time to keep it has passed."
    )
    Listed.objects.create(destruction=made, case=case, kind="refusal", kept_until=2025)
    return made


@state("case to hold")
def case_to_hold(people: People) -> Case:
    return walk.taken(people["elena"], people["olga"])


@state("hold: standing")
def hold_standing(people: People) -> Hold:
    return held(people)


@state("hold: lifted")
def hold_lifted(people: People) -> Hold:
    hold = held(people)
    services.lift(actor=people["paul"], hold=hold, reason="The judgment is final.")
    found: Hold = Hold.objects.get(pk=hold.pk)
    return found


@state("files to destroy: proposed by the officer")
def proposed(people: People) -> Destruction:
    return a_list(people)


@state("files to destroy: settled")
def settled(people: People) -> Destruction:
    made = a_list(people)
    services.turn_down(actor=people["paul"], destruction=made, reason="A journalist has asked for it.")
    found: Destruction = Destruction.objects.get(pk=made.pk)
    return found
