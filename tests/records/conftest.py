from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest
from database import Databases
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from records_samples import COPY, Intruder, a_subject, note

from licet.service.people.models import User
from licet.service.records import verify as deep
from licet.service.records.models import Event
from licet.service.records.sequencer import Sequencer

# Roles exist in PostgreSQL alone: elsewhere there is nothing these tests could say.
collect_ignore = (
    [] if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else ["test_role_postgresql.py"]
)


@pytest.fixture
def subject(db: None) -> User:
    return a_subject()


@pytest.fixture
def event(subject: User) -> Event:
    return note(subject, 7, personal="Ada")


@pytest.fixture
def intruder(as_owner: None, databases: Databases, ledger: list[Event]) -> Intruder:
    """Somebody with all rights over the database, who puts its triggers aside."""

    @contextmanager
    def inside() -> Iterator[CursorWrapper]:
        with connection.cursor() as cursor:
            databases.disarm(cursor)
            yield cursor

    return inside


@pytest.fixture
def ledger(db: None) -> list[Event]:
    """Twelve events, sealed in four steps; the last names a file."""
    subject = a_subject()
    events, worker = [], Sequencer()
    for number in range(12):
        files = (sha256(COPY).hexdigest(),) if number == 11 else ()
        events.append(note(subject, number, personal="Ada", files=files))
        if number % 3 == 2:
            worker.step()
    return events


@pytest.fixture
def only_projections() -> Iterator[None]:
    kept = dict(deep._projections)
    deep._projections.clear()
    yield
    deep._projections.clear()
    deep._projections.update(kept)
