"""Every hour: is the law still the one that everything was compared with?"""

from __future__ import annotations

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from licet.service.base.chores import chore
from licet.service.corpus.health import is_compiled

from .services import notice
from .tasks import compare


@chore("law-changes")
def compare_with_todays_law() -> int:
    """Queue what is not finished and has no task left that would do it: new, or its worker was killed."""
    if not is_compiled():
        return 0
    sweep = notice(timezone.localdate())
    if sweep.finished_at is not None or str(sweep.pk) in _queued():
        return 0
    compare.enqueue(str(sweep.pk))
    return 1


def _queued() -> set[str]:
    open_states = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    rows = DBTaskResult.objects.filter(task_path=compare.module_path, status__in=open_states)
    return {row["args"][0] for row in rows.values_list("args_kwargs", flat=True)}
