"""`licet restore FROM`: put a backup into an empty installation, after everything in it was checked."""

from __future__ import annotations

import argparse
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from . import archive, copying
from .exits import CHECK_FAILED, OK, BadInput
from .ledger import read_held, verifiers

if TYPE_CHECKING:
    from licet.service.records.verification import Report


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", type=Path, metavar="FROM", help="an archive that `licet backup` made")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        metavar="FILE",
        help="a checkpoint that was kept elsewhere; says if the backup is older",
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="NAME+ID+KEY",
        help="the ledger's verifier key, kept elsewhere",
    )
    parser.add_argument(
        "--destructions",
        type=Path,
        metavar="FILE",
        help="what was destroyed since: `licet ledger destructions` of a later day, or a later backup",
    )
    parser.add_argument(
        "--despite-findings", action="store_true", help="put it in place although the ledger does not verify"
    )


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    held = read_held(args.checkpoint) if args.checkpoint else ""
    since = _destroyed_since(args.destructions)
    _refuse_unless_empty()
    manifest = archive.checked(args.source)
    _refuse_other(manifest)
    with _drafts() as (database, files):
        _unpack(args.source, manifest, database, files)
        with _in_the_draft(database, files):
            _migrate(manifest)
            report = _verify(manifest, args.key, held)
            again = _destroy_again(since)
        if report.problems and not args.despite_findings:
            return _refused(report, args.source)
        _put_in_place(database, files)
    print(_told(args.source, manifest, report, held, again))
    return CHECK_FAILED if report.problems else OK


# --- before anything is written -------------------------------------------------------------------------


def _refuse_unless_empty() -> None:
    from .backup import stored

    if not copying.is_empty():
        raise BadInput(
            "The database is not empty; a restore never replaces anything. Restore into a new LICET_DATA_DIR, or a new"
            " PostgreSQL database, and look at it before you let it take the old one's place."
        )
    if stored():
        from django.conf import settings

        raise BadInput(f"{settings.MEDIA_ROOT} holds files. Restore into a new LICET_DATA_DIR.")


def _refuse_other(manifest: archive.Manifest) -> None:
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    if manifest["database"] != connection.vendor:
        raise BadInput(
            f"This is a backup of a {manifest['database']} database, and LICET_DATABASE_URL names {connection.vendor}."
        )
    known = set(MigrationLoader(None).disk_migrations)
    newer = [name for name in map(tuple, manifest["migrations"]) if name not in known]
    if newer:
        raise BadInput(
            f"The backup was made by Licet {manifest['software']}, which is newer (migration {'.'.join(newer[0])})."
            " Install that version, then restore."
        )


def _destroyed_since(path: Path | None) -> list[dict[str, Any]]:
    """From the list given, and from the one that this data folder kept when its database was lost."""
    from licet.service.records.destroyed import kept_log, read

    found = list(kept_log())
    if path is None:
        return found
    try:
        later = tarfile.is_tarfile(path)  # a later backup holds the list, too
        return found + list(archive.checked(path)["destructions"] if later else read(path))
    except (OSError, ValueError) as error:
        raise BadInput(f"--destructions: {path} is no list of destructions: {error}") from error


# --- into a draft beside the place ------------------------------------------------------------------------


@contextmanager
def _drafts() -> Iterator[tuple[Path, Path]]:
    """A file and a folder that are gone afterwards unless they were put in place."""
    from django.conf import settings

    root = Path(settings.DATA_DIR)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    files = Path(settings.MEDIA_ROOT)
    files.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    database, folder = root / ".restoring.database", files.with_name(f".restoring.{files.name}")
    _remove(database, folder)
    try:
        yield database, folder
    finally:
        _remove(database, folder)


def _remove(database: Path, folder: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _unpack(source: Path, manifest: archive.Manifest, database: Path, files: Path) -> None:
    """The places come from names that were checked; the archive's own paths are never followed."""
    files.mkdir(mode=0o700)
    for member, content in archive.members(source):
        if member.name in archive.DATABASES.values():
            _write(database, content, 0o600)
        elif archive.NAMES.fullmatch(member.name):
            name = member.name.rpartition("/")[2]
            (files / name[:2]).mkdir(exist_ok=True, mode=0o700)
            _write(files / name[:2] / name, content, 0o440)
    if manifest["database"] == "postgresql":
        copying.load(database)


def _write(path: Path, content: IO[bytes], mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        shutil.copyfileobj(content, file, archive.CHUNK)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _in_the_draft(database: Path, files: Path) -> Iterator[None]:
    """Django reads the draft: the file of SQLite, the store of both."""
    from django.conf import settings

    before, settings.MEDIA_ROOT = settings.MEDIA_ROOT, files
    try:
        if copying.vendor() == "sqlite":
            with copying.reading(database):
                yield
        else:
            yield
    finally:
        settings.MEDIA_ROOT = before


def _migrate(manifest: archive.Manifest) -> None:
    """A backup of an older version gets the tables of this one."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _verify(manifest: archive.Manifest, keys: list[str], held: str) -> Report:
    """Against the head in the manifest and the one held elsewhere; one that is newer than the backup says nothing of it."""
    from licet.service.records.verification import verify_ledger
    from licet.service.records.verify import differences

    ledger = manifest["ledger"]
    trusted = verifiers([*keys, *([ledger["verifier"]] if ledger["verifier"] else [])])
    older = bool(held) and _size(held) > ledger["size"]
    report = verify_ledger(verifiers=trusted, held=ledger["checkpoint"], patience=None)
    if held and not older:
        report.problems += [
            each
            for each in verify_ledger(verifiers=trusted, held=held, patience=None).problems
            if each not in report.problems
        ]
    for difference in differences():
        report.add(difference)
    return report


def _size(checkpoint: str) -> int:
    from licet.ledger.checkpoint import read

    return read(checkpoint).size


def _destroy_again(since: list[dict[str, Any]]) -> int:
    from licet.service.records.retention import destroy_again

    return destroy_again(since)


def _put_in_place(database: Path, files: Path) -> None:
    from django.conf import settings
    from django.db import connection

    from licet.service.base.keys import sync_folder

    target = Path(settings.MEDIA_ROOT)
    for folder in [files, *files.iterdir()]:
        sync_folder(folder)
    if target.exists():
        shutil.rmtree(target)  # it held nothing but what broken uploads left
    files.rename(target)
    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).unlink(missing_ok=True)  # empty, or it would have been refused
        database.rename(connection.settings_dict["NAME"])
    sync_folder(Path(settings.DATA_DIR))
    sync_folder(target.parent)


# --- what is said -----------------------------------------------------------------------------------------


def _refused(report: Report, source: Path) -> int:
    from .ledger import as_text

    print(f"{source}: the ledger does not verify. Nothing was put in place.\n{as_text(report)}")
    if copying.vendor() == "postgresql":
        print("The PostgreSQL database was filled for the check. Drop it.")
    return CHECK_FAILED


def _told(source: Path, manifest: archive.Manifest, report: Report, held: str, again: int) -> str:
    from licet.service.records.keys import key_path

    from .ledger import as_text

    lines = [
        f"{source}, made {manifest['made_at']} by Licet {manifest['software']}, is restored.",
        as_text(report),
    ]
    if held and (missing := _size(held) - manifest["ledger"]["size"]) > 0:
        lines.append(
            f"The backup is older than the checkpoint you hold: {missing} acts that it covers are not in the backup."
            " Whether what is there was altered, only a checkpoint from before the backup can show."
        )
    elif not held:
        lines.append(
            "Compare it with a checkpoint kept elsewhere: licet ledger verify --checkpoint FILE --deep"
        )
    lines.append(_of_destruction(manifest, again))
    lines.append("Not in the backup, bring them yourself before you start the service:")
    lines += [f"  {each}" for each in manifest["not_inside"]]
    if not key_path().exists():
        lines.append(
            f"  {key_path()} is not here; without it a new key is made, and old checkpoints need --key."
        )
    if manifest["database"] == "postgresql":
        lines.append("Then run, as the owner: licet manage grant_app_role ROLE")
    return "\n".join(lines)


def _of_destruction(manifest: archive.Manifest, again: int) -> str:
    if again:
        return f"Destroyed again, as it had been since the backup: the content of {again} events."
    return (
        f"No content was found that a list of destructions names. If anything was destroyed after {manifest['made_at']}"
        " that no list given here names, it is back: run `licet ledger destroy-again FILE` before the service starts."
    )
