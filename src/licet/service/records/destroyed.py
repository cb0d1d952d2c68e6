"""The list of what was destroyed. It lies outside the database too: a backup made before brings content back, and the list says
which to destroy again. It names events and holds nothing of their content.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from licet.service.base.keys import sync_folder

from .models import Event

SCHEMA = "licet.destructions/1"
TYPES = ("content.destroyed", "personal.destroyed")
Listed = dict[str, Any]


def destructions() -> list[Listed]:
    """Every destruction on record: the event whose content went, what went of it, when."""
    acts = Event.objects.filter(type__in=TYPES, subject_type=Event._meta.label_lower).order_by("id")
    return [
        {"event": str(subject), "type": type, "at": at.isoformat()}
        for subject, type, at in acts.values_list("subject_id", "type", "at")
    ]


def as_text() -> str:
    return json.dumps({"schema": SCHEMA, "destructions": destructions()}, indent=1) + "\n"


def log_path() -> Path:
    return Path(settings.DATA_DIR) / "destroyed.json"


def keep_log() -> None:
    """Write the list into the data folder, with what an earlier database of this folder had destroyed; whole or not at all."""
    listed = {(each["event"], each["type"]): each for each in [*kept_log(), *destructions()]}
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    body = json.dumps({"schema": SCHEMA, "destructions": list(listed.values())}, indent=1) + "\n"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def kept_log() -> list[Listed]:
    return read(log_path()) if log_path().exists() else []


def read(path: Path) -> list[Listed]:
    """The list in this file; ValueError says what is wrong with it."""
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, dict) or found.get("schema") != SCHEMA:
        raise ValueError(f"it is not of the form {SCHEMA}.")
    try:
        return [_checked(each) for each in found["destructions"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"an entry lacks {error}.") from error


def _checked(listed: Mapping[str, Any]) -> Listed:
    if listed["type"] not in TYPES:
        raise ValueError(f"an entry is of the type {listed['type']!r}.")
    return {
        "event": str(UUID(listed["event"])),
        "type": listed["type"],
        "at": datetime.fromisoformat(listed["at"]).isoformat(),
    }


def due(listed: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Event, str, str]]:
    """Which of these events are here with content that ought to be gone: event, what of it, when it was destroyed."""
    wanted = sorted({(each["event"], each["type"], each["at"]) for each in map(_checked, listed)})
    for pk, type, at in wanted:
        event = Event.objects.select_related("content", "personal_content").filter(pk=pk).first()
        part = "content" if type == "content.destroyed" else "personal_content"
        if event is not None and hasattr(event, part):
            yield event, type, at
