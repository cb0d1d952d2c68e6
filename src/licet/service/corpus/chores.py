"""What is forgotten of tables."""

from __future__ import annotations

from django.utils import timezone

from licet.service.base.chores import chore

from .tables.services import erase_ended


@chore("tables")
def forget_tables() -> int:
    """Uploads and answers whose last day is over."""
    return erase_ended(timezone.localdate())
