"""Tables that only grow. Any app protects its own in a migration: `operations = [append_only("chains_statement")]`.

Such a migration depends on `("records", "0002_append_only")`, which makes PostgreSQL's trigger function.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FUNCTION = (
    "CREATE FUNCTION records_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$"
)


def append_only(*tables: str) -> migrations.RunPython:
    """Refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE of these tables, for everybody."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            refuse(schema_editor, table, "update")
            refuse(schema_editor, table, "delete")
            refuse_truncate(schema_editor, table)

    return migrations.RunPython(forwards, elidable=False)


def deletable_when(table: str, condition: str) -> migrations.RunPython:
    """Refuse UPDATE and TRUNCATE; let a row go only where the SQL condition on OLD holds."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        refuse(schema_editor, table, "update")
        refuse(schema_editor, table, "delete", unless=condition)
        refuse_truncate(schema_editor, table)

    return migrations.RunPython(forwards, elidable=False)


def refuse(schema_editor: BaseDatabaseSchemaEditor, table: str, verb: str, unless: str = "") -> None:
    name, before = f"{table}_no_{verb}", f"BEFORE {verb.upper()} ON {table}"
    if schema_editor.connection.vendor == "sqlite":
        when = f"WHEN NOT ({unless})" if unless else ""
        stop = f"SELECT RAISE(ABORT, 'append-only: {table}')"
        schema_editor.execute(f"CREATE TRIGGER {name} {before} {when} BEGIN {stop}; END", params=None)
        return
    function = _conditional(schema_editor, table, unless) if unless else "records_append_only"
    schema_editor.execute(
        f"CREATE TRIGGER {name} {before} FOR EACH ROW EXECUTE FUNCTION {function}()", params=None
    )


def refuse_truncate(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """SQLite has no TRUNCATE: its DELETE without a condition fires the row triggers."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION records_append_only()",
            params=None,
        )


def make_function(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)


def _conditional(schema_editor: BaseDatabaseSchemaEditor, table: str, unless: str) -> str:
    function = f"{table}_may_go"
    schema_editor.execute(
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {unless} THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$",
        params=None,
    )
    return function
