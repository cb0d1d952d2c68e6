from __future__ import annotations

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Proposals, outcomes, licences."""

    name = "licet.service.decisions"
    label = "decisions"

    def ready(self) -> None:
        from . import checks, destroying, endings, events, navigation, panels, policy, subscribers, verify  # noqa: F401
