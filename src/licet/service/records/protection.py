"""Tables that only grow. Any app protects its own in a migration: `operations = [append_only("chains_statement")]`.

Such a migration depends on `("records", "0002_append_only")`, which makes PostgreSQL's trigger function.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FUNCTION = (
    "CREATE FUNCTION records_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$"
)


class Trigger(NamedTuple):
    """A trigger by its name and table, and the function of its own that PostgreSQL runs for it, if it has one."""

    table: str
    name: str
    function: str = ""


Code = Callable[[StateApps, BaseDatabaseSchemaEditor], None]


class Guard(migrations.RunPython):
    """Puts triggers up, and takes them down again when the migration is reversed. `licet doctor` asks `triggers(vendor)`
    which of them must be there."""

    def __init__(
        self,
        code: Code,
        triggers: Callable[[str], Sequence[Trigger]],
        *,
        before_taking_down: Code | None = None,
    ) -> None:
        def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
            if before_taking_down is not None:
                before_taking_down(apps, schema_editor)
            for trigger in triggers(schema_editor.connection.vendor):
                take_down(schema_editor, trigger)

        super().__init__(code, backwards, elidable=False)
        self.triggers = triggers


def take_down(schema_editor: BaseDatabaseSchemaEditor, trigger: Trigger) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(f"DROP TRIGGER {trigger.name}", params=None)
        return
    schema_editor.execute(f"DROP TRIGGER {trigger.name} ON {trigger.table}", params=None)
    if trigger.function:
        schema_editor.execute(f"DROP FUNCTION {trigger.function}()", params=None)


def _on_growing(tables: Sequence[str], vendor: str, function: str = "") -> list[Trigger]:
    """What `append_only` and `deletable_when` put up: `function` decides on deletion where a row may go."""
    verbs = ("update", "delete") if vendor == "sqlite" else ("update", "delete", "truncate")
    return [
        Trigger(table, f"{table}_no_{verb}", function if verb == "delete" else "")
        for table in tables
        for verb in verbs
    ]


def append_only(*tables: str) -> Guard:
    """Refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE of these tables, for everybody."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for table in tables:
            refuse(schema_editor, table, "update")
            refuse(schema_editor, table, "delete")
            refuse_truncate(schema_editor, table)

    return Guard(forwards, lambda vendor: _on_growing(tables, vendor))


def deletable_when(table: str, condition: str) -> Guard:
    """Refuse UPDATE and TRUNCATE; let a row go only where the SQL condition on OLD holds."""

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        refuse(schema_editor, table, "update")
        refuse(schema_editor, table, "delete", unless=condition)
        refuse_truncate(schema_editor, table)

    return Guard(forwards, lambda vendor: _on_growing([table], vendor, f"{table}_may_go"))


def changeable_when(table: str, condition: Callable[[str], str]) -> migrations.RunPython:
    """From here on a row of an append-only table may be changed where the SQL condition on OLD and NEW holds; `condition` gets
    the name that the database has for “is the same as, or neither is there”."""
    name, function = f"{table}_no_update", f"{table}_may_change"

    def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        take_down(schema_editor, Trigger(table, name))
        if schema_editor.connection.vendor == "sqlite":
            refuse(schema_editor, table, "update", unless=condition("IS"))
            return
        _conditional(schema_editor, table, condition("IS NOT DISTINCT FROM"), function, "NEW")
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
            params=None,
        )

    def backwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
        take_down(schema_editor, Trigger(table, name, function))
        refuse(schema_editor, table, "update")

    return migrations.RunPython(forwards, backwards, elidable=False)


def opened(*tables: str) -> migrations.RunPython:
    """Take down what `append_only` put up, for a migration that changes these tables; a later one protects them again."""
    guard = append_only(*tables)
    down = guard.reverse_code or migrations.RunPython.noop
    return migrations.RunPython(down, guard.code, elidable=False)


def refuse(schema_editor: BaseDatabaseSchemaEditor, table: str, verb: str, unless: str = "") -> None:
    name, before = f"{table}_no_{verb}", f"BEFORE {verb.upper()} ON {table}"
    if schema_editor.connection.vendor == "sqlite":
        when = f"WHEN NOT ({unless})" if unless else ""
        stop = f"SELECT RAISE(ABORT, 'append-only: {table}')"
        schema_editor.execute(f"CREATE TRIGGER {name} {before} {when} BEGIN {stop}; END", params=None)
        return
    function = "records_append_only"
    if unless:
        function = _conditional(schema_editor, table, unless, f"{table}_may_go", "OLD")
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


def drop_function(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION records_append_only()", params=None)


def _conditional(
    schema_editor: BaseDatabaseSchemaEditor, table: str, unless: str, function: str, row: str
) -> str:
    schema_editor.execute(
        f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {unless} THEN RETURN {row}; END IF; "
        "RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$",
        params=None,
    )
    return function
