"""Keys lie in files beside the database, readable by the service alone; the first start makes them."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from .config import SettingError


def key_from_file(path: Path, make: bytes) -> bytes:
    """The key in `path`; if there is none, `make` is written there first (mode 0600, whole or not at all).

    Two processes may start together: whoever links the file first wins, and both read the winner's.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    refuse_if_others_write(path.parent)
    if not path.exists():
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            draft.unlink()
        sync_folder(
            path.parent
        )  # a key whose name is lost in a power cut would be made anew, and sign for nothing before
    return _read_private(path)


def refuse_if_others_write(folder: Path) -> None:
    """Whoever can write in the folder can put a key of their own in the place of ours."""
    if folder.stat().st_mode & 0o022:
        raise SettingError(f"Others can write in {folder}, where keys lie. Run: chmod go-w {folder}")


def _read_private(path: Path) -> bytes:
    """The content of a file that is ours, no link to another, closed to others, and not empty."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise SettingError(f"{path} cannot be read as a file of its own: {error.strerror}.") from None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(
            file.fileno()
        )  # of the file that is read, not of what lies under its name a moment later
        if status.st_mode & 0o077:
            raise SettingError(f"{path} can be read by others. Run: chmod 600 {path}")
        if status.st_uid != os.geteuid():
            raise SettingError(
                f"{path} belongs to another account. Give it to the one that runs Licet: chown."
            )
        if not (content := file.read()):
            raise SettingError(
                f"{path} is empty. Put the key back from where it is kept, or remove the file."
            )
        return content


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
