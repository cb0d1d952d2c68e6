"""Which triggers must hold this database's rules, and which are really there."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.loader import MigrationLoader

from .protection import Guard

Name = tuple[str, str]  # table, trigger

# A trigger counts only while it is enabled and its body refuses something.
ON_SQLITE = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%%RAISE(ABORT%%'"
ON_POSTGRESQL = """
SELECT c.relname, t.tgname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgenabled <> 'D' AND p.prosrc LIKE '%%RAISE EXCEPTION%%'
AND c.relnamespace = current_schema()::regnamespace
"""


def expected() -> set[Name]:
    """What the migrations applied to this database have put up."""
    loader = MigrationLoader(connection)
    return {
        (trigger.table, trigger.name)
        for key in loader.applied_migrations
        if key in loader.disk_migrations
        for operation in loader.disk_migrations[key].operations
        if isinstance(operation, Guard)
        for trigger in operation.triggers(connection.vendor)
    }


def present() -> set[Name]:
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL, [])
        return {(table, name) for table, name in cursor.fetchall()}


def missing() -> list[str]:
    """The names of triggers that must be there and are not, or no longer refuse anything."""
    return sorted(name for _table, name in expected() - present())
