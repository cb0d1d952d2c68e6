"""Whatever is altered is found: by the ledger's own seals, or against a checkpoint that was kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import time_machine
from database import Databases
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from nacl.signing import SigningKey
from records_samples import a_subject, note

from licet.cli import main as cli
from licet.cli import schema
from licet.ledger.checkpoint import Checkpoint as Head
from licet.ledger.checkpoint import Verifier, sign
from licet.ledger.merkle import root_of
from licet.service.records import verify as deep
from licet.service.records.keys import key_path, signing_key, verifier
from licet.service.records.models import Checkpoint, Event, Leaf, Node, Pending
from licet.service.records.sequencer import Sequencer, seal_all
from licet.service.records.verification import Report, verify_ledger

pytestmark = pytest.mark.django_db
COPY = b"what the file says"

Intruder = Callable[[], AbstractContextManager[CursorWrapper]]


@pytest.fixture
def intruder(as_owner: None, databases: Databases, ledger: list[Event]) -> Intruder:
    """Somebody with all rights over the database, who puts its triggers aside."""

    @contextmanager
    def inside() -> Iterator[CursorWrapper]:
        with connection.cursor() as cursor:
            databases.disarm(cursor)
            yield cursor

    return inside


@pytest.fixture
def ledger(db: None) -> list[Event]:
    """Twelve events, sealed in four steps; the last names a file."""
    subject = a_subject()
    events, worker = [], Sequencer()
    for number in range(12):
        files = (sha256(COPY).hexdigest(),) if number == 11 else ()
        events.append(note(subject, number, personal="Ada", files=files))
        if number % 3 == 2:
            worker.step()
    return events


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


def identifier(event: Event) -> str:
    return event.pk.hex if "sqlite" in settings.DATABASES["default"]["ENGINE"] else str(event.pk)


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


def stored_file() -> Path:
    digest = sha256(COPY).hexdigest()
    path = Path(settings.MEDIA_ROOT) / digest[:2] / digest
    path.parent.mkdir(parents=True)
    path.write_bytes(COPY)
    return path


def test_stored_files_are_compared_with_their_names_and_with_the_events(ledger: list[Event]) -> None:
    path = stored_file()
    assert deep.file_faults(Path(settings.MEDIA_ROOT)) == []
    path.write_bytes(COPY + b"!")
    assert deep.file_faults(Path(settings.MEDIA_ROOT)) == [f"File {path.name} was altered."]
    path.unlink()
    assert deep.file_faults(Path(settings.MEDIA_ROOT)) == [f"File {path.name} is missing."]


@pytest.fixture
def only_projections() -> Iterator[None]:
    kept = dict(deep._projections)
    deep._projections.clear()
    yield
    deep._projections.clear()
    deep._projections.update(kept)


def test_what_a_registered_check_finds_is_reported(ledger: list[Event], only_projections: None) -> None:
    stored_file()
    deep.projection("cases", lambda: [("case 7", "its state is open, the events say decided")])
    assert deep.differences() == ["cases: case 7: its state is open, the events say decided"]


# --- the command ------------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(["ledger", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_command_answers_0_and_says_so_when_nothing_was_altered(
    ledger: list[Event], only_projections: None, capsys: pytest.CaptureFixture[str]
) -> None:
    stored_file()
    code, out, _ = run(capsys, "verify", "--deep")
    assert code == 0
    assert out.splitlines()[1] == "Nothing was altered."


def test_the_command_answers_1_and_names_number_and_event(
    ledger: list[Event], intruder: Intruder, capsys: pytest.CaptureFixture[str]
) -> None:
    with intruder() as cursor:
        cursor.execute(
            f"UPDATE records_event SET type = 'sample.forged' WHERE id = '{identifier(ledger[4])}'"
        )
    code, out, _ = run(capsys, "verify", "--format", "json")
    answer: dict[str, Any] = json.loads(out)
    assert code == 1
    assert (answer["ok"], answer["size"]) == (False, 12)
    jsonschema.validate(answer, json.loads(schema.text_of("ledger-verify")))
    assert answer["problems"] == [
        {"seq": 4, "event": str(ledger[4].pk), "what": "The event is not the one that was sealed."}
    ]
    code, out, _ = run(capsys, "verify")
    assert code == 1
    assert f"  number 4, event {ledger[4].pk}: The event is not the one that was sealed." in out.splitlines()


def test_a_printed_checkpoint_can_be_held_against_the_ledger_later(
    ledger: list[Event], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _, text, _ = run(capsys, "checkpoint")
    held = tmp_path / "checkpoint.txt"
    held.write_text(text, encoding="utf-8")
    note(a_subject("later"))
    seal_all()
    assert run(capsys, "verify", "--checkpoint", str(held))[0] == 0


def test_verifying_without_a_key_asks_for_one_and_makes_none(
    ledger: list[Event], capsys: pytest.CaptureFixture[str]
) -> None:
    text = str(verifier())
    key_path().unlink()
    code, _, err = run(capsys, "verify")
    assert code == 2
    assert "--key" in err
    assert not key_path().exists()
    assert run(capsys, "verify", "--key", text)[0] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--checkpoint", "/nowhere/checkpoint.txt"], "cannot be read"),
        (["--checkpoint", __file__], "is not a checkpoint"),
        (["--key", "nonsense"], "reads name+id+key"),
    ],
)
def test_a_wrong_argument_is_named_with_its_remedy(
    ledger: list[Event], capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, _, err = run(capsys, "verify", *arguments)
    assert code == 2
    assert message in err


def test_an_empty_ledger_has_no_checkpoint_to_print(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "checkpoint")
    assert code == 2
    assert "licet sequencer --once" in err


def test_the_printed_key_is_the_one_that_signs(
    ledger: list[Event], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, "key")
    assert out.strip() == str(Verifier(settings.LEDGER_ORIGIN, signing_key().verify_key))


def test_verifying_happens_beside_the_work(ledger: list[Event]) -> None:
    """It takes no lock: an act can be recorded while the ledger is read."""
    with transaction.atomic():
        note(a_subject("meanwhile"))
        assert report().ok
