"""Content by its own hash: written beside, made durable, then named. A name that exists is complete."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from licet.service.base.keys import sync_folder


class Upload(Protocol):
    """An uploaded file as Django hands it over."""

    name: str | None

    def chunks(self) -> Iterator[bytes]: ...


class TooLarge(Exception):
    """More bytes came than are taken."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Received and hashed, not yet under its name."""

    file: IO[bytes]
    sha256: str
    size: int


def path_of(sha256: str) -> Path:
    return Path(settings.MEDIA_ROOT) / sha256[:2] / sha256


@contextmanager
def received(upload: Upload, limit: int) -> Iterator[Draft]:
    """The upload in a private temporary file beside the store; gone afterwards unless it was kept."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=root, prefix=".upload-", delete=False) as file:
        try:
            for chunk in upload.chunks():
                size += len(chunk)
                if size > limit:  # counted here: the size that the browser states is not believed
                    raise TooLarge
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            file.seek(0)
            yield Draft(file.file, digest.hexdigest(), size)
        finally:
            with suppress(FileNotFoundError):
                Path(file.name).unlink()


def keep(draft: Draft) -> Path:
    """Give the content its name, durably: file, then name, then folder reach the disk before this returns."""
    target = path_of(draft.sha256)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        os.fsync(draft.file.fileno())
        temporary = Path(draft.file.name)
        temporary.chmod(0o440)
        temporary.replace(target)
    root = Path(settings.MEDIA_ROOT)
    for folder in (target.parent, root, root.parent):  # the names on the way to it, too
        sync_folder(folder)
    return target


def keep_bytes(content: bytes) -> str:
    """Keep content that is in memory already, as imported lists and registers are; returns its SHA-256."""
    with received(_InMemory(content), len(content)) as draft:
        keep(draft)
        return draft.sha256


def forget(sha256: str) -> None:
    """Take the content out of the store; whoever calls has made sure that nothing else needs it."""
    target = path_of(sha256)
    with suppress(FileNotFoundError):
        target.unlink()
        sync_folder(target.parent)


class _InMemory:
    """Bytes in the guise of an upload."""

    name: str | None = None

    def __init__(self, content: bytes) -> None:
        self._content = content

    def chunks(self) -> Iterator[bytes]:
        yield self._content
