from __future__ import annotations

from django.apps import AppConfig


class RulingsConfig(AppConfig):
    """Preliminary inquiries and the rulings that answer them."""

    name = "licet.service.rulings"
    label = "rulings"

    def ready(self) -> None:
        from . import events, letters, navigation, panels, policy, subscribers, verify, waiting  # noqa: F401
