"""What is read of cases, by question answered."""

from __future__ import annotations

from .cases import QUEUES, Queue, bodies, case_for, queue_page
from .derived import derived_state
from .indications import Comparison, compare, compare_case, kinds_to_assess

__all__ = [
    "QUEUES",
    "Comparison",
    "Queue",
    "bodies",
    "case_for",
    "compare",
    "compare_case",
    "derived_state",
    "kinds_to_assess",
    "queue_page",
]
