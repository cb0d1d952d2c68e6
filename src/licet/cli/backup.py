"""`licet backup TO`: the database as it stands at one moment, every stored file, and what proves both, in one archive."""

from __future__ import annotations

import argparse
import re
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import archive, copying
from .exits import CHECK_FAILED, OK, BadInput

_SHA256 = re.compile(r"[0-9a-f]{64}")
KEYS = {
    "ledger-key": "signs checkpoints",
    "secret-key": "signs sessions",
    "second-factor-key": "opens what second factors rest on",
}


def configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "to", type=Path, metavar="TO", help="the archive to make; the service may keep running"
    )


def run(args: argparse.Namespace) -> int:
    from .django_setup import setup

    setup()
    target: Path = args.to.absolute()
    with archive.writing(target) as writer:
        manifest, damaged = _fill(writer, target)
    _note_it()
    print(_told(target, manifest, len(writer.members) - 1))
    for name in damaged:
        print(
            f"File {name} in the store is damaged, and so it is in the backup. Run: licet ledger verify --deep"
        )
    return CHECK_FAILED if damaged else OK


def _note_it() -> None:
    from licet.service.records.backups import note_backup

    note_backup(datetime.now(UTC))


def _fill(writer: archive.Writer, target: Path) -> tuple[archive.Manifest, list[str]]:
    """The database first: whatever it names is in the store already, for a file is kept before its row is."""
    copy = target.with_name(f".{target.name}.{secrets.token_hex(8)}.database")
    try:
        with copying.snapshot(copy):
            manifest = describe()
        writer.add(archive.DATABASES[manifest["database"]], copy)
    finally:
        with suppress(FileNotFoundError):
            copy.unlink()
    damaged = [
        path.name for path in stored() if writer.add(f"files/{path.name[:2]}/{path.name}", path) != path.name
    ]
    writer.finish(manifest)
    return manifest, damaged


def stored() -> list[Path]:
    from django.conf import settings

    found = Path(settings.MEDIA_ROOT).glob("??/*")
    return sorted(path for path in found if _SHA256.fullmatch(path.name))


def outside() -> list[str]:
    """What an archive never holds: the keys of the data folder, by name, and the settings."""
    from django.conf import settings

    names = sorted({*KEYS, *(path.name for path in Path(settings.DATA_DIR).glob("*-key"))})
    told = [f"{name} ({KEYS[name]})" if name in KEYS else name for name in names]
    return [*told, "the settings of this installation, with the database's password"]


def describe() -> archive.Manifest:
    """What the copied database holds: how far the ledger goes, its signed head, which migrations, what was destroyed."""
    from django.db import OperationalError, ProgrammingError, connection
    from django.db.migrations.recorder import MigrationRecorder

    from licet.service.records.destroyed import destructions
    from licet.service.records.keys import key_path, verifier

    try:
        return {
            "schema": archive.SCHEMA,
            "software": _version(),
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": connection.vendor,
            "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
            "ledger": {**_ledger(), "verifier": str(verifier()) if key_path().exists() else ""},
            "destructions": destructions(),
            "not_inside": outside(),
        }
    except (OperationalError, ProgrammingError) as error:
        raise BadInput(f"The database cannot be used ({error}). Is this the right LICET_DATA_DIR?") from None


def _ledger() -> dict[str, Any]:
    from licet.service.records.models import Pending
    from licet.service.records.selectors import latest_checkpoint

    latest = latest_checkpoint()
    return {
        "size": latest.size if latest else 0,
        "waiting": Pending.objects.count(),
        "checkpoint": latest.text if latest else "",
    }


def _version() -> str:
    from importlib.metadata import version

    return version("licet")


def _told(target: Path, manifest: archive.Manifest, files: int) -> str:
    ledger = manifest["ledger"]
    return "\n".join(
        (
            f"{target}: {ledger['size']} sealed acts, {ledger['waiting']} waiting to be sealed, {files} files,"
            f" {target.stat().st_size:,} bytes.",
            "Not in it, keep them elsewhere, each by itself:",
            *(f"  {each}" for each in manifest["not_inside"]),
            "Whoever holds this archive can read everything in it: keep it as you keep the database.",
        )
    )
