from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters as HTML and PDF."""

    name = "licet.service.letters"
    label = "letters"

    def ready(self) -> None:
        from . import chores, destroying, events, health, navigation, policy, subscribers, verify, waiting  # noqa: F401
