"""Append-only, enforced by the database: nothing updates or deletes what was recorded, whoever asks."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FIXED = ["records_event", "records_leaf", "records_node", "records_checkpoint"]
# Content may go, and only once its destruction is itself recorded.
DESTRUCTIBLE = {
    "records_content": "'content.destroyed'",
    "records_personalcontent": "'content.destroyed', 'personal.destroyed'",
}


def _refuse_when(table: str, types: str, old_id: str) -> str:
    return (
        "NOT EXISTS (SELECT 1 FROM records_event WHERE subject_type = 'records.event'"
        f" AND subject_id = {old_id} AND type IN ({types}))"
    )


def _sqlite(schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in [*FIXED, *DESTRUCTIBLE]:
        refuse = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
        when = f"WHEN {_refuse_when(table, DESTRUCTIBLE[table], 'OLD.event_id')} " if table in DESTRUCTIBLE else ""
        schema_editor.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
        schema_editor.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {when}{refuse}")


def _postgresql(schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(
        "CREATE FUNCTION records_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END $$"
    )
    for table, types in DESTRUCTIBLE.items():
        schema_editor.execute(
            f"CREATE FUNCTION {table}_may_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {_refuse_when(table, types, 'OLD.event_id')} THEN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME; END IF; "
            "RETURN OLD; END $$"
        )
    for table in [*FIXED, *DESTRUCTIBLE]:
        on_delete = f"{table}_may_go" if table in DESTRUCTIBLE else "records_append_only"
        for name, when, each, function in [
            ("no_update", "UPDATE", "ROW", "records_append_only"),
            ("no_delete", "DELETE", "ROW", on_delete),
            ("no_truncate", "TRUNCATE", "STATEMENT", "records_append_only"),
        ]:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{name} BEFORE {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
            )


def forwards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    {"sqlite": _sqlite, "postgresql": _postgresql}[schema_editor.connection.vendor](schema_editor)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forwards, elidable=False)]
