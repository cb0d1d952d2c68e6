"""Events for the tests of the ledger."""

from __future__ import annotations

from django.db import transaction

from licet.service.people.models import User
from licet.service.records.models import Event
from licet.service.records.services import record
from licet.service.records.types import register

register("sample.noted", "A sample was noted")


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
