from __future__ import annotations

import pytest

from licet.service.base.imports import FileRefused, Progress, Summary
from licet.service.jobs import importing, services
from licet.service.jobs.importing import run_import
from licet.service.jobs.models import Job

DONE = Summary("nl-dual-use", "register.csv", "0" * 64, rows=2, imported=1, unchanged=1)


@pytest.fixture
def job(db: None) -> Job:
    return services.start(actor=None, kind="import.register", label="Import of register.csv")


def test_the_summary_ends_up_in_the_job(job: Job) -> None:
    run_import(job.pk, lambda progress: DONE)
    job.refresh_from_db()
    assert (job.state, job.summary) == (Job.State.DONE, DONE.as_json())


def test_how_far_it_is_can_be_seen_while_it_runs(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SECONDS_BETWEEN", 0)
    seen: list[int | None] = []

    def work(progress: Progress) -> Summary:
        progress(30, 120)
        seen.append(Job.objects.get(pk=job.pk).percent)
        return DONE

    run_import(job.pk, work)
    assert seen == [25]


def test_steps_in_quick_succession_are_not_all_written(job: Job) -> None:
    def work(progress: Progress) -> Summary:
        for done in range(100):
            progress(done, 100)
        return DONE

    run_import(job.pk, work)
    job.refresh_from_db()
    assert job.total is None


def test_a_refused_file_is_a_failed_job_with_the_reason(job: Job) -> None:
    def work(progress: Progress) -> Summary:
        raise FileRefused("Line 3 is not UTF-8.", "Save it as UTF-8.", line=3)

    run_import(job.pk, work)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert job.message == "Line 3 is not UTF-8. Save it as UTF-8. Nothing was imported."


def test_an_unforeseen_fault_is_shown_as_such_and_raised_on(job: Job) -> None:
    def work(progress: Progress) -> Summary:
        raise MemoryError

    with pytest.raises(MemoryError):
        run_import(job.pk, work)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "broke off" in job.message
