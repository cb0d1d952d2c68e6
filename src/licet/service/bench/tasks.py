"""What the worker runs."""

from __future__ import annotations

from django_tasks import task

from . import services


@task()
def calculate(calculation_id: str) -> None:
    services.calculate(calculation_id)
