"""A recorded event reaches each of its subscribers, once, and what fails is kept with its reason."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cast import client_for, post
from django.db import OperationalError, transaction
from django_tasks_db.models import DBTaskResult
from records_samples import a_subject, note

from licet.service.jobs import services, worker
from licet.service.jobs.models import Delivery
from licet.service.people.models import User
from licet.service.people.policy import Refused
from licet.service.records import subscribers
from licet.service.records.models import Event
from licet.service.records.subscribers import subscribe

pytestmark = pytest.mark.django_db
FAILED = "/jobs/failed/"


class Listener:
    """A subscriber that keeps what it heard, writes a row for it, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.heard: list[object] = []
        self.failures = 0

    def __call__(self, event: Event) -> None:
        self.heard.append(event.payload and event.payload["number"])
        a_subject(f"reaction-{id(self)}-{len(self.heard)}")
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the list is locked")


@pytest.fixture
def listener() -> Iterator[Listener]:
    kept = dict(subscribers._subscribers)
    listener = Listener()
    listener.__qualname__ = "listener"  # type: ignore[attr-defined]
    subscribe("sample.noted", name="sample.listen")(listener)
    yield listener
    subscribers._subscribers.clear()
    subscribers._subscribers.update(kept)


@pytest.fixture
def subject() -> User:
    return a_subject()


def reactions() -> int:
    return User.objects.filter(email__startswith="reaction").count()


def test_an_event_is_delivered_with_its_content(listener: Listener, subject: User) -> None:
    note(subject, 7)
    assert listener.heard == []
    assert services.deliver_all() == 1
    assert listener.heard == [7]


def test_events_are_delivered_in_their_order(listener: Listener, subject: User) -> None:
    for number in range(5):
        note(subject, number)
    services.deliver_all()
    assert listener.heard == [0, 1, 2, 3, 4]


def test_every_subscriber_of_the_type_hears_and_no_other(listener: Listener, subject: User) -> None:
    second, other = Listener(), Listener()
    for name, type, each in [
        ("sample.second", "sample.noted", second),
        ("sample.other", "sample.else", other),
    ]:
        each.__qualname__ = name  # type: ignore[attr-defined]
        subscribe(type, name=name)(each)
    note(subject, 1)
    assert services.deliver_all() == 2
    assert (listener.heard, second.heard, other.heard) == ([1], [1], [])


def test_a_second_delivery_of_the_same_event_does_nothing(listener: Listener, subject: User) -> None:
    note(subject, 1)
    services.deliver_all()
    again = services.attempt(Delivery.objects.get().pk)
    assert again.state == Delivery.State.DONE
    assert listener.heard == [1]
    assert reactions() == 1


def test_an_event_that_is_rolled_back_is_delivered_to_nobody(listener: Listener, subject: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        note(subject)
        raise RuntimeError
    assert services.deliver_all() == 0
    assert not DBTaskResult.objects.exists()


def test_a_handler_that_fails_leaves_nothing_of_its_own_but_the_reason(
    listener: Listener, subject: User
) -> None:
    listener.failures = 1
    note(subject)
    delivery = services.attempt(Delivery.objects.get().pk)
    assert (delivery.state, delivery.attempts) == (Delivery.State.WAITING, 1)
    assert delivery.reason == "RuntimeError: the list is locked"
    assert reactions() == 0
    assert services.attempt(delivery.pk).state == Delivery.State.DONE
    assert reactions() == 1


def test_after_five_failures_the_delivery_is_given_up_visibly(listener: Listener, subject: User) -> None:
    listener.failures = 99
    note(subject)
    delivery = Delivery.objects.get()
    states = [services.attempt(delivery.pk).state for _ in range(5)]
    assert states == ["waiting"] * 4 + ["failed"]
    assert services.deliver_all() == 0


@pytest.fixture
def given_up(listener: Listener, subject: User) -> Delivery:
    listener.failures = 5
    note(subject)
    delivery = Delivery.objects.get()
    for _ in range(5):
        services.attempt(delivery.pk)
    return delivery


def test_a_given_up_delivery_can_be_tried_again_once_its_cause_is_gone(
    given_up: Delivery, olga: User
) -> None:
    services.retry(actor=olga, delivery=given_up)
    assert services.deliver_all() == 1
    assert reactions() == 1


@pytest.mark.parametrize("who", ["elena", "rival", "tomas", "amina", "paul", "audra"])
def test_nobody_but_an_officer_tries_again(given_up: Delivery, people: dict[str, User], who: str) -> None:
    with pytest.raises(Refused):
        services.retry(actor=people[who], delivery=given_up)


def test_what_was_given_up_is_shown_with_its_reason(given_up: Delivery, people: dict[str, User]) -> None:
    for who in ("olga", "paul", "audra"):
        page = client_for(people[who]).get(FAILED).content.decode()
        assert "the list is locked" in page
        assert ("Try again" in page) is (who == "olga")


@pytest.mark.parametrize("who", ["elena", "rival", "tomas", "amina"])
def test_others_are_not_shown_it(given_up: Delivery, people: dict[str, User], who: str) -> None:
    assert client_for(people[who]).get(FAILED).status_code == 403


def test_when_nothing_failed_the_page_says_so(olga: User) -> None:
    assert "has followed" in client_for(olga).get(FAILED).content.decode()


def test_the_button_tries_again_and_the_row_goes(given_up: Delivery, olga: User) -> None:
    client = client_for(olga)
    post(client, f"{FAILED}{given_up.pk}/retry/")
    page = client.get(FAILED).content.decode()
    assert "It is tried again now." in page
    assert "the list is locked" not in page
    assert services.deliver_all() == 1


def test_the_number_of_queries_does_not_grow_with_what_failed(
    subject: User, olga: User, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    for number in range(40):
        Delivery.objects.create(event=note(subject, number), subscriber="sample.listen", state="failed")
    client = client_for(olga)
    with django_assert_max_num_queries(7):
        client.get(FAILED)


def test_delivering_all_says_which_subscriber_refused_what_and_why(listener: Listener, subject: User) -> None:
    listener.failures = 1
    note(subject)
    with pytest.raises(
        services.DeliveryFailed, match=r"sample\.listen on sample\.noted: .* the list is locked"
    ):
        services.deliver_all()


def test_what_a_reaction_records_is_delivered_too(listener: Listener, subject: User) -> None:
    def chain(event: Event) -> None:
        if event.payload and event.payload["number"] < 3:
            note(a_subject(f"step{event.payload['number']}"), event.payload["number"] + 1)

    subscribe("sample.noted", name="sample.chain")(chain)
    note(subject, 0)
    assert services.deliver_all() == 8
    assert listener.heard == [0, 1, 2, 3]


def test_a_subscriber_that_no_longer_exists_fails_with_its_name(listener: Listener, subject: User) -> None:
    note(subject)
    subscribers.unsubscribe("sample.listen")
    delivery = services.attempt(Delivery.objects.get().pk)
    assert "sample.listen" in delivery.reason


def test_two_handlers_cannot_share_a_name(listener: Listener) -> None:
    def another(event: Event) -> None:
        """Never called."""

    with pytest.raises(ValueError, match="declared twice"):
        subscribe("sample.noted", name="sample.listen")(another)


def test_pauses_grow_from_five_seconds_and_double() -> None:
    assert [services.pause_after(attempts) for attempts in (1, 2, 3, 4)] == [
        timedelta(seconds=seconds) for seconds in (5, 10, 20, 40)
    ]


def work() -> None:
    """The worker of the site, until nothing is due."""
    worker.main(single=True)


@pytest.mark.django_db(transaction=True)
def test_the_worker_delivers_and_comes_back_to_what_failed(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "FIRST_PAUSE", timedelta(0))
    listener.failures = 2
    note(a_subject(), 7)
    work()
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (Delivery.State.DONE, 3)
    assert listener.heard == [7, 7, 7]
    assert reactions() == 1


@pytest.mark.django_db(transaction=True)
def test_a_failed_attempt_waits_before_the_next(listener: Listener) -> None:
    listener.failures = 1
    note(a_subject())
    work()
    assert Delivery.objects.get().state == Delivery.State.WAITING
    assert listener.heard == [0]


@pytest.mark.django_db(transaction=True)
def test_a_delivery_whose_worker_was_killed_is_queued_again(listener: Listener) -> None:
    note(a_subject(), 7)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["killed"])  # what it leaves behind
    work()
    assert listener.heard == [7]


@pytest.mark.django_db(transaction=True)
def test_what_a_living_worker_runs_is_left_to_it(listener: Listener) -> None:
    note(a_subject(), 7)
    lock, name = worker.hold_lock()
    with lock:
        DBTaskResult.objects.update(status="RUNNING", worker_ids=[name])
        work()
        assert listener.heard == []
    work()
    assert listener.heard == [7]


@pytest.mark.django_db(transaction=True)
def test_a_delivery_that_has_no_task_left_gets_one(listener: Listener) -> None:
    """The task gave up because the database was away while it noted its failure."""
    note(a_subject(), 7)
    DBTaskResult.objects.update(status="FAILED")
    work()
    assert listener.heard == [7]


def test_a_delivery_that_has_a_task_gets_no_second_one(listener: Listener) -> None:
    note(a_subject(), 7)
    assert services.enqueue_waiting() == 0


class Away:
    """A database that is away twice, then back; then the worker is told to stop."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, steady: worker.SteadyWorker) -> None:
        self.asked += 1
        if self.asked <= 2:
            raise OperationalError("the database system is shutting down")
        steady.running = False


def test_the_worker_outlives_a_database_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    away = Away()
    monkeypatch.setattr(
        "django_tasks_db.management.commands.db_worker.Worker.run", lambda steady: away(steady)
    )
    monkeypatch.setattr(worker, "PAUSE", 0)
    monkeypatch.setattr(worker, "INTERVAL", 0)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    steady = worker.SteadyWorker()
    with steady.lock:
        steady.run()
    assert away.asked == 3


def test_what_broken_uploads_left_is_removed_after_a_day(settings: Any) -> None:
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True)
    old, fresh = root / ".upload-old", root / ".upload-fresh"
    for path in (old, fresh):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert worker.tidy_store() == 1
    assert [path.name for path in root.iterdir()] == [".upload-fresh"]
