"""Files that officials import: kept, read by the worker as a job that shows how far it is, and its result.

What a file says is read and kept by the app whose file it is; it declares itself here once, as an `Importing`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks.base import Task

from licet.service.base.imports import FileRefused, Progress, Summary
from licet.service.files.storage import keep_bytes, path_of
from licet.service.people.models import User
from licet.service.people.policy import require

from . import services
from .models import Job

SECONDS_BETWEEN = 0.5  # each step of the bar is a write


class ReadsFile(Protocol):
    """The service that reads a file and keeps what it says, all of it or nothing."""

    def __call__(
        self, *, actor: User, content: bytes, filename: str, profile: str, progress: Progress
    ) -> Summary: ...


@dataclass(frozen=True, slots=True)
class Importing:
    """A sort of file: the act that importing it is, the kind of its jobs, and the namespace of its pages, among
    which `import` and `job` are the two of `jobs.import_pages` and `index` shows what was imported."""

    act: str
    job_kind: str
    pages: str


@transaction.atomic
def start_import(
    importing: Importing, task: Task[..., Any], *, actor: User, content: bytes, filename: str, profile: str
) -> Job:
    """Keep the file and let the worker read it; the job shows how far it is."""
    require(actor, importing.act)
    label = _("Import of %(file)s") % {"file": filename}
    job = services.start(actor=actor, kind=importing.job_kind, label=label[:200])
    task.enqueue(str(job.pk), keep_bytes(content), filename, profile, str(actor.pk))
    return job


def run_kept(
    service: ReadsFile, job_id: str, sha256: str, filename: str, profile: str, actor_id: str
) -> None:
    """Import a file that was uploaded before and lies in the store."""

    def work(progress: Progress) -> Summary:
        return service(
            actor=User.objects.get(pk=actor_id),
            content=path_of(sha256).read_bytes(),
            filename=filename,
            profile=profile,
            progress=progress,
        )

    run_import(job_id, work)


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
