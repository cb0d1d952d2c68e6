from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work and event subscribers."""

    name = "licet.service.jobs"
    label = "jobs"

    def ready(self) -> None:
        from licet.service.records.subscribers import dispatch_with

        from . import chores, health, navigation, policy, watching  # noqa: F401  declared by being imported
        from .services import enqueue

        dispatch_with(enqueue)
