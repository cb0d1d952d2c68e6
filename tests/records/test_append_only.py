"""Nothing that was recorded can be changed, by the code or around it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from licet.service.records.models import Checkpoint, Event, Leaf, Node
from licet.service.records.sequencer import seal_all

COLUMNS = {
    "records_event": "type",
    "records_content": "body",
    "records_personalcontent": "body",
    "records_leaf": "seq",
    "records_checkpoint": "text",
}


@pytest.fixture(autouse=True)
def sealed(event: Event) -> None:
    seal_all()


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("table", COLUMNS)
def test_no_statement_changes_a_row(table: str) -> None:
    refused(f"UPDATE {table} SET {COLUMNS[table]} = {COLUMNS[table]}")


@pytest.mark.parametrize("table", COLUMNS)
def test_no_statement_removes_a_row(table: str) -> None:
    refused(f"DELETE FROM {table}")


def test_the_stored_subtrees_are_fixed_too() -> None:
    Node.objects.create(level=8, index=0, hash=bytes(32))
    refused("UPDATE records_node SET level = 8")
    refused("DELETE FROM records_node")


def test_the_models_cannot_do_it_either(event: Event) -> None:
    event.type = "sample.forged"
    with pytest.raises(DatabaseError), transaction.atomic():
        event.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Leaf.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Checkpoint.objects.update(text="")


def test_a_row_cannot_be_replaced_by_inserting_over_it(event: Event) -> None:
    """SQLite's REPLACE deletes first; the triggers see it because they are recursive there. PostgreSQL has no REPLACE."""
    if connection.vendor == "sqlite":
        refused(
            "INSERT OR REPLACE INTO records_checkpoint (size, root, text, at) VALUES (1, '', '', '2026-01-01')"
        )
    else:
        refused(
            "INSERT INTO records_checkpoint VALUES (1, '', '', now()) ON CONFLICT (size) DO UPDATE SET text = ''"
        )
    assert Checkpoint.objects.get(size=1).text


def test_sqlite_is_set_to_keep_what_it_acknowledged() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            pragmas = {
                name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
            }
        assert pragmas == {
            "journal_mode": "wal",
            "synchronous": 2,
            "foreign_keys": 1,
            "recursive_triggers": 1,
        }
    else:
        with connection.cursor() as cursor:
            cursor.execute("SHOW synchronous_commit")
            assert cursor.fetchone()[0] != "off"
