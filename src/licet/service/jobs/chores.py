"""What is forgotten of background work."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from licet.service.base.chores import chore

KEPT = timedelta(days=30)
ENDED = (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED)


@chore("tasks")
def forget_tasks() -> int:
    """Tasks that ended long ago; what they were about keeps its own record."""
    old = timezone.now() - KEPT
    return DBTaskResult.objects.filter(status__in=ENDED, finished_at__lt=old).delete()[0]
