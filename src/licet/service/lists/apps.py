from __future__ import annotations

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """List generations, screening, hits."""

    name = "licet.service.lists"
    label = "lists"

    def ready(self) -> None:
        from . import events, navigation, policy, subscribers  # noqa: F401
