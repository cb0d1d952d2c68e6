"""Which law this office answers from: the one that came with this version, or its own from the day that was signed.

The table is asked once in each request and each task, when the law is first needed there, so that one answer never mixes
two laws. Everything else lies on disk under the hash of its content: the bundle in the store of documents, its files and
its diagrams beside, both made again where they are missing. What was signed is base and own law together: another version
of Licet brings another base, and changes nothing here until two people have signed again.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db import DatabaseError
from django.utils import timezone
from django_tasks.signals import task_started

from licet.law import CorpusError, fingerprint, roots
from licet.law.bundles import unpack, unpacked_roots
from licet.reasoning import Law
from licet.reasoning.engine import compiled_places
from licet.service.files.storage import path_of

from .models import LawInForce

log = logging.getLogger(__name__)
KEPT_OPEN = 3  # laws: that of today, that of tomorrow, one that somebody looks at


@dataclass(frozen=True, slots=True)
class Standing:
    """What the office answers from. `bundle` is empty for the law that came with this version."""

    bundle: str = ""
    law_digest: str = ""


class _Asked(threading.local):
    """What this thread answers from; `open` while nobody has asked in this request or task."""

    open = False
    standing: Standing | None = None


_asked = _Asked()
_last = Standing()  # for a moment in which the database does not answer


def ask_again(**kwargs: Any) -> None:
    """The next question for the law looks at the table."""
    _asked.open = True


request_started.connect(ask_again, dispatch_uid="corpus.in_force.request")
task_started.connect(ask_again, dispatch_uid="corpus.in_force.task")


def forget() -> None:
    """As in a process that has just started."""
    global _last
    _last, _asked.open, _asked.standing = Standing(), False, None


def standing() -> Standing:
    global _last
    if _asked.open:
        _asked.open = False
        try:
            _last = _asked.standing = on(timezone.localdate())
        except DatabaseError as error:
            log.warning("Which law is in force could not be asked: %s", type(error).__name__)
    return _asked.standing or _last


def on(day: date) -> Standing:
    row = row_on(day)
    return Standing(row.bundle, row.law_digest if row.bundle else "") if row else Standing()


def row_on(day: date) -> LawInForce | None:
    """Of all that had begun by then the last to begin; of two on one day what was signed later."""
    found: LawInForce | None = (
        LawInForce.objects.filter(starts_on__lte=day).order_by("starts_on", "recorded_at", "id").last()
    )
    return found


# --- the law of a standing -----------------------------------------------------------------------------


def law_of(standing: Standing) -> Law:
    """Raises CorpusError where this version cannot read it."""
    if not standing.bundle:
        return _as_it_came(settings.LAW_ROOTS)
    return _signed(standing.bundle, Path(settings.DATA_DIR))


@lru_cache(maxsize=1)
def _as_it_came(setting: str) -> Law:
    return Law.load(roots(setting) if setting else None)


@lru_cache(maxsize=KEPT_OPEN)
def _signed(bundle: str, data: Path) -> Law:
    return Law.load(roots_of(Standing(bundle)), compiled_place())


def roots_of(standing: Standing) -> list[Path]:
    if not standing.bundle:
        return roots(settings.LAW_ROOTS)
    folder = Path(settings.DATA_DIR) / "law" / standing.bundle
    if not folder.is_dir():
        _unpack(standing.bundle, folder)
    return unpacked_roots(folder)


def roots_in_force() -> tuple[Path, ...]:
    return tuple(roots_of(standing()))


def prepare(today: date) -> int:
    """Unpack and compile, where this machine lacks it, the law in force and what has been signed for later; how many."""
    later = LawInForce.objects.filter(starts_on__gt=today).exclude(bundle="")
    wanted = {on(today).bundle, *later.values_list("bundle", flat=True)} - {""}
    lacking = [bundle for bundle in sorted(wanted) if not is_ready(Standing(bundle))]
    for bundle in lacking:
        law_of(Standing(bundle))
    return len(lacking)


def is_ready(standing: Standing) -> bool:
    """Whether its diagrams lie here; otherwise the first answer compiles them. Raises CorpusError."""
    places = roots_of(standing)
    folders = [compiled_place()] if standing.bundle else compiled_places(places)
    return any((place / fingerprint(places)).is_dir() for place in folders)


def compiled_place() -> Path:
    return Path(settings.DATA_DIR) / "compiled"


def _unpack(bundle: str, folder: Path) -> None:
    """Under its name only when whole; of several processes at once the first wins."""
    content = content_of(bundle)
    folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".unpacking-"))
    try:
        unpack(content, scratch)
        scratch.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def content_of(bundle: str) -> bytes:
    """The bundle from the store, held to its hash."""
    try:
        content = path_of(bundle).read_bytes()
    except OSError:
        raise _lost(bundle, "is not in the store of documents") from None
    if sha256(content).hexdigest() != bundle:
        raise _lost(bundle, "is damaged in the store of documents")
    return content


def _lost(bundle: str, what: str) -> CorpusError:
    return CorpusError(
        f"law {bundle[:16]}", 0, f"The law that was signed {what}", "Put the file back from a backup"
    )
