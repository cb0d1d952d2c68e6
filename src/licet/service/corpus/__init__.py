"""The law this site answers from, and the indications it gave."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.reasoning import Law


@cache
def law() -> Law:
    """The corpus named by LICET_LAW, read once per process."""
    from django.conf import settings

    from licet.law import roots
    from licet.reasoning import Law

    return Law.load(roots(settings.LAW_ROOTS) if settings.LAW_ROOTS else None)
