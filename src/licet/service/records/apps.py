from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Events, sequencer, commitments."""

    name = "licet.service.records"
    label = "records"

    def ready(self) -> None:
        from . import emptying, events, health, navigation  # noqa: F401  declared by being imported
