from __future__ import annotations

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """The exporter's side."""

    name = "licet.service.applications"
    label = "applications"

    def ready(self) -> None:
        from . import events, policy  # noqa: F401  declared by being imported
