"""What has expired is cleared away by the worker, hour by hour, and nothing else is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from cast import client_for
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from licet.service.base import chores, health
from licet.service.base.models import Heartbeat
from licet.service.classification.drafts import empty
from licet.service.classification.models import SavedAssessment
from licet.service.classification.services import save
from licet.service.jobs import worker
from licet.service.people.models import CacheEntry, Invitation, Membership, Organisation, Role, User
from licet.service.people.services.inviting import invite_from_console
from licet.service.people.services.registering import register
from licet.service.records.models import Event

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=400)


def finding() -> health.Finding:
    return next(each for each in health.declared() if each.id == "housekeeping").look()


def invitation(**changes: Any) -> Invitation:
    invite_from_console(
        email="nora@example.org", name="Office", country="XA", role=Role.OFFICER, site="https://x.example"
    )
    row = Invitation.objects.order_by("created_at").last()
    assert row is not None
    Invitation.objects.filter(pk=row.pk).update(**changes)
    return row


def registered(days_ago: int, email: str = "rita@example.org") -> User:
    user = register(email=email, name="Rita", password="seven grey herons", organisation="Rook", country="XB")
    Membership.objects.filter(user=user).update(created_at=timezone.now() - timedelta(days=days_ago))
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    return user


# --- what goes, and what stays --------------------------------------------------------------------


def test_an_ended_session_goes_and_one_in_use_stays(people: dict[str, User]) -> None:
    client_for(people["olga"])
    client_for(people["elena"])
    used, ended = Session.objects.order_by("session_key")
    Session.objects.filter(pk=ended.pk).update(expire_date=timezone.now() - timedelta(minutes=1))
    assert chores.do_all()["sessions"] == 1
    assert Session.objects.get() == used


def test_where_somebody_was_signed_in_goes_with_the_session(people: dict[str, User]) -> None:
    client = client_for(people["olga"])
    for key in (client.session.session_key, "gone"):
        row = UserSession.objects.create(
            user=people["olga"], session_key=key, ip="127.0.0.1", user_agent="", data={}
        )
        UserSession.objects.filter(pk=row.pk).update(last_seen_at=timezone.now() - timedelta(days=2))
    assert chores.do_all()["sessions"] == 1
    assert UserSession.objects.get().session_key == client.session.session_key


def test_counts_of_attempts_go_when_their_time_is_over() -> None:
    cache.set("limit:over", 3, 1000)
    cache.set("limit:running", 3, 1000)
    over = CacheEntry.objects.filter(cache_key__contains="limit:over")
    assert over.update(expires=timezone.now() - timedelta(seconds=1)) == 1
    assert chores.do_all()["attempts"] == 1
    assert cache.get("limit:running") == 3


@pytest.mark.parametrize(
    ("changes", "stays"),
    [
        ({"expires_at": timezone.now() + timedelta(days=1)}, True),
        ({"expires_at": timezone.now() - timedelta(days=29)}, True),
        ({"expires_at": timezone.now() - timedelta(days=31)}, False),
        ({"expires_at": timezone.now() - LONG_AGO, "accepted_at": timezone.now() - LONG_AGO}, True),
        ({"expires_at": timezone.now() - LONG_AGO, "withdrawn_at": timezone.now() - LONG_AGO}, False),
    ],
)
def test_an_invitation_nobody_took_up_is_forgotten_after_a_month(
    changes: dict[str, Any], stays: bool
) -> None:
    row = invitation(**changes)
    chores.do_all()
    assert Invitation.objects.filter(pk=row.pk).exists() is stays
    assert Event.objects.filter(type="person.invited").exists()


def test_a_registration_nobody_confirmed_is_forgotten_after_a_week() -> None:
    registered(days_ago=8)
    assert chores.do_all()["registrations"] == 1
    assert not User.objects.exists()
    assert not Organisation.objects.exists()
    assert not EmailAddress.objects.exists()
    assert Event.objects.filter(type="organisation.registered").exists()


def late_but_shown() -> User:
    user = registered(days_ago=8)
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


def who_has_signed_in() -> User:
    user = registered(days_ago=8)
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    return user


def whose_organisation_is_confirmed() -> User:
    user = registered(days_ago=8)
    Organisation.objects.update(claimed=False)
    return user


@pytest.mark.parametrize(
    "person",
    [lambda: registered(days_ago=6), late_but_shown, who_has_signed_in, whose_organisation_is_confirmed],
)
def test_any_other_person_stays(person: Callable[[], User]) -> None:
    user = person()
    assert chores.do_all()["registrations"] == 0
    assert User.objects.get() == user
    assert user.memberships.exists()


def test_the_cast_stays(people: dict[str, User]) -> None:
    chores.do_all()
    assert User.objects.count() == len({user.pk for user in people.values()})


def test_who_is_invited_after_registering_stays(people: dict[str, User]) -> None:
    """Something rests on her: she was invited into the office by somebody, and asked for something."""
    user = registered(days_ago=8)
    invitation(invited_by=user)
    assert chores.do_all()["registrations"] == 0
    assert user.memberships.exists()


def test_a_saved_self_assessment_goes_after_its_last_day_though_nobody_saves_another(settings: Any) -> None:
    settings.SELF_ASSESSMENT_DAYS = 10
    today = timezone.localdate()
    for days in (10, 11):
        save(actor=None, draft=empty(), outcomes={}, today=today)
        SavedAssessment.objects.filter(ends_on=today + timedelta(days=10)).update(
            ends_on=today + timedelta(days=10 - days)
        )
    assert chores.do_all()["self-assessments"] == 1
    assert SavedAssessment.objects.get().ends_on == today


@pytest.mark.parametrize(
    ("status", "days", "stays"),
    [
        (TaskResultStatus.SUCCESSFUL, 31, False),
        (TaskResultStatus.FAILED, 31, False),
        (TaskResultStatus.SUCCESSFUL, 29, True),
        (TaskResultStatus.READY, 31, True),
    ],
)
def test_tasks_go_a_month_after_they_ended(status: TaskResultStatus, days: int, stays: bool) -> None:
    ended = None if status == TaskResultStatus.READY else timezone.now() - timedelta(days=days)
    task = DBTaskResult.objects.create(
        status=status,
        finished_at=ended,
        args_kwargs={"args": [0], "kwargs": {}},
        task_path="licet.service.jobs.tasks.deliver",
        queue_name="default",
        backend_name="default",
        exception_class_path="",
        traceback="",
    )
    chores.do_all()
    assert DBTaskResult.objects.filter(pk=task.pk).exists() is stays  # the round may queue others


# --- the round ------------------------------------------------------------------------------------


def test_the_doctor_knows_when_it_was_last_done() -> None:
    assert "never" in finding().says
    chores.do_all()
    assert finding().result == health.Result.FINE
    Heartbeat.objects.filter(name=chores.DONE).update(at=timezone.now() - timedelta(hours=25))
    assert finding().result == health.Result.WARNING
    assert "licet worker" in finding().remedy


def test_one_that_fails_holds_up_no_other_and_the_round_is_not_noted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> int:
        raise ValueError("the shelf came down")

    monkeypatch.setitem(chores._chores, "sessions", chores.Chore("sessions", broken))
    with caplog.at_level(logging.ERROR):
        done = chores.do_all()
    assert "Housekeeping failed: sessions" in caplog.text
    assert {"attempts", "invitations", "letters"} <= set(done)
    assert not Heartbeat.objects.filter(name=chores.DONE).exists()


def test_a_database_that_is_away_is_the_workers_business(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise OperationalError("server closed the connection")

    monkeypatch.setitem(chores._chores, "tasks", chores.Chore("tasks", away))
    with pytest.raises(OperationalError):
        chores.do_all()


def test_two_chores_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        chores.chore("sessions")(lambda: 0)


def test_the_worker_keeps_house_when_it_begins_and_then_every_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, rounds = [0.0], []
    keeper = worker.SteadyWorker()
    monkeypatch.setattr("licet.service.jobs.worker.time.monotonic", lambda: clock[0])
    monkeypatch.setattr(
        "licet.service.jobs.worker.time.sleep", lambda seconds: clock.__setitem__(0, clock[0] + 600)
    )
    monkeypatch.setattr(chores, "do_all", lambda: rounds.append(clock[0]))
    monkeypatch.setattr(worker, "take_up", lambda name: None)

    def until_two_hours(self: object) -> None:
        keeper.running = clock[0] < 7200

    monkeypatch.setattr("licet.service.jobs.worker.Worker.run", until_two_hours)
    with keeper.lock:
        keeper.run()
    assert rounds == [0.0, 3600.0, 7200.0]
