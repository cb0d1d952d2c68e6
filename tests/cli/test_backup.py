"""A backup holds one moment whole; a restore believes nothing of it before all was checked."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cast import assemble
from database import Databases, PostgresqlDatabases, use
from django.db import connection, transaction
from records_samples import a_subject, note

from licet.cli import archive
from licet.cli import main as cli
from licet.ledger.checkpoint import Checkpoint as Head
from licet.ledger.checkpoint import sign
from licet.service.files.storage import keep_bytes
from licet.service.people.models import User
from licet.service.records import destroyed
from licet.service.records.keys import signing_key, verifier
from licet.service.records.models import Content, Event
from licet.service.records.retention import DestructionRefused, destroy_again, destroy_payload
from licet.service.records.selectors import latest_checkpoint
from licet.service.records.sequencer import seal_all
from licet.service.records.verification import verify_ledger

pytestmark = pytest.mark.django_db(transaction=True)
LATER = datetime(2040, 1, 1, tzinfo=UTC)
Elsewhere = Callable[[], AbstractContextManager[Path]]


@pytest.fixture
def archive_path(tmp_path: Path) -> Path:
    return tmp_path / "backup.tar"


@pytest.fixture
def filled(transactional_db: None) -> User:
    """Three sealed acts, one that names a stored file, and one that waits to be sealed."""
    subject = a_subject()
    digest = keep_bytes(b"what the contract says")
    for number in range(2):
        note(subject, number, personal="Ada")
    note(subject, 2, files=(digest,))
    seal_all()
    note(subject, 3)
    return subject


@pytest.fixture
def elsewhere(databases: Databases, settings: Any, tmp_path: Path) -> Elsewhere:
    """Another machine: an empty data folder and an empty database; on PostgreSQL as its owner."""

    @contextmanager
    def there() -> Iterator[Path]:
        before, folder = dict(connection.settings_dict), tmp_path / "elsewhere"
        folder.mkdir()
        settings.DATA_DIR, settings.MEDIA_ROOT = folder, folder / "files"
        if isinstance(databases, PostgresqlDatabases):
            name = databases.name("elsewhere")
            databases._run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
            use(**{**databases.owner_settings, "NAME": name})
        else:
            use(NAME=str(folder / "licet.sqlite3"))
        try:
            yield folder
        finally:
            use(**before)
            settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "files"
            if isinstance(databases, PostgresqlDatabases):
                databases._run(f'DROP DATABASE "{databases.name("elsewhere")}" WITH (FORCE)')

    return there


def backup(path: Path) -> None:
    assert cli.main(["backup", str(path)]) == 0


def restore(path: Path, *more: str) -> int:
    return cli.main(["restore", str(path), *more])


def manifest_of(path: Path) -> dict[str, Any]:
    return archive.checked(path)


# --- there and back ------------------------------------------------------------------------------------


def test_what_was_backed_up_is_there_again_and_verifies(
    filled: User, archive_path: Path, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(archive_path)
    told = capsys.readouterr().out
    assert "3 sealed acts, 1 waiting to be sealed, 1 files" in told
    assert "ledger-key" in told, "what it does not contain is said when it is made"
    key, before = str(verifier()), list(Event.objects.order_by("id").values())
    with elsewhere() as folder:
        assert restore(archive_path) == 0
        told = capsys.readouterr().out
        assert list(Event.objects.order_by("id").values()) == before
        assert User.objects.get() == filled
        assert cli.main(["ledger", "verify", "--deep", "--key", key]) == 0
        assert [path.read_bytes() for path in folder.glob("files/??/*")] == [b"what the contract says"]
        assert not list(folder.glob(".restoring*"))
        assert "ledger-key is not here" in told
        assert "secret-key" in told


def test_acts_recorded_meanwhile_are_not_in_it_and_break_nothing(
    filled: User, archive_path: Path, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service keeps running: acts come in while files are copied, after the moment the backup holds."""
    add = archive.Writer.add

    def slowly(writer: archive.Writer, name: str, path: Path) -> str:
        note(filled, 99)
        seal_all()
        return add(writer, name, path)

    monkeypatch.setattr(archive.Writer, "add", slowly)
    backup(archive_path)
    assert Event.objects.count() == 6
    with elsewhere():
        assert restore(archive_path) == 0
        assert Event.objects.count() == 4


def test_a_restored_installation_goes_on(filled: User, archive_path: Path, elsewhere: Elsewhere) -> None:
    backup(archive_path)
    shutil.copy(_data_dir() / "ledger-key", archive_path.with_name("ledger-key"))
    with elsewhere() as folder:
        assert restore(archive_path) == 0
        shutil.copy(archive_path.with_name("ledger-key"), folder)
        note(User.objects.get(), 4)
        assert seal_all() == 2
        assert verify_ledger(verifiers=[verifier()]).problems == []


def _data_dir() -> Path:
    return destroyed.log_path().parent


# --- never half, never over anything ---------------------------------------------------------------------


def test_a_backup_that_fails_leaves_nothing(
    filled: User, archive_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive.Writer, "finish", full)
    with pytest.raises(OSError, match="No space"):
        cli.main(["backup", str(archive_path)])
    assert [path.name for path in archive_path.parent.iterdir() if path.is_file()] == []


def test_a_backup_replaces_no_other(filled: User, archive_path: Path) -> None:
    archive_path.write_bytes(b"yesterday's")
    assert cli.main(["backup", str(archive_path)]) == 2
    assert archive_path.read_bytes() == b"yesterday's"


def test_a_restore_replaces_nothing(
    filled: User, archive_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(archive_path)
    assert restore(archive_path) == 2
    assert "not empty" in capsys.readouterr().err
    assert Event.objects.count() == 4


def test_files_that_lie_there_are_not_replaced_either(
    filled: User, archive_path: Path, elsewhere: Elsewhere
) -> None:
    backup(archive_path)
    with elsewhere():
        keep_bytes(b"somebody's")
        assert restore(archive_path) == 2


# --- what is not believed ----------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.95])
def test_an_archive_that_was_cut_off_is_refused(
    filled: User, archive_path: Path, elsewhere: Elsewhere, share: float
) -> None:
    backup(archive_path)
    whole = archive_path.read_bytes()
    end = whole.rindex(b'"members"')  # within the manifest, which stands last
    archive_path.write_bytes(whole[: int(end * share)])
    with elsewhere() as folder:
        assert restore(archive_path) == 2
        assert list(folder.iterdir()) == []


def test_a_changed_byte_is_found_in_any_member(
    filled: User, archive_path: Path, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(archive_path)
    with tarfile.open(archive_path) as tar:
        places = {
            member.name: member.offset_data + member.size // 2
            for member in tar
            if "manifest" not in member.name
        }
    whole = archive_path.read_bytes()
    with elsewhere() as folder:
        for name, place in places.items():
            archive_path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            assert restore(archive_path) == 2
            assert f"first {name}" in capsys.readouterr().err
        assert list(folder.iterdir()) == []


def member(name: str, body: bytes = b"x", **more: Any) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(body)
    for key, value in more.items():
        setattr(info, key, value)
    return info, body


DIGEST = "ab" + "0" * 62
TRICKS = {
    "out of the folder": [member("../evil")],
    "an absolute path": [member("/etc/cron.d/evil")],
    "a detour": [member(f"files/ab/../../{DIGEST}")],
    "a link to somewhere": [member(f"files/ab/{DIGEST}", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd")],
    "a hard link": [member(f"files/ab/{DIGEST}", b"", type=tarfile.LNKTYPE, linkname="manifest.json")],
    "a device": [member("database.sqlite3", b"", type=tarfile.CHRTYPE)],
    "a file under a false prefix": [member(f"files/cd/{DIGEST}")],
    "one twice": [member(f"files/ab/{DIGEST}"), member(f"files/ab/{DIGEST}")],
    "keys": [member("ledger-key", b"k" * 32)],
}


@pytest.mark.parametrize("trick", TRICKS)
def test_what_does_not_belong_in_a_backup_is_refused(
    filled: User, archive_path: Path, elsewhere: Elsewhere, trick: str
) -> None:
    backup(archive_path)
    forged = archive_path.with_name("forged.tar")
    with tarfile.open(archive_path) as old, tarfile.open(forged, "w") as new:
        for info, body in TRICKS[trick]:
            new.addfile(info, io.BytesIO(body))
        for info in old:
            new.addfile(info, old.extractfile(info))
    with elsewhere() as folder:
        assert restore(forged) == 2
        assert list(folder.iterdir()) == []


def test_what_comes_after_the_manifest_is_refused(
    filled: User, archive_path: Path, elsewhere: Elsewhere
) -> None:
    backup(archive_path)
    with tarfile.open(archive_path, "a") as tar:
        info, body = member(f"files/ab/{DIGEST}")
        tar.addfile(info, io.BytesIO(body))
    with elsewhere():
        assert restore(archive_path) == 2


def rewritten(path: Path, **changes: Any) -> Path:
    """The same archive under a changed manifest."""
    forged = path.with_name("rewritten.tar")
    with tarfile.open(path) as old, tarfile.open(forged, "w") as new:
        for info in old:
            file = old.extractfile(info)
            assert file is not None
            body = file.read()
            if info.name == archive.MANIFEST:
                body = json.dumps({**json.loads(body), **changes}).encode()
                info.size = len(body)
            new.addfile(info, io.BytesIO(body))
    return forged


def test_a_backup_of_newer_software_says_which_to_install(
    filled: User, archive_path: Path, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(archive_path)
    migrations = [*manifest_of(archive_path)["migrations"], ["records", "9999_to_come"]]
    forged = rewritten(archive_path, software="9.0", migrations=migrations)
    with elsewhere():
        assert restore(forged) == 2
        assert "Licet 9.0" in capsys.readouterr().err


def test_a_manifest_of_another_ledger_does_not_fit(
    filled: User, archive_path: Path, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    """Database and head do not belong together: found although every hash in the archive is right."""
    backup(archive_path)
    other = sign(Head("licet.invalid/ledger", 3, b"\1" * 32), "licet.invalid/ledger", signing_key())
    ledger = {**manifest_of(archive_path)["ledger"], "checkpoint": other}
    forged = rewritten(archive_path, ledger=ledger)
    with elsewhere() as folder:
        assert restore(forged) == 1
        assert "Nothing was put in place" in capsys.readouterr().out
        assert not (folder / "files").exists()
        assert not (folder / "licet.sqlite3").exists()


# --- against a checkpoint held elsewhere ---------------------------------------------------------------------


def held(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def latest() -> str:
    checkpoint = latest_checkpoint()
    assert checkpoint
    return checkpoint.text


def test_it_says_that_it_is_older_than_a_checkpoint_held_elsewhere(
    filled: User, archive_path: Path, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    backup(archive_path)
    note(filled, 4)
    seal_all()
    newer = held(archive_path.with_name("newer.txt"), latest())
    with elsewhere():
        assert restore(archive_path, "--checkpoint", str(newer)) == 0
        assert "older than the checkpoint you hold: 2 acts" in capsys.readouterr().out


def test_an_earlier_checkpoint_shows_whether_it_was_altered(
    filled: User, archive_path: Path, elsewhere: Elsewhere
) -> None:
    sound = held(archive_path.with_name("sound.txt"), latest())
    text = sign(Head("licet.invalid/ledger", 2, b"\2" * 32), "licet.invalid/ledger", signing_key())
    other = held(archive_path.with_name("other.txt"), text)
    backup(archive_path)
    with elsewhere():
        assert restore(archive_path, "--checkpoint", str(sound)) == 0
    shutil.rmtree(archive_path.with_name("elsewhere"))
    with elsewhere():
        assert restore(archive_path, "--checkpoint", str(other)) == 1


# --- what was destroyed stays destroyed ----------------------------------------------------------------------


def destroy_first(actor: User) -> Event:
    event = Event.objects.filter(type="sample.noted").earliest("id")
    with time_machine.travel(LATER):
        destroy_payload(actor=actor, event=event, reason="Schedule")
    return event


def test_content_destroyed_since_is_destroyed_again(
    filled: User, archive_path: Path, elsewhere: Elsewhere, capsys: pytest.CaptureFixture[str]
) -> None:
    paul = assemble()["paul"]
    backup(archive_path)
    event = destroy_first(paul)
    capsys.readouterr()
    assert cli.main(["ledger", "destructions"]) == 0
    listed = held(archive_path.with_name("destroyed.json"), capsys.readouterr().out)
    with elsewhere(), time_machine.travel(LATER):
        assert restore(archive_path, "--destructions", str(listed)) == 0
        assert "the content of 1 events" in capsys.readouterr().out
        assert not Content.objects.filter(event_id=event.pk).exists()
        assert Event.objects.filter(type="content.destroyed", subject_id=event.pk).count() == 1
        assert verify_ledger(verifiers=[verifier()], patience=None).size == 3


def test_the_list_is_kept_beside_the_database_and_read_by_itself(
    filled: User, archive_path: Path, elsewhere: Elsewhere
) -> None:
    """The database was lost and the folder was not."""
    paul = assemble()["paul"]
    backup(archive_path)
    event, log = destroy_first(paul), destroyed.log_path()
    assert [each["event"] for each in destroyed.kept_log()] == [str(event.pk)]
    with elsewhere() as folder, time_machine.travel(LATER):
        shutil.copy(log, folder)
        assert restore(archive_path) == 0
        assert not Content.objects.filter(event_id=event.pk).exists()


def test_a_later_backup_serves_as_the_list(filled: User, archive_path: Path, elsewhere: Elsewhere) -> None:
    paul = assemble()["paul"]
    backup(archive_path)
    event, later = destroy_first(paul), archive_path.with_name("later.tar")
    backup(later)
    with elsewhere(), time_machine.travel(LATER):
        assert restore(archive_path, "--destructions", str(later)) == 0
        assert not Content.objects.filter(event_id=event.pk).exists()


def test_a_list_cannot_destroy_what_must_be_kept(filled: User) -> None:
    event = Event.objects.filter(type="sample.noted").earliest("id")
    listed = [{"event": str(event.pk), "type": "content.destroyed", "at": "2026-01-01T00:00:00+00:00"}]
    with pytest.raises(DestructionRefused, match="must be kept"), transaction.atomic():
        destroy_again(listed)
    assert Content.objects.filter(event=event).exists()


@pytest.mark.parametrize(
    "text", ["{}", "[]", "no json", '{"schema": "licet.destructions/1", "destructions": [{}]}']
)
def test_what_is_no_list_is_refused(filled: User, archive_path: Path, text: str) -> None:
    listed = held(archive_path.with_name("listed.json"), text)
    assert cli.main(["ledger", "destroy-again", str(listed)]) == 2


def test_missing_client_programs_are_named(
    filled: User, archive_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """SQLite needs none."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    expected = 2 if connection.vendor == "postgresql" else 0
    assert cli.main(["backup", str(archive_path)]) == expected
    assert ("postgresql-client" in capsys.readouterr().err) is bool(expected)
    assert archive_path.exists() is not bool(expected)
