from __future__ import annotations

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """For those who write the law or compare it."""

    name = "licet.service.bench"
    label = "bench"

    def ready(self) -> None:
        from . import chores, events, navigation, policy, verify  # noqa: F401  declared by being imported
