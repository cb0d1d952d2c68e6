"""What is forgotten of self-assessments."""

from __future__ import annotations

from django.utils import timezone

from licet.service.base.chores import chore

from .services import erase_expired


@chore("self-assessments")
def forget_saved() -> int:
    """Those whose last day is over, also while nobody saves a new one."""
    return erase_expired(timezone.localdate())
