from __future__ import annotations

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Units, persons, organisations."""

    name = "licet.service.parties"
    label = "parties"

    def ready(self) -> None:
        from . import events, policy  # noqa: F401
