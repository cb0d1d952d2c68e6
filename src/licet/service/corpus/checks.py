"""Said at the start, not when the first exporter asks: a regime is configured that the law does not have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from . import law


@register("licet", deploy=True)
def regimes_exist(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    known = law().regimes
    return [
        Warning(
            f"LICET_REGIMES names {regime!r}, which this law does not have.",
            hint=f"Name some of: {', '.join(known)}.",
            id="corpus.W001",
        )
        for regime in settings.HOME_REGIMES
        if regime not in known
    ]
