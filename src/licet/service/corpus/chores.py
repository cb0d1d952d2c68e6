"""What is kept ready of the law, and what is forgotten of tables."""

from __future__ import annotations

from django.utils import timezone

from licet.service.base.chores import chore

from .in_force import ask_again, prepare
from .tables.services import erase_ended


@chore("law-in-force")
def law_in_force() -> int:
    """Today's law is asked for anew; what begins later lies ready on this machine before its day. Stands before every chore
    that asks the law."""
    ask_again()
    return prepare(timezone.localdate())


@chore("tables")
def forget_tables() -> int:
    """Uploads and answers whose last day is over."""
    return erase_ended(timezone.localdate())
