"""What the worker makes up for."""

from __future__ import annotations

from licet.service.base.chores import chore

from .services import draw_missing


@chore("letters")
def draw_late_letters() -> int:
    """PDFs of letters that were issued while the library was missing."""
    return draw_missing()
