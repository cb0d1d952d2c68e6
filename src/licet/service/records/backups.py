"""When the last backup was made, noted in the data directory: who looks after the machine is to notice that none was."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


def _note() -> Path:
    return Path(settings.DATA_DIR) / "last-backup"


def note_backup(at: datetime) -> None:
    path = _note()
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(f"{at.astimezone(UTC).isoformat(timespec='seconds')}\n", encoding="utf-8")
    draft.replace(path)


def last_backup() -> datetime | None:
    """None where none was made, or where the note cannot be read."""
    try:
        return datetime.fromisoformat(_note().read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return None
