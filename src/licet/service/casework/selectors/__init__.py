"""What is read of cases, by question answered."""

from __future__ import annotations

from .cases import (
    ASKED,
    QUEUES,
    Queue,
    acts_open_to,
    bodies,
    case_for,
    consultations_page,
    events_told,
    own_cases,
    queue_counts,
    queue_page,
)
from .derived import derived_state
from .facts import FactRow, Thing, facts_of, open_facts, question_on
from .indications import Comparison, answer, compare, compare_case, kinds_to_assess
from .memo import once

__all__ = [
    "ASKED",
    "QUEUES",
    "Comparison",
    "FactRow",
    "Queue",
    "Thing",
    "acts_open_to",
    "answer",
    "bodies",
    "case_for",
    "compare",
    "compare_case",
    "consultations_page",
    "derived_state",
    "events_told",
    "facts_of",
    "kinds_to_assess",
    "once",
    "open_facts",
    "own_cases",
    "question_on",
    "queue_counts",
    "queue_page",
]
