from __future__ import annotations

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Schedule, holds, and what is due."""

    name = "licet.service.retention"
    label = "retention"

    def ready(self) -> None:
        from . import destroying, events, keeping, navigation, panels, policy, verify  # noqa: F401
