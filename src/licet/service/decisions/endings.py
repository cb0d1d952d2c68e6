"""Outcomes as exporter and consulted body read them: not “decided” but what, and how it can be appealed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from licet.service.applications.endings import Ending, endings
from licet.service.applications.models import Application
from licet.service.letters.selectors import last_letters_on
from licet.service.people.office import particulars

from .models import Kind, Outcome

WORDS = {
    Kind.GRANT: (_("Licence granted"), "green"),
    Kind.REFUSE: (_("Refused"), "red"),
    Kind.NO_LICENCE: (_("No licence needed"), "green"),
    Kind.RETURN_INCOMPLETE: (_("Returned as incomplete"), "yellow"),
}


@endings
def decided(applications: Iterable[Application]) -> dict[UUID, Ending]:
    """By application. The time to appeal runs from the letter that holds: of two, the later one."""
    rows = Outcome.objects.filter(case__application__in=applications).select_related("case")
    outcomes = {outcome.case.application_id: outcome for outcome in rows}
    letters = last_letters_on(outcome.pk for outcome in outcomes.values())
    found, court = {}, particulars().appeal_body if outcomes else ""
    for pk, outcome in outcomes.items():
        words, colour = WORDS[Kind(outcome.kind)]
        letter = letters.get(outcome.pk)
        served = timezone.localdate(letter.issued_at) if letter else None
        until = served + timedelta(days=settings.APPEAL_DAYS) if served else None
        found[pk] = Ending(str(words), colour, court, until)
    return found
