"""What is calculated for everybody, and what is forgotten."""

from __future__ import annotations

from django.utils import timezone

from licet.service.base.chores import chore
from licet.service.corpus.health import is_compiled

from .services import calculate_for_everybody, forget


@chore("bench")
def look_after_the_bench() -> int:
    """One calculation an hour that the public would find missing; those of laws gone by are dropped."""
    today = timezone.localdate()
    return forget(today) + (calculate_for_everybody(today) if is_compiled() else 0)
