from __future__ import annotations

from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    """Guidance by topic, and who adopted it."""

    name = "licet.service.guidance"
    label = "guidance"

    def ready(self) -> None:
        from . import events, navigation, policy, verify, warming  # noqa: F401  declared by being imported
