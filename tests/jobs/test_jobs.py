"""A long job shows how far it is, and what came of it."""

from __future__ import annotations

import pytest

from licet.service.jobs import services
from licet.service.jobs.models import Job
from licet.service.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(olga: User) -> Job:
    return services.start(actor=olga, kind="list.import", label="Import of list.xml")


def stored(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def test_a_new_job_runs_and_does_not_know_how_long(job: Job, olga: User) -> None:
    assert (job.running, job.percent, job.started_by) == (True, None, olga)


def test_progress_is_shown_in_whole_percent(job: Job) -> None:
    services.advance(job, 1, 3)
    assert stored(job).percent == 33
    services.advance(job, 3)
    assert stored(job).percent == 100


def test_more_done_than_announced_is_still_a_hundred_percent(job: Job) -> None:
    services.advance(job, 5, 3)
    assert job.percent == 100


def test_a_finished_job_keeps_its_summary(job: Job) -> None:
    services.finish(job, {"rows": 3, "rejected": []})
    kept = stored(job)
    assert (kept.state, kept.running, kept.summary) == (Job.State.DONE, False, {"rows": 3, "rejected": []})
    assert kept.finished_at


def test_a_failed_job_says_why(job: Job) -> None:
    services.fail(job, "Line 7: not a date.")
    kept = stored(job)
    assert (kept.state, kept.message) == (Job.State.FAILED, "Line 7: not a date.")
    assert kept.finished_at
