"""What the worker runs."""

from __future__ import annotations

from django_tasks import task

from licet.service.base.imports import Progress, Summary
from licet.service.files.storage import path_of
from licet.service.jobs.importing import run_import
from licet.service.people.models import User

from . import services


@task()
def import_kept_file(job_id: str, sha256: str, filename: str, profile: str, actor_id: str) -> None:
    """Import a file that was uploaded before and lies in the store."""

    def work(progress: Progress) -> Summary:
        return services.import_list(
            actor=User.objects.get(pk=actor_id),
            content=path_of(sha256).read_bytes(),
            filename=filename,
            profile=profile,
            progress=progress,
        )

    run_import(job_id, work)
