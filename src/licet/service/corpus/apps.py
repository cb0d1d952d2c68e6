from __future__ import annotations

from django.apps import AppConfig


class CorpusConfig(AppConfig):
    """Law and stored indications."""

    name = "licet.service.corpus"
    label = "corpus"

    def ready(self) -> None:
        from . import checks, chores, events, health, navigation, policy, warming  # noqa: F401  declared by being imported
