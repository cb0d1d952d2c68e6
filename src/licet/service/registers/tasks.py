"""What the worker runs."""

from __future__ import annotations

from django_tasks import task

from licet.service.jobs.importing import run_kept

from . import services


@task()
def import_kept_file(job_id: str, sha256: str, filename: str, profile: str, actor_id: str) -> None:
    run_kept(services.import_register, job_id, sha256, filename, profile, actor_id)
