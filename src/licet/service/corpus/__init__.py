"""The law this site answers from, and the indications it gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.reasoning import Law


def law() -> Law:
    """The law in force in this office today (in_force.py): the same one throughout a request or a task."""
    from .in_force import law_of, standing

    return law_of(standing())
