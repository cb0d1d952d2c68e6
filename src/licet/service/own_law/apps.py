from __future__ import annotations

from django.apps import AppConfig


class OwnLawConfig(AppConfig):
    """The authority's own law."""

    name = "licet.service.own_law"
    label = "own_law"

    def ready(self) -> None:
        from . import events, health, navigation, policy, verify  # noqa: F401  declared by being imported
