from __future__ import annotations

from django.apps import AppConfig


class ClassificationConfig(AppConfig):
    """Questions of the law, answers in words, self-assessment."""

    name = "licet.service.classification"
    label = "classification"

    def ready(self) -> None:
        from . import chores, policy  # noqa: F401  declared by being imported
