"""Events for the tests of the ledger."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.backends.utils import CursorWrapper

from licet.service.people.models import User
from licet.service.records.models import Event
from licet.service.records.services import record
from licet.service.records.types import register

register("sample.noted", "A sample was noted")
COPY = b"what the file says"
Intruder = Callable[[], AbstractContextManager[CursorWrapper]]


def a_subject(name: str = "subject") -> User:
    """Any record with a UUID will do as the subject of an event."""
    return User.objects.create_user(f"{name}@example.invalid", name.title())


@transaction.atomic
def note(subject: User, number: int = 0, personal: str = "", files: tuple[str, ...] = ()) -> Event:
    return record(
        type="sample.noted",
        actor=subject.pseudonym,
        subject=subject,
        payload={"number": number},
        personal={"name": personal} if personal else None,
        files=files,
    )


def identifier(event: Event) -> str:
    return event.pk.hex if "sqlite" in settings.DATABASES["default"]["ENGINE"] else str(event.pk)


def stored_file() -> Path:
    digest = sha256(COPY).hexdigest()
    path = Path(settings.MEDIA_ROOT) / digest[:2] / digest
    path.parent.mkdir(parents=True)
    path.write_bytes(COPY)
    return path
