"""What the worker runs."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django_tasks import task

from . import services


@task()
def compare(sweep_id: str) -> None:
    services.compare_all(UUID(sweep_id), timezone.localdate())
