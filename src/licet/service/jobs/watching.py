"""A line in the log for each job that ended, and its number on every line that is said while it runs."""

from __future__ import annotations

import logging
from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished, task_started

from licet.service.base.logs import job_id

log = logging.getLogger(__name__)


@receiver(task_started)
def begun(task_result: TaskResult[Any], **kwargs: Any) -> None:
    job_id.set(str(task_result.id))


@receiver(task_finished)
def ended(task_result: TaskResult[Any], **kwargs: Any) -> None:
    fields: dict[str, Any] = {"task": task_result.task.module_path, "state": str(task_result.status)}
    if task_result.started_at and task_result.finished_at:
        lasted = task_result.finished_at - task_result.started_at
        fields["ms"] = round(lasted.total_seconds() * 1000)
    if task_result.status == TaskResultStatus.FAILED:
        log.error("Job failed", exc_info=True, extra={"fields": fields})
    else:
        log.info("Job done", extra={"fields": fields})
    job_id.set("")
