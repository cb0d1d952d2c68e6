"""Run the import of a file as a job that shows how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from licet.service.base.imports import FileRefused, Progress, Summary

from . import services
from .models import Job

SECONDS_BETWEEN = 0.5  # each step of the bar is a write


def run_import(job_id: UUID | str, work: Callable[[Progress], Summary]) -> None:
    """The summary, or the reason why the file was refused, ends up in the job; an unforeseen fault is raised on."""
    job = Job.objects.get(pk=job_id)
    try:
        summary = work(_bar_of(job))
    except FileRefused as refused:
        services.fail(job, _("%(reason)s Nothing was imported.") % {"reason": refused})
    except BaseException:
        services.fail(job, _("The import broke off and nothing was imported. Tell the administrator."))
        raise
    else:
        services.finish(job, summary.as_json())


def _bar_of(job: Job) -> Progress:
    last = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN:
            services.advance(job, done, total)
            last = time.monotonic()

    return show
