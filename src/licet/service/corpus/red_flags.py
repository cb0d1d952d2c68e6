"""The red flags of the law this site answers from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from licet.law import roots
from licet.law.red_flags import RedFlag, load_red_flags


@cache
def red_flags() -> Mapping[str, RedFlag]:
    """Read once per process, in their order."""
    return load_red_flags(roots(settings.LAW_ROOTS))
