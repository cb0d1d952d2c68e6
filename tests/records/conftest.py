from __future__ import annotations

import pytest
from django.conf import settings
from records_samples import a_subject, note

from licet.service.people.models import User
from licet.service.records.models import Event

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
