"""The archive of a backup: a tar of plain files under fixed names, and last in it a manifest with the hash of each.

Nothing of an archive is believed before all of it was read: only known names, only regular files, none twice, none missing,
each with the size and the SHA-256 that the manifest gives. An archive that was cut off has no manifest.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import secrets
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from .exits import BadInput

SCHEMA = "licet.backup/1"
MANIFEST = "manifest.json"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
NAMES = re.compile(r"database\.(sqlite3|dump)|files/([0-9a-f]{2})/\2[0-9a-f]{62}")
LARGEST_MANIFEST = 1 << 30
CHUNK = 1 << 20
Manifest = dict[str, Any]


class Hashing(io.RawIOBase):
    """Passes on what it reads, and knows its hash afterwards."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(size)
        self.digest.update(data)
        return data


class Writer:
    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar = tar
        self.members: list[dict[str, Any]] = []

    def add(self, name: str, path: Path) -> str:
        """Put the file in under this name; its SHA-256 as it was read."""
        with path.open("rb") as file:
            info = _info(name, os.fstat(file.fileno()).st_size)
            reader = Hashing(file)
            self.tar.addfile(info, reader)
        digest = reader.digest.hexdigest()
        self.members.append({"name": name, "size": info.size, "sha256": digest})
        return digest

    def finish(self, manifest: Manifest) -> None:
        body = json.dumps({**manifest, "members": self.members}, indent=1).encode()
        self.tar.addfile(_info(MANIFEST, len(body)), io.BytesIO(body))


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


@contextmanager
def writing(target: Path) -> Iterator[Writer]:
    """The archive under `target` once it is whole and on the disk; until then, and for ever if anything fails, nothing."""
    if target.exists():
        raise BadInput(f"{target} is there already. A backup never replaces another: give a new name.")
    if not target.parent.is_dir():
        raise BadInput(f"{target.parent} is no folder. Make it first, readable by the service alone.")
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield Writer(tar)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, target)  # refuses where something else took the name meanwhile
    except FileExistsError:
        raise BadInput(f"{target} was made by somebody else meanwhile. Give a new name.") from None
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
        _sync(target.parent)


def _sync(folder: Path) -> None:
    from licet.service.base.keys import sync_folder

    sync_folder(folder)


def checked(source: Path) -> Manifest:
    """The manifest, once all of the archive was read and is as the manifest says; otherwise what is wrong with it."""
    seen: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    for member, file in members(source):
        if manifest is not None:
            raise BadInput(f"{source}: {member.name!r} comes after the manifest. This archive was altered.")
        if member.name == MANIFEST:
            manifest = _manifest(source, member, file)
            continue
        _refuse_member(source, member, seen)
        seen[member.name] = member.size, _digest_of(source, file)
    if manifest is None:
        raise BadInput(f"{source}: the manifest is missing, so the archive was cut off. Take another backup.")
    _compare(source, manifest, seen)
    return manifest


def members(source: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Each member with its content, in order; a fault of the archive is told as such."""
    try:
        with tarfile.open(source, mode="r:") as tar:
            for member in tar:
                file = tar.extractfile(member) if member.isreg() else io.BytesIO()
                assert file is not None
                yield member, file
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BadInput(f"{source} cannot be read as a backup: {error}. Take another backup.") from error


def _refuse_member(source: Path, member: tarfile.TarInfo, seen: dict[str, tuple[int, str]]) -> None:
    if not member.isreg() or not NAMES.fullmatch(member.name):
        raise BadInput(f"{source}: {member.name!r} does not belong in a backup. Nothing was restored.")
    if member.name in seen:
        raise BadInput(f"{source}: {member.name!r} stands in it twice. Nothing was restored.")


def _manifest(source: Path, member: tarfile.TarInfo, file: IO[bytes]) -> Manifest:
    try:
        if not member.isreg() or member.size > LARGEST_MANIFEST:
            raise ValueError
        found = json.loads(file.read())
        if found["schema"] != SCHEMA:
            raise BadInput(f"{source} is a {found['schema']!r}; this software reads {SCHEMA}.")
        if not isinstance(found["members"], list) or found["database"] not in DATABASES:
            raise ValueError
        return dict(found)
    except (ValueError, KeyError, TypeError):
        raise BadInput(f"{source}: its manifest cannot be read. Take another backup.") from None


def _digest_of(source: Path, file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    try:
        while data := file.read(CHUNK):
            digest.update(data)
    except (tarfile.TarError, OSError) as error:
        raise BadInput(f"{source} is cut off: {error}. Take another backup.") from error
    return digest.hexdigest()


def _compare(source: Path, manifest: Manifest, seen: dict[str, tuple[int, str]]) -> None:
    told = {each["name"]: (each["size"], each["sha256"]) for each in manifest["members"]}
    if seen != told:
        differing = sorted(name for name in {*seen, *told} if seen.get(name) != told.get(name))
        raise BadInput(
            f"{source}: {len(differing)} of its files are not as the manifest says, first {differing[0]}."
            " The archive is damaged: take another backup. Nothing was restored."
        )
    if DATABASES[manifest["database"]] not in seen:
        raise BadInput(f"{source}: it holds no database. Nothing was restored.")
