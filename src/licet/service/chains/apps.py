from __future__ import annotations

from django.apps import AppConfig


class ChainsConfig(AppConfig):
    """Parties, items and transfers of a file."""

    name = "licet.service.chains"
    label = "chains"

    def ready(self) -> None:
        from . import destroying, events, policy  # noqa: F401  declared by being imported
