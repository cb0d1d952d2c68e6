from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Start pages and navigation."""

    name = "licet.service.site"
    label = "site"

    def ready(self) -> None:
        from . import state  # noqa: F401  declared by being imported
