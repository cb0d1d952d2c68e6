from __future__ import annotations

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Criteria, evidence, findings."""

    name = "licet.service.assessment"
    label = "assessment"

    def ready(self) -> None:
        from . import destroying, events, navigation, panels, policy  # noqa: F401
