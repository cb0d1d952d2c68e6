"""Whatever is altered is found: by the ledger's own seals, or against a checkpoint that was kept elsewhere."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from nacl.signing import SigningKey
from records_samples import COPY, Intruder, a_subject, identifier, note, stored_file

from licet.ledger.checkpoint import Checkpoint as Head
from licet.ledger.checkpoint import sign
from licet.ledger.merkle import root_of
from licet.service.records import verify as deep
from licet.service.records.keys import signing_key, verifier
from licet.service.records.models import Checkpoint, Event, Leaf, Node, Pending
from licet.service.records.verification import Report, verify_ledger

pytestmark = pytest.mark.django_db


def report(held: str = "") -> Report:
    return verify_ledger(verifiers=[verifier()], held=held)


def found(held: str = "") -> list[tuple[int | None, str]]:
    return [(problem.seq, problem.what) for problem in report(held).problems]


def blob(value: bytes) -> str:
    """A literal for raw bytes in either database."""
    return (
        f"X'{value.hex()}'"
        if "sqlite" in settings.DATABASES["default"]["ENGINE"]
        else f"'\\x{value.hex()}'::bytea"
    )


def test_an_untouched_ledger_verifies(ledger: list[Event]) -> None:
    whole = report(Checkpoint.objects.get(size=6).text)
    assert (whole.ok, whole.size, whole.waiting) == (True, 12, 0)
    assert whole.root.hex() == Checkpoint.objects.get(size=12).root


def test_an_empty_ledger_verifies() -> None:
    assert report().ok


def test_an_event_that_waits_a_moment_is_no_fault(ledger: list[Event]) -> None:
    note(a_subject("late"))
    assert (report().ok, report().waiting) == (True, 1)


def test_an_event_that_waits_for_minutes_shows_that_no_sequencer_runs(ledger: list[Event]) -> None:
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        note(a_subject("late"))
    assert [what.split(" since")[0] for _, what in found()] == ["The event has waited for the sequencer"]


@pytest.mark.parametrize(
    "change",
    [
        "type = 'sample.forged'",
        "law_digest = 'other'",
        "subject_type = 'other.thing'",
        "actor = NULL",
        "files = '[\"aa\"]'",
    ],
)
def test_a_changed_event_is_found_with_its_number(
    ledger: list[Event], intruder: Intruder, change: str
) -> None:
    with intruder() as cursor:
        cursor.execute(f"UPDATE records_event SET {change} WHERE id = '{identifier(ledger[4])}'")
    assert found() == [(4, "The event is not the one that was sealed.")]


def test_changed_content_is_found(ledger: list[Event], intruder: Intruder) -> None:
    with intruder() as cursor:
        cursor.execute(f"UPDATE records_content SET body = '{{}}' WHERE event_id = '{identifier(ledger[5])}'")
    assert found() == [(5, "The content is not the one that was committed to.")]


def test_changed_personal_content_is_found(ledger: list[Event], intruder: Intruder) -> None:
    with intruder() as cursor:
        cursor.execute(
            f"UPDATE records_personalcontent SET body = '{{\"name\":\"Eve\"}}' WHERE event_id = '{identifier(ledger[5])}'"
        )
    assert found() == [(5, "Personal part: The content is not the one that was committed to.")]


def test_content_that_vanished_without_a_record_is_found(ledger: list[Event], intruder: Intruder) -> None:
    with intruder() as cursor:
        cursor.execute(f"DELETE FROM records_content WHERE event_id = '{identifier(ledger[5])}'")
    assert found() == [(5, "The content is missing and its destruction is not recorded.")]


def test_an_event_changed_together_with_its_leaf_breaks_the_signed_root(
    ledger: list[Event], intruder: Intruder
) -> None:
    forged = Event.objects.get(pk=ledger[4].pk)
    forged.type = "sample.forged"
    digest = sha256(b"\x00" + forged.entry().to_bytes()).digest()
    with intruder() as cursor:
        cursor.execute(f"UPDATE records_event SET type = 'sample.forged' WHERE id = '{identifier(forged)}'")
        cursor.execute(f"UPDATE records_leaf SET hash = {blob(digest)} WHERE seq = 4")
    assert found() == [(None, "Checkpoint 6 does not fit: look between numbers 3 and 5.")]


def test_a_deleted_leaf_is_found(ledger: list[Event], intruder: Intruder) -> None:
    with intruder() as cursor:
        cursor.execute("DELETE FROM records_leaf WHERE seq = 4")
    assert (4, "Number 4 is missing; the next is 5.") in found()


def test_a_leaf_deleted_and_the_gap_closed_is_found(ledger: list[Event], intruder: Intruder) -> None:
    with intruder() as cursor:
        cursor.execute("DELETE FROM records_leaf WHERE seq = 4")
        for seq in range(5, 12):
            cursor.execute(f"UPDATE records_leaf SET seq = {seq - 1} WHERE seq = {seq}")
    whats = [what for _, what in found()]
    assert "Checkpoint 6 does not fit: look between numbers 3 and 5." in whats
    assert "The event was never sealed and does not wait to be." in whats


def test_exchanged_leaves_are_found(ledger: list[Event], intruder: Intruder) -> None:
    with intruder() as cursor:
        for old, new in [(1, 100), (2, 1), (100, 2)]:
            cursor.execute(f"UPDATE records_leaf SET seq = {new} WHERE seq = {old}")
    assert found() == [(None, "Checkpoint 3 does not fit: look between numbers 0 and 2.")]


def test_an_event_that_was_kept_from_the_sequencer_is_found(ledger: list[Event], intruder: Intruder) -> None:
    hidden = note(a_subject("hidden"))
    Pending.objects.all().delete()
    assert [(p.event, p.what) for p in report().problems] == [
        (hidden.pk, "The event was never sealed and does not wait to be.")
    ]


def test_a_forged_checkpoint_is_found(ledger: list[Event], intruder: Intruder) -> None:
    forged = sign(Head(settings.LEDGER_ORIGIN, 12, bytes(32)), settings.LEDGER_ORIGIN, SigningKey.generate())
    with intruder() as cursor:
        cursor.execute("UPDATE records_checkpoint SET text = %s WHERE size = 12", [forged])
    assert found() == [
        (None, "Checkpoint 12: None of the known keys has signed this checkpoint."),
        (9, "No signed checkpoint covers the entries from 9 on."),
    ]


def test_a_checkpoint_row_that_differs_from_its_text_is_found(
    ledger: list[Event], intruder: Intruder
) -> None:
    with intruder() as cursor:
        cursor.execute("UPDATE records_checkpoint SET root = 'ff' WHERE size = 12")
    assert found() == [(None, "Checkpoint 12: the row differs from the signed text.")]


def test_changed_subtree_hashes_are_found(ledger: list[Event]) -> None:
    Node.objects.create(level=8, index=0, hash=bytes(32))
    assert found() == [(None, "1 stored subtree hashes differ from the leaves.")]


def cut(intruder: Intruder, size: int, events: list[Event]) -> None:
    """Remove the end of the ledger with everything that speaks of it."""
    gone = ", ".join(f"'{identifier(event)}'" for event in events[size:])
    with intruder() as cursor:
        cursor.execute(f"DELETE FROM records_checkpoint WHERE size > {size}")
        for table in ("leaf", "content", "personalcontent"):
            cursor.execute(f"DELETE FROM records_{table} WHERE event_id IN ({gone})")
        cursor.execute(f"DELETE FROM records_event WHERE id IN ({gone})")


def test_a_cut_off_end_is_found_only_against_a_checkpoint_kept_elsewhere(
    ledger: list[Event], intruder: Intruder
) -> None:
    held = Checkpoint.objects.get(size=12).text
    cut(intruder, 9, ledger)
    assert found() == []
    assert found(held) == [(None, "The checkpoint you hold covers 12 entries; here are only 9.")]


def test_an_end_cut_off_without_its_checkpoint_is_found(ledger: list[Event], intruder: Intruder) -> None:
    gone = ", ".join(f"'{identifier(event)}'" for event in ledger[9:])
    with intruder() as cursor:
        cursor.execute(f"DELETE FROM records_leaf WHERE event_id IN ({gone})")
    assert (None, "Checkpoint 12 does not fit: look between numbers 9 and 11.") in found()


def test_a_ledger_rewritten_with_the_key_itself_is_found_against_a_checkpoint_kept_elsewhere(
    ledger: list[Event], intruder: Intruder
) -> None:
    held = Checkpoint.objects.get(size=6).text
    forged = Event.objects.get(pk=ledger[4].pk)
    forged.type = "sample.forged"
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("seq").values_list("hash", flat=True)]
    leaves[4] = sha256(b"\x00" + forged.entry().to_bytes()).digest()
    with intruder() as cursor:
        cursor.execute(f"UPDATE records_event SET type = 'sample.forged' WHERE id = '{identifier(forged)}'")
        cursor.execute(f"UPDATE records_leaf SET hash = {blob(leaves[4])} WHERE seq = 4")
        for size in (6, 9, 12):
            head = Head(settings.LEDGER_ORIGIN, size, root_of(leaves[:size]))
            text = sign(head, settings.LEDGER_ORIGIN, signing_key())
            cursor.execute(
                "UPDATE records_checkpoint SET root = %s, text = %s WHERE size = %s",
                [head.root.hex(), text, size],
            )
    assert found() == []
    assert found(held) == [(None, "The ledger is not the one your checkpoint of 6 entries was made of.")]


def test_a_held_checkpoint_of_somebody_else_is_refused(ledger: list[Event]) -> None:
    stranger = sign(Head("other", 6, bytes(32)), "other", SigningKey.generate())
    assert found(stranger) == [
        (None, "The checkpoint you hold: None of the known keys has signed this checkpoint.")
    ]


# --- deep: files and derived tables -----------------------------------------------------------------


def test_stored_files_are_compared_with_their_names_and_with_the_events(ledger: list[Event]) -> None:
    path = stored_file()
    assert deep.file_faults(Path(settings.MEDIA_ROOT)) == []
    path.write_bytes(COPY + b"!")
    assert deep.file_faults(Path(settings.MEDIA_ROOT)) == [f"File {path.name} was altered."]
    path.unlink()
    assert deep.file_faults(Path(settings.MEDIA_ROOT)) == [f"File {path.name} is missing."]


def test_what_a_registered_check_finds_is_reported(ledger: list[Event], only_projections: None) -> None:
    stored_file()
    deep.projection("cases", lambda: [("case 7", "its state is open, the events say decided")])
    assert deep.differences() == ["cases: case 7: its state is open, the events say decided"]


def test_verifying_happens_beside_the_work(ledger: list[Event]) -> None:
    """It takes no lock: an act can be recorded while the ledger is read."""
    with transaction.atomic():
        note(a_subject("meanwhile"))
        assert report().ok
