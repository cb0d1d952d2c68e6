"""On PostgreSQL the whole suite runs as the application's role; this is what that role is."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from licet.service.records.roles import WrongRole, grant

pytestmark = pytest.mark.django_db
APPEND_ONLY = ["event", "leaf", "node", "checkpoint", "content", "personalcontent"]


def asked(question: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def test_the_role_has_no_power_over_the_server() -> None:
    powers = "rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
    assert asked(f"SELECT {powers} FROM pg_roles WHERE rolname = current_user") == [(False,) * 5]


def test_the_role_owns_nothing() -> None:
    assert asked("SELECT relname FROM pg_class WHERE relowner = current_user::regrole") == []
    assert asked("SELECT proname FROM pg_proc WHERE proowner = current_user::regrole") == []
    assert asked("SELECT datname FROM pg_database WHERE datdba = current_user::regrole") == []


def test_the_role_is_a_member_of_no_other() -> None:
    assert asked("SELECT roleid FROM pg_auth_members WHERE member = current_user::regrole") == []


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE records_{} SET {} = {}", "TRUNCATE records_{} CASCADE"])
def test_the_role_has_no_right_to_change_or_empty_the_ledger(table: str, statement: str) -> None:
    column = {"event": "type", "leaf": "seq", "checkpoint": "size", "node": "level"}.get(table, "body")
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        asked(statement.format(table, column, column))


@pytest.mark.parametrize("table", ["event", "leaf", "node", "checkpoint"])
def test_the_role_has_no_right_to_delete_from_the_ledger(table: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        asked(f"DELETE FROM records_{table}")


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE records_event DISABLE TRIGGER USER",
        "DROP TRIGGER records_event_no_update ON records_event",
        "DROP TABLE records_event CASCADE",
        "SET session_replication_role = replica",
        "CREATE TABLE public.mine (id int)",
    ],
)
def test_the_role_cannot_put_the_protection_aside(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        asked(statement)


def test_the_role_can_do_its_work_elsewhere() -> None:
    rights = asked(
        "SELECT has_table_privilege('people_user', 'UPDATE'), has_table_privilege('records_pending', 'DELETE'),"
        " has_table_privilege('records_event', 'INSERT'), has_table_privilege('django_migrations', 'INSERT')"
    )
    assert rights == [(True, True, True, False)]


def test_every_protected_table_refuses_truncate() -> None:
    """One that an app protects has all its triggers, so that the owner cannot empty it by mistake either."""
    protected = {
        name
        for (name,) in asked(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_no\\_update'"
        )
    }
    guarded = {
        name
        for (name,) in asked(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_no\\_truncate'"
        )
    }
    assert {f"records_{table}" for table in APPEND_ONLY} <= protected
    assert protected == guarded


@pytest.mark.parametrize("whose", ["current_user", "the first superuser"])
def test_neither_the_owner_nor_a_master_of_the_server_loses_power_by_a_slip(
    as_owner: None, whose: str
) -> None:
    question = (
        "SELECT current_user"
        if whose == "current_user"
        else "SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY oid LIMIT 1"
    )
    [(role,)] = asked(question)
    before = asked("SELECT rolname, rolsuper, rolcreatedb, rolinherit FROM pg_roles ORDER BY oid")
    with pytest.raises(WrongRole, match="Name another role"), transaction.atomic():
        grant(connection, str(role))
    assert asked("SELECT rolname, rolsuper, rolcreatedb, rolinherit FROM pg_roles ORDER BY oid") == before
