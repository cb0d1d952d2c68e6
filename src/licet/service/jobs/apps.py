from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Background work and event subscribers."""

    name = "licet.service.jobs"
    label = "jobs"
