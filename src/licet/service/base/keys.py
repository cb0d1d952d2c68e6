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
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
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
    if path.stat().st_mode & 0o077:
        raise SettingError(f"{path} can be read by others. Run: chmod 600 {path}")
    return path.read_bytes()
