"""Every committed event gets the next number, once; nothing waits for it but the number itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from django.db import OperationalError, connection, transaction
from records_samples import a_subject, note

from licet.ledger.checkpoint import verify
from licet.ledger.merkle import leaf_hash, root_of
from licet.service.people.models import User
from licet.service.records import sequencer, tree
from licet.service.records.keys import key_path, verifier
from licet.service.records.models import Checkpoint, Event, Leaf, Node, Pending
from licet.service.records.sequencer import Sequencer, seal_all


def in_threads(*works: Callable[[], None]) -> None:
    """Run side by side, each on its own connection; a failure in one fails the test."""
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def numbers() -> list[int]:
    return list(Leaf.objects.order_by("seq").values_list("seq", flat=True))


def test_numbers_are_dense_and_follow_the_order_of_recording(subject: User) -> None:
    recorded = [note(subject, number).pk for number in range(5)]
    assert seal_all() == 5
    assert list(Leaf.objects.order_by("seq").values_list("seq", "event")) == list(enumerate(recorded))
    assert not Pending.objects.exists()


def test_sealing_again_changes_nothing(subject: User) -> None:
    note(subject)
    assert (seal_all(), seal_all()) == (1, 0)
    assert Checkpoint.objects.count() == 1


def test_the_checkpoint_is_signed_over_the_root_of_the_leaves(subject: User) -> None:
    events = [note(subject, number) for number in range(11)]
    seal_all()
    head = verify(Checkpoint.objects.get().text, [verifier()])
    assert head.size == 11
    assert head.root == root_of(leaf_hash(event.entry().to_bytes()) for event in events)


def test_a_sequencer_takes_up_where_another_stopped(subject: User) -> None:
    first, second = Sequencer(), Sequencer()
    events = []
    for worker in (first, second, second, first):
        events += [note(subject, number) for number in range(3)]
        worker.step()
    assert numbers() == list(range(12))
    assert (
        Checkpoint.objects.latest("size").root
        == root_of(leaf_hash(e.entry().to_bytes()) for e in events).hex()
    )


def test_full_subtrees_of_256_leaves_are_kept_and_give_the_same_root(subject: User) -> None:
    with transaction.atomic():
        events = [note(subject, number) for number in range(520)]
    while Sequencer().step(limit=100):
        pass
    leaves = [leaf_hash(event.entry().to_bytes()) for event in events]
    stored = Node.objects.order_by("index").values_list("level", "index", "hash")
    assert [(level, index, bytes(node)) for level, index, node in stored] == [
        (8, 0, root_of(leaves[:256])),
        (8, 1, root_of(leaves[256:512])),
    ]
    assert tree.StoredTree().edge(520).root() == root_of(leaves)
    assert Checkpoint.objects.count() == 6


def test_a_step_that_fails_leaves_no_number_behind(subject: User, monkeypatch: pytest.MonkeyPatch) -> None:
    note(subject)
    worker = Sequencer()
    with monkeypatch.context() as broken:
        broken.setattr(sequencer, "_sign", lambda edge: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            worker.step()
    assert numbers() == []
    note(subject)
    assert worker.step() == 2
    assert numbers() == [0, 1]


def test_the_signing_key_lies_outside_the_database_and_is_ours_alone(subject: User) -> None:
    note(subject)
    seal_all()
    assert key_path().stat().st_mode & 0o777 == 0o600
    assert bytes(verifier().key) != key_path().read_bytes()
    before = verifier()
    assert before == verifier()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_not_committed_is_not_sealed() -> None:
    """SQLite lets one writer in at a time, so that the sequencer finds nothing to do and tries no lock."""
    subject = a_subject()

    def look() -> None:
        assert seal_all() == 0

    with transaction.atomic():
        note(subject)
        in_threads(look)
    assert seal_all() == 1


@pytest.mark.django_db(transaction=True)
def test_two_writers_and_two_sequencers_at_once_give_each_event_one_number() -> None:
    """Dense, no gap, no double; what one writer recorded first has the lower number."""
    subjects = [a_subject("left"), a_subject("right")]
    done = threading.Event()
    writing = threading.Barrier(2)
    each = 40

    def write(subject: User) -> None:
        writing.wait()
        for number in range(each):
            note(subject, number)
        if writing.wait() == 0:
            done.set()

    def seal() -> None:
        worker = Sequencer()
        while not done.is_set() or Pending.objects.exists():
            worker.step(limit=7)

    in_threads(lambda: write(subjects[0]), lambda: write(subjects[1]), seal, seal)
    assert numbers() == list(range(2 * each))
    for subject in subjects:
        own = Event.objects.filter(subject_id=subject.pk).select_related("content").order_by("leaf__seq")
        assert [event.payload for event in own] == [{"number": number} for number in range(each)]
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("seq").values_list("hash", flat=True)]
    assert Checkpoint.objects.latest("size").root == root_of(leaves).hex()
    assert all(verify(text, [verifier()]) for text in Checkpoint.objects.values_list("text", flat=True))


@pytest.mark.django_db(transaction=True)
def test_the_running_sequencer_seals_within_two_seconds_and_stops_when_told() -> None:
    subject, stop = a_subject(), threading.Event()

    def act() -> None:
        try:
            for number in range(3):
                event = note(subject, number)
                deadline = time.monotonic() + 2
                while not Leaf.objects.filter(event=event).exists():
                    assert time.monotonic() < deadline, "not sealed within two seconds"
                    time.sleep(0.02)
        finally:
            stop.set()

    in_threads(lambda: sequencer.run(stop), act)
    assert numbers() == [0, 1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_busy_database_does_not_end_the_sequencer(monkeypatch: pytest.MonkeyPatch) -> None:
    subject, stop, calls = a_subject(), threading.Event(), []
    note(subject)
    real = Sequencer.step

    def busy_at_first(self: Sequencer, limit: int = 10) -> int:
        calls.append(limit)
        if len(calls) == 1:
            raise OperationalError("database is locked")
        stop.set()
        return real(self, limit)

    monkeypatch.setattr(Sequencer, "step", busy_at_first)
    in_threads(lambda: sequencer.run(stop))
    assert numbers() == [0]
