"""What the worker runs."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from . import services


@task()
def examine_draft(examination_id: str) -> None:
    services.run(examination_id, timezone.localdate())
