"""The deep comparison: do the tables that pages are made from still say what the events say?

An app below registers the check of its own tables: `projection("cases", check)` in a module its AppConfig imports.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from .models import Event


class Difference(NamedTuple):
    """A row that no longer follows from the events: which, and what is wrong with it."""

    subject: str
    what: str


Check = Callable[[], Iterable[Difference | tuple[str, str]]]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_projections: dict[str, Check] = {}


def projection(name: str, check: Check) -> None:
    _projections[name] = check


def differences() -> list[str]:
    """What every registered check, and the comparison of the stored files, found."""
    found = [
        f"{name}: {subject}: {what}"
        for name, check in sorted(_projections.items())
        for subject, what in check()
    ]
    return found + file_faults(Path(settings.MEDIA_ROOT))


def file_faults(folder: Path) -> list[str]:
    """Files are named by their SHA-256; every file that an event names must be there, and none may have changed."""
    stored = {path.name: path for path in sorted(folder.rglob("*")) if _SHA256.fullmatch(path.name)}
    changed = [name for name, path in stored.items() if digest_of(path) != name]
    missing = sorted(_named_by_events() - stored.keys())
    return [
        *(_("File %(name)s was altered.") % {"name": name} for name in changed),
        *(_("File %(name)s is missing.") % {"name": name} for name in missing),
    ]


def _named_by_events() -> set[str]:
    """Not those whose content was destroyed: their files went with it."""
    rows = Event.objects.exclude(files=[]).filter(content__isnull=False)
    named = rows.values_list("files", flat=True).iterator(2000)
    return {name for files in named for name in files}


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
