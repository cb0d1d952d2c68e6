"""Nothing that was recorded can be changed, by the code or around it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from licet.service.people.models import User
from licet.service.records.models import Event
from licet.service.records.services import record
from licet.service.records.types import register

register("sample.noted", "A sample was noted")
pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    subject = User.objects.create_user("someone@example.org", "Someone")
    return record(
        type="sample.noted", actor=None, subject=subject, payload={"colour": "red"}, personal={"name": "Ada"}
    )


@pytest.mark.parametrize("table", ["event", "content", "personalcontent"])
@pytest.mark.parametrize("statement", ["DELETE FROM records_{}", "UPDATE records_{} SET {} = {}"])
def test_no_statement_alters_or_removes_a_record(event: Event, table: str, statement: str) -> None:
    column = "type" if table == "event" else "body"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))
    assert Event.objects.get(pk=event.pk).payload == {"colour": "red"}
