"""What the worker runs."""

from __future__ import annotations

from django_tasks import task

from . import services


@task()
def evaluate_table(run_id: str) -> None:
    services.evaluate(run_id)
