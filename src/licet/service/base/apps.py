from __future__ import annotations

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Settings, helpers, components."""

    name = "licet.service.base"
    label = "base"

    def ready(self) -> None:
        from . import health_checks  # noqa: F401  declared by being imported
