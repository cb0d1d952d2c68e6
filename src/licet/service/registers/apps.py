from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Register lines of other authorities."""

    name = "licet.service.registers"
    label = "registers"

    def ready(self) -> None:
        from . import events, navigation, policy  # noqa: F401
